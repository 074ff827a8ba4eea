/** What the channel sends, read from JSON that is not trusted to have its shape. */

export interface Product {
  readonly id: string;
  readonly title: string;
  readonly price: string;
  readonly currency: string;
  readonly image: string;
  readonly url: string;
}

export interface Fact {
  readonly name: string;
  readonly value: string;
  readonly source: string;
}

export interface Button {
  readonly title: string;
  readonly payload: string;
}

/** One message of the shop; the parts that it doesn't have are empty. */
export interface Reply {
  readonly text: string;
  readonly image: string;
  readonly buttons: readonly Button[];
  readonly products: readonly Product[];
  readonly facts: readonly Fact[];
  /** A person has the conversation; the assistant says nothing. */
  readonly waiting: boolean;
}

/** A message without any part. */
export const SILENT: Reply = {
  text: "",
  image: "",
  buttons: [],
  products: [],
  facts: [],
  waiting: false,
};

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null;

const text = (value: unknown): string =>
  typeof value === "string" ? value : typeof value === "number" ? String(value) : "";

const objects = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isObject) : []);

export function readReplies(body: unknown): Reply[] {
  return objects(body).map(readReply).filter(saysSomething);
}

function readReply(message: Json): Reply {
  const sent = isObject(message.custom) ? message.custom : {};
  const custom = sent.type === "answer" ? sent : {};
  return {
    text: text(message.text),
    image: text(message.image),
    buttons: objects(message.buttons ?? sent.buttons)
      .map(({ title, payload }) => ({ title: text(title), payload: text(payload) || text(title) }))
      .filter(({ title }) => title),
    products: objects(custom.products)
      .map((product) => ({
        id: text(product.id),
        title: text(product.title),
        price: text(product.price),
        currency: text(product.currency),
        image: text(product.image),
        url: text(product.url),
      }))
      .filter(({ title }) => title),
    facts: objects(custom.facts)
      .map((fact) => ({
        name: text(fact.name),
        value: text(fact.value),
        source: text(fact.source),
      }))
      .filter(({ source }) => source),
    waiting: sent.type === "handoff" && sent.state === "waiting",
  };
}

function saysSomething(reply: Reply): boolean {
  const { image, buttons, products, facts } = reply;
  const parts = buttons.length + products.length + facts.length;
  return Boolean(reply.text || image || parts || reply.waiting);
}
