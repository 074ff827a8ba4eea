import { Channel } from "./api";
import { accentStyles } from "./colour";
import { Composer } from "./composer";
import type { Config } from "./config";
import { Conversation } from "./conversation";
import { h, icon } from "./dom";
import { MessageList } from "./list";
import { MessageView } from "./messages";
import { Panel } from "./panel";
import { type Button, SILENT } from "./protocol";
import { type Entry, type Heard, Keeper } from "./state";
import { type Strings, stringsFor } from "./strings";
import styles from "./styles.css";

/** The panel's own colours, which the accent has to stand out from. */
const SURFACES = { light: "#ffffff", dark: "#16181c" };
const PHONE = "(max-width: 480px)";

/** Puts the parts together and on the page. */
export class Widget {
  private readonly strings: Strings;
  private readonly conversation: Conversation;
  private readonly list: MessageList;
  private readonly composer: Composer;
  private readonly panel: Panel;
  private readonly launcher: HTMLButtonElement;
  private readonly badge = h("span", { class: "badge", "aria-hidden": "true" });
  private readonly greeting: Heard;

  constructor(private readonly config: Config) {
    const strings = (this.strings = stringsFor(config.lang));
    this.greeting = greetingOf(config, strings);
    this.conversation = new Conversation(
      new Channel(config.channel),
      new Keeper(config.channel),
      strings.refused,
      () => this.show(),
    );
    this.list = new MessageList(new MessageView(config, strings), (button) => this.choose(button), strings);
    this.composer = new Composer(strings, (text) => this.conversation.say(text));
    this.panel = new Panel(strings, {
      title: config.title || strings.title,
      list: this.list.element,
      composer: this.composer.element,
      close: () => this.close(),
      startOver: () => this.startOver(),
      retry: () => this.conversation.retry(),
    });
    this.launcher = h(
      "button",
      { class: "launcher", type: "button", "aria-haspopup": "dialog", click: () => this.open() },
      icon("chat"),
      this.badge,
    );
  }

  mount(): void {
    const host = document.createElement("shop-assistant");
    host.setAttribute("role", "complementary");
    host.setAttribute("aria-label", this.config.title || this.strings.title);
    host.lang = this.strings.lang;
    const shadow = host.attachShadow({ mode: "open" });
    shadow.adoptedStyleSheets = [sheet(styles), sheet(accentSheet(this.config.accent))];
    shadow.append(h("div", { class: `frame ${this.config.side}` }, this.launcher, this.panel.element));
    document.body.append(host);
    this.listen();
    this.conversation.retry();
  }

  private listen(): void {
    addEventListener("online", () => this.conversation.retry());
    document.addEventListener("visibilitychange", () => this.conversation.refresh());
    // A shopper who follows a card on a phone wants to see the product, not the chat.
    this.list.element.addEventListener("click", (event) => {
      const link = event.target instanceof Element && event.target.closest("a");
      if (link && matchMedia(PHONE).matches) this.conversation.setOpen(false);
    });
    // The keyboard of a phone covers the page without resizing it.
    const viewport = window.visualViewport;
    viewport?.addEventListener("resize", () => {
      this.panel.element.style.setProperty("--visible", `${viewport.height}px`);
    });
  }

  private open(): void {
    this.conversation.setOpen(true);
    // Focus in a text field would bring up a touch keyboard over the conversation.
    const target = matchMedia("(pointer: fine)").matches ? this.composer.input : this.panel.element;
    target.focus();
  }

  private close(): void {
    this.conversation.setOpen(false);
    this.launcher.focus();
  }

  private startOver(): void {
    this.conversation.startOver();
    this.composer.input.focus();
  }

  private choose({ title, payload }: Button): void {
    this.composer.input.focus();
    this.conversation.say(title, payload === title ? "" : payload);
  }

  private show(): void {
    const { strings, conversation } = this;
    const { entries, open, unread } = conversation.state;
    const all = [this.greeting, ...entries];
    this.list.show(all, conversation.busy ? [] : offers(all), conversation.busy);
    this.panel.show(conversation.stuck);
    this.panel.element.hidden = !open;
    this.launcher.hidden = open;
    this.launcher.setAttribute("aria-label", unread ? `${strings.open}, ${strings.unread(unread)}` : strings.open);
    this.badge.hidden = !unread;
    this.badge.textContent = unread > 9 ? "9+" : String(unread);
  }
}

function greetingOf({ greeting, suggestions }: Config, strings: Strings): Heard {
  const buttons = suggestions.map((title) => ({ title, payload: title }));
  const text = greeting || strings.greeting;
  return { ...SILENT, id: "greeting", from: "shop", text, buttons };
}

/** The quick replies of the shop's last turn. */
function offers(entries: readonly Entry[]): Button[] {
  const lastSaid = entries.findLastIndex((entry) => entry.from === "shopper");
  return entries.slice(lastSaid + 1).flatMap((entry) => (entry.from === "shop" ? entry.buttons : []));
}

/** A constructed sheet, since a strict content policy forbids <style>. */
function sheet(css: string): CSSStyleSheet {
  const made = new CSSStyleSheet();
  made.replaceSync(css);
  return made;
}

function accentSheet(accent: string): string {
  const on = (surface: string): string => `:host{--surface:${surface};${accentStyles(accent, surface)}}`;
  return `${on(SURFACES.light)}@media (prefers-color-scheme:dark){${on(SURFACES.dark)}}`;
}
