import { h, icon } from "./dom";
import type { Strings } from "./strings";

interface Parts {
  readonly title: string;
  readonly list: HTMLElement;
  readonly composer: HTMLElement;
  readonly close: () => void;
  readonly startOver: () => void;
  readonly retry: () => void;
}

/** The dialog around the conversation; Tab stays inside, Escape closes. */
export class Panel {
  readonly element: HTMLElement;
  private readonly status = h("p", { class: "status" });
  private readonly notice: HTMLElement;

  constructor(
    private readonly strings: Strings,
    private readonly parts: Parts,
  ) {
    this.notice = h(
      "div",
      { class: "notice", role: "status" },
    );
    this.element = h(
      "section",
      {
        class: "panel",
        role: "dialog",
        "aria-modal": "true",
        "aria-labelledby": "title",
        tabindex: "-1",
        hidden: true,
        keydown: (event) => this.onKey(event as KeyboardEvent),
      },
      this.header(),
      parts.list,
      this.notice,
      parts.composer,
    );
  }

  show(offline: boolean): void {
    const { strings } = this;
    this.element.classList.toggle("offline", offline);
    this.status.textContent = offline ? strings.offline : strings.automated;
    if (offline === this.notice.hasChildNodes()) return;
    const again = (): HTMLElement => h("button", { type: "button", click: this.parts.retry }, strings.retry);
    this.notice.replaceChildren(...(offline ? [h("p", {}, strings.unreachable), again()] : []));
  }

  private header(): HTMLElement {
    const { strings, parts } = this;
    const tool = (name: "fresh" | "close", label: string, click: () => void): HTMLElement =>
      h("button", { type: "button", class: "tool", "aria-label": label, title: label, click }, icon(name));
    return h(
      "header",
      {},
      h("span", { class: "avatar" }, icon("chat")),
      h("div", { class: "who" }, h("h2", { id: "title" }, parts.title), this.status),
      tool("fresh", strings.startOver, parts.startOver),
      tool("close", strings.close, parts.close),
    );
  }

  private onKey(event: KeyboardEvent): void {
    if (event.key === "Escape") {
      event.stopPropagation();
      this.parts.close();
    } else if (event.key === "Tab") {
      this.keepInside(event);
    }
  }

  private keepInside(event: KeyboardEvent): void {
    const stops = [
      ...this.element.querySelectorAll<HTMLElement>("a[href], button, textarea, summary, [tabindex='0']"),
    ].filter((stop) => stop.checkVisibility() && !stop.matches(":disabled"));
    const [from, to] = event.shiftKey ? [stops[0], stops.at(-1)] : [stops.at(-1), stops[0]];
    const { activeElement } = this.element.getRootNode() as ShadowRoot;
    if (activeElement !== from && activeElement !== this.element) return;
    event.preventDefault();
    to?.focus();
  }
}
