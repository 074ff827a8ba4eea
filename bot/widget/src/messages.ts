import type { Config } from "./config";
import { aside, h, icon, safeUrl } from "./dom";
import type { Product } from "./protocol";
import { namedSources, type Source } from "./sources";
import type { Entry, Heard, Said } from "./state";
import type { Strings } from "./strings";

/** Draws entries of the conversation; knows nothing of how they come about. */
export class MessageView {
  constructor(
    private readonly config: Config,
    private readonly strings: Strings,
  ) {}

  draw(entry: Entry): HTMLElement {
    return entry.from === "shopper" ? this.said(entry) : this.heard(entry);
  }

  private said({ text, status }: Said): HTMLElement {
    const mark = status === "failed" ? h("p", { class: "mark" }, this.strings.notSent) : null;
    return h(
      "div",
      { class: `entry said ${status}` },
      h("p", { class: "bubble", dir: "auto" }, aside(this.strings.you), text),
      mark,
    );
  }

  private heard({ text, image, products, facts, waiting }: Heard): HTMLElement {
    const { strings } = this;
    const picture = safeUrl(image);
    const sources = namedSources(facts, products, strings, this.config.policyUrl);
    return h(
      "div",
      { class: "entry heard" },
      text ? h("p", { class: "bubble", dir: "auto" }, aside(strings.shop), text) : null,
      picture ? h("img", { class: "picture", src: picture, alt: "" }) : null,
      products.length ? h("ul", { class: "cards" }, ...products.map((p) => this.card(p))) : null,
      sources.length ? this.sources(sources) : null,
      waiting ? h("p", { class: "mark" }, strings.colleague) : null,
    );
  }

  private card(product: Product): HTMLElement {
    const url = safeUrl(product.url);
    const content = [
      thumbnail(product),
      h(
        "span",
        { class: "what" },
        h("span", { class: "name" }, product.title),
        h("span", { class: "price" }, formatPrice(product, this.config.lang)),
      ),
    ];
    const body = url
      ? h("a", { class: "card", href: url }, ...content, icon("onward"))
      : h("div", { class: "card" }, ...content);
    return h("li", {}, body);
  }

  private sources(sources: readonly Source[]): HTMLElement {
    const items = sources.map(({ name, url }) => {
      const href = safeUrl(url);
      return h("li", {}, href ? h("a", { href }, name) : name);
    });
    return h(
      "details",
      { class: "sources" },
      h("summary", {}, this.strings.sources(sources.length)),
      h("ul", {}, ...items),
    );
  }
}

function thumbnail(product: Product): HTMLElement {
  const frame = h("span", { class: "thumb" });
  const src = safeUrl(product.image);
  const blank = (): void => frame.replaceChildren(icon("picture"));
  if (src) frame.append(h("img", { src, alt: "", error: blank }));
  else blank();
  return frame;
}

function formatPrice({ price, currency }: Product, lang: string): string {
  if (!price) return "";
  try {
    const money = new Intl.NumberFormat(lang, { style: "currency", currency });
    const amount = Number(price);
    return Number.isFinite(amount) ? money.format(amount) : price;
  } catch {
    return `${price} ${currency}`.trim();
  }
}
