import { readReplies, type Reply } from "./protocol";

/** The server read the message and will not take it; sending it again is of no use. */
export class Refused extends Error {}

const PATIENCE_MS = 30_000;

/** The widget's channel. Any error but `Refused` means "not delivered, try again". */
export class Channel {
  constructor(private readonly address: string) {}

  /** A new session's token. */
  async session(): Promise<string> {
    const body: unknown = await (await this.post("session", "", {})).json();
    const token = (body as { token?: unknown } | null)?.token;
    if (typeof token !== "string") throw new Error("no session");
    return token;
  }

  /** The replies to a message, or null if the session has ended. */
  async say(token: string, message: { text: string } | { payload: string }): Promise<Reply[] | null> {
    const response = await this.post("message", token, message);
    if (response.status === 401) return null;
    if (response.status === 400 || response.status === 413) throw new Refused();
    if (!response.ok) throw new Error(`status ${response.status}`);
    return readReplies(await response.json());
  }

  private post(path: string, token: string, body: object): Promise<Response> {
    return fetch(this.address + path, {
      method: "POST",
      credentials: "omit",
      headers: {
        "Content-Type": "application/json",
        ...(token && { Authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
  }
}
