/** Every sentence the widget says by itself. A language is one more table. */
export interface Strings {
  readonly lang: string;
  readonly title: string;
  readonly greeting: string;
  readonly automated: string;
  readonly offline: string;
  readonly open: string;
  readonly unread: (count: number) => string;
  readonly close: string;
  readonly startOver: string;
  readonly conversation: string;
  readonly suggestions: string;
  readonly you: string;
  readonly shop: string;
  readonly typing: string;
  readonly placeholder: string;
  readonly send: string;
  readonly left: (count: number) => string;
  readonly notSent: string;
  readonly colleague: string;
  readonly unreachable: string;
  readonly retry: string;
  readonly refused: string;
  readonly sources: (count: number) => string;
  readonly sizeChart: string;
  readonly reviews: string;
}

const en: Strings = {
  lang: "en",
  title: "Shop assistant",
  greeting: "Hi! Ask me about sizes, stock, delivery or returns, or tell me what you are looking for.",
  automated: "Automated assistant",
  offline: "Offline",
  open: "Open chat",
  unread: (count) => `${count} unread ${count === 1 ? "message" : "messages"}`,
  close: "Close chat",
  startOver: "Start a new conversation",
  conversation: "Conversation",
  suggestions: "Suggested replies",
  you: "You:",
  shop: "Assistant:",
  typing: "The assistant is typing",
  placeholder: "Ask a question",
  send: "Send",
  left: (count) => `${count} ${count === 1 ? "character" : "characters"} left`,
  notSent: "Not sent yet",
  colleague: "A colleague has your message and will answer.",
  unreachable: "The shop can't be reached. Your message is kept here.",
  retry: "Try again",
  refused: "Sorry, I could not read that message. Could you put it another way?",
  sources: (count) => (count === 1 ? "1 source" : `${count} sources`),
  sizeChart: "Size chart",
  reviews: "Customer reviews",
};

const tables: Record<string, Strings> = { en };

export function stringsFor(lang: string): Strings {
  return tables[lang.split("-")[0] ?? ""] ?? en;
}
