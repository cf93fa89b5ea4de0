/** How the mail capture answers one address; other rules are kept as they are. */
interface AnswerRule {
  readonly recipient?: string;
  readonly at?: string;
  readonly code?: number;
  readonly text?: string;
}

const PATIENCE_MS = 5_000;

/** The mail capture's own control over HTTP, where one is known. */
export class MailCapture {
  /** Marks the rules of this rehearsal among those of others. */
  private readonly text: string;

  /** @param url e.g. `http://127.0.0.1:8025` */
  constructor(
    readonly url: string,
    cycleId: string,
  ) {
    this.text = `5.1.1 Hop thu khong ton tai (dien tap ${cycleId})`;
  }

  /** Lets mails to these addresses be refused, beside the rules that are there. */
  async refuse(addresses: readonly string[]): Promise<void> {
    const others = await this.othersRules();
    const ours = addresses.map((recipient) => ({ recipient, at: 'rcpt', code: 550, text: this.text }));
    // The first rule that fits is used.
    await this.send([...ours, ...others]);
  }

  /** Takes the rules of this rehearsal away. */
  async restore(): Promise<void> {
    await this.send(await this.othersRules());
  }

  private async othersRules(): Promise<readonly AnswerRule[]> {
    return (await this.rules()).filter(({ text }) => text !== this.text);
  }

  private async rules(): Promise<readonly AnswerRule[]> {
    const response = await fetch(`${this.url}/api/rules`, { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    return (await response.json()) as AnswerRule[];
  }

  private async send(rules: readonly AnswerRule[]): Promise<void> {
    const response = await fetch(`${this.url}/api/rules`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(rules),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
  }
}
