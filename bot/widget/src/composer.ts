import { h, icon } from "./dom";
import type { Strings } from "./strings";

const LIMIT = 1000;
/** From here on, the shopper is told how much is left. */
const NEAR_LIMIT = 900;

/** Where the shopper types: Enter sends, Shift+Enter starts a new line. */
export class Composer {
  readonly element: HTMLFormElement;
  readonly input: HTMLTextAreaElement;
  private readonly counter = h("p", { class: "counter", id: "left", hidden: true });
  private readonly send: HTMLButtonElement;

  constructor(
    private readonly strings: Strings,
    private readonly submit: (text: string) => void,
  ) {
    this.input = h("textarea", {
      rows: "1",
      maxlength: String(LIMIT),
      placeholder: strings.placeholder,
      "aria-label": strings.placeholder,
      "aria-describedby": "left",
      enterkeyhint: "send",
      dir: "auto",
      input: () => this.update(),
      keydown: (event) => this.onKey(event as KeyboardEvent),
    });
    this.send = h("button", { class: "send", "aria-label": strings.send, disabled: true }, icon("send"));
    this.element = h(
      "form",
      { class: "composer", submit: (event) => this.onSubmit(event) },
      h("div", { class: "field" }, this.input, this.send),
      this.counter,
    );
  }

  private onKey(event: KeyboardEvent): void {
    // While an input method is composing, Enter chooses a word.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.element.requestSubmit();
  }

  private onSubmit(event: Event): void {
    event.preventDefault();
    const text = this.input.value.trim();
    if (!text) return;
    this.input.value = "";
    this.update();
    this.input.focus();
    this.submit(text);
  }

  private update(): void {
    const { length } = this.input.value;
    this.send.disabled = !this.input.value.trim();
    this.counter.hidden = length < NEAR_LIMIT;
    this.counter.textContent = this.strings.left(LIMIT - length);
    this.input.style.height = "auto";
    this.input.style.height = `${this.input.scrollHeight}px`;
  }
}
