import type { Reply } from "./protocol";

/** A message of the shopper: waiting for its answer, answered, or not delivered. */
export interface Said {
  readonly id: string;
  readonly from: "shopper";
  readonly text: string;
  /** What a quick reply sends in place of its text. */
  readonly payload: string;
  status: "waiting" | "answered" | "failed";
}

export interface Heard extends Reply {
  readonly id: string;
  readonly from: "shop";
}

export type Entry = Said | Heard;

/** All that a reload keeps. */
export interface State {
  token: string;
  entries: Entry[];
  open: boolean;
  unread: number;
  /** When something was last said, in milliseconds since 1970. */
  touched: number;
}

const KEPT_ENTRIES = 100;
/** As long as the server's sessions. */
const KEPT_MS = 30 * 24 * 3600 * 1000;

export const emptyState = (): State => ({
  token: "",
  entries: [],
  open: false,
  unread: 0,
  touched: Date.now(),
});

export const newId = (): string => Date.now().toString(36) + Math.random().toString(36).slice(2);

/** The state in the browser's storage; a browser that forbids storage forgets on reload. */
export class Keeper {
  private readonly key: string;

  constructor(channel: string) {
    this.key = `shopbot:${channel}`;
  }

  load(): State | null {
    try {
      const state = JSON.parse(localStorage.getItem(this.key) ?? "null") as State | null;
      return state && Array.isArray(state.entries) && Date.now() - state.touched < KEPT_MS
        ? { ...emptyState(), ...state }
        : null;
    } catch {
      return null;
    }
  }

  save(state: State): void {
    state.entries = state.entries.slice(-KEPT_ENTRIES);
    try {
      localStorage.setItem(this.key, JSON.stringify(state));
    } catch {
      // Private mode or a full storage: the conversation lives as long as the page.
    }
  }
}
