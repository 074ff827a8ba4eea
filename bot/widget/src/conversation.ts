import { type Channel, Refused } from "./api";
import { type Reply, SILENT } from "./protocol";
import { emptyState, type Entry, type Keeper, newId, type Said, type State } from "./state";

/** The conversation and its outbox: messages go out one at a time and none is lost. */
export class Conversation {
  state: State;
  private sending = false;
  private era = 0;

  constructor(
    private readonly channel: Channel,
    private readonly keeper: Keeper,
    private readonly refusal: string,
    private readonly changed: () => void,
  ) {
    this.state = keeper.load() ?? emptyState();
  }

  /** An answer is on its way. */
  get busy(): boolean {
    return this.sending;
  }

  /** A message could not be delivered. */
  get stuck(): boolean {
    return this.outbox("failed").length > 0;
  }

  say(text: string, payload = ""): void {
    this.add({ id: newId(), from: "shopper", text, payload, status: "waiting" });
    this.retry();
  }

  /** Send what has not been delivered, messages of an interrupted page included. */
  retry(): void {
    for (const said of this.outbox("failed")) said.status = "waiting";
    if (this.outbox("waiting").length) this.keeper.save(this.state);
    void this.flush();
  }

  startOver(): void {
    this.era += 1;
    this.state = { ...emptyState(), open: this.state.open };
    this.commit();
  }

  setOpen(open: boolean): void {
    this.state.open = open;
    if (open) this.state.unread = 0;
    this.commit();
  }

  /** Take over what another tab has said meanwhile. */
  refresh(): void {
    const other = this.keeper.load();
    if (this.sending || !other || other.touched === this.state.touched) return;
    this.state = { ...other, open: this.state.open };
    this.changed();
  }

  private outbox(status: Said["status"]): Said[] {
    return this.state.entries.filter(
      (entry): entry is Said => entry.from === "shopper" && entry.status === status,
    );
  }

  private async flush(): Promise<void> {
    if (this.sending) return;
    this.sending = true;
    for (let next = this.outbox("waiting")[0]; next; next = this.outbox("waiting")[0]) {
      this.changed();
      await this.deliver(next);
    }
    this.sending = false;
    this.changed();
  }

  private async deliver(said: Said): Promise<void> {
    const era = this.era;
    try {
      const replies = await this.ask(said);
      if (era !== this.era) return;
      said.status = "answered";
      replies.forEach((reply) => this.hear(reply));
    } catch (error) {
      if (era !== this.era) return;
      if (error instanceof Refused) {
        said.status = "answered";
        this.hear({ ...SILENT, text: this.refusal });
      } else {
        for (const waiting of this.outbox("waiting")) waiting.status = "failed";
      }
    }
    this.commit();
  }

  private async ask({ text, payload }: Said): Promise<Reply[]> {
    const message = payload.startsWith("/") ? { payload } : { text: payload || text };
    const known = this.state.token && (await this.channel.say(this.state.token, message));
    if (known) return known;
    this.state.token = await this.channel.session();
    const replies = await this.channel.say(this.state.token, message);
    if (!replies) throw new Error("the new session was not accepted");
    return replies;
  }

  private hear(reply: Reply): void {
    if (!this.state.open && reply.text) this.state.unread += 1;
    this.add({ ...reply, id: newId(), from: "shop" });
  }

  private add(entry: Entry): void {
    this.state.entries.push(entry);
    this.state.touched = Date.now();
  }

  private commit(): void {
    this.keeper.save(this.state);
    this.changed();
  }
}
