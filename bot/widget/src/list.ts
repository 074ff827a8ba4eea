import { aside, h } from "./dom";
import type { MessageView } from "./messages";
import type { Button } from "./protocol";
import type { Entry } from "./state";
import type { Strings } from "./strings";

/** The scrolling list: entries, the last one's quick replies, the typing indicator. */
export class MessageList {
  readonly element: HTMLElement;
  private readonly items = h("div", { class: "items" });
  private readonly quick: HTMLElement;
  private readonly typing: HTMLElement;
  private drawn: { key: string; node: HTMLElement }[] = [];
  private offered = "";

  constructor(
    private readonly view: MessageView,
    private readonly choose: (button: Button) => void,
    strings: Strings,
  ) {
    this.quick = h("div", { class: "quick", role: "group", "aria-label": strings.suggestions });
    this.typing = h(
      "div",
      { class: "typing", hidden: true },
      aside(strings.typing),
      ...["", "", ""].map(() => h("span", { class: "dot" })),
    );
    this.element = h(
      "div",
      { class: "log", role: "log", "aria-live": "polite", "aria-label": strings.conversation, tabindex: "0" },
      this.items,
      this.typing,
      this.quick,
    );
    // Whatever takes room from the list, a notice or a keyboard, must not hide its end.
    new ResizeObserver(() => this.scrollToEnd()).observe(this.element);
  }

  show(entries: readonly Entry[], buttons: readonly Button[], busy: boolean): void {
    const added = this.drawEntries(entries);
    const offered = this.drawButtons(buttons);
    const started = busy && this.typing.hidden;
    this.typing.hidden = !busy;
    if (added || offered || started) this.scrollToEnd();
  }

  private scrollToEnd(): void {
    this.element.scrollTop = this.element.scrollHeight;
  }

  /** Draws only what changed, so that a screen reader is told only that. */
  private drawEntries(entries: readonly Entry[]): boolean {
    const keys = entries.map((entry) => entry.id + (entry.from === "shopper" ? entry.status : ""));
    let same = 0;
    while (same < keys.length && this.drawn[same]?.key === keys[same]) same += 1;
    this.drawn.splice(same).forEach(({ node }) => node.remove());
    for (const [index, entry] of entries.slice(same).entries()) {
      const node = this.view.draw(entry);
      this.items.append(node);
      this.drawn.push({ key: keys[same + index] ?? "", node });
    }
    return same < keys.length;
  }

  private drawButtons(buttons: readonly Button[]): boolean {
    const offered = JSON.stringify(buttons);
    if (offered === this.offered) return false;
    this.offered = offered;
    this.quick.replaceChildren(
      ...buttons.map((button) =>
        h("button", { type: "button", click: () => this.choose(button) }, button.title),
      ),
    );
    this.quick.hidden = !buttons.length;
    return true;
  }
}
