import type { CapturedMail } from '#infra/local';
import { mailDeliveryWorkflowId } from '#libs/contracts';
import type { Stack } from '../support/stack.js';
import { until } from './scene.js';

export interface Receipt extends Record<string, unknown> {
  readonly id: string;
  readonly message_id: string;
  readonly state: string;
  readonly uncertain: boolean;
  readonly attempts: number;
  readonly epoch: number;
  readonly last_answer: string | null;
  readonly accepted_at: Date | null;
}

/** The receipts of commands on a stack: their rows, what was received of them, and the time they wait for. */
export class Receipts {
  constructor(private readonly stack: Stack) {}

  async of(commandId: string): Promise<Receipt | undefined> {
    const key = [`receipt/${commandId}`];
    return (await this.stack.query<Receipt>(`SELECT * FROM message WHERE key = $1`, key))[0];
  }

  async received(commandId: string): Promise<CapturedMail[]> {
    return this.stack.smtp.mails({ messageId: (await this.of(commandId))?.message_id ?? '' });
  }

  addressOf(unitId: string): string {
    return this.stack.units.find((unit) => unit.id === unitId)?.officerEmail ?? '';
  }

  untilState(commandId: string, state: string, timeoutMs: number): Promise<void> {
    const what = `receipt/${commandId} is ${state}`;
    return until(what, timeoutMs, async () => (await this.of(commandId))?.state === state);
  }

  /** The answer of the try under this epoch, however late, is written down. */
  untilAnswered(messageId: string | undefined, epoch: number, timeoutMs: number): Promise<void> {
    return until(`epoch ${epoch} has its answer`, timeoutMs, async () => {
      const [attempt] = await this.stack.query(
        `SELECT answer FROM message_attempt WHERE message_id = $1 AND epoch = $2 AND ended_at IS NOT NULL`,
        [messageId, epoch],
      );
      return attempt !== undefined;
    });
  }

  /** The minute of its holder's lease is over. */
  async leaseEnds(commandId: string): Promise<void> {
    await this.stack.query(`UPDATE message SET lease_until = now() WHERE key = $1`, [`receipt/${commandId}`]);
  }

  /** The time before its next try is over. */
  async nextTryComes(commandId: string): Promise<void> {
    await this.stack.query(`UPDATE message SET next_attempt_at = now() WHERE key = $1`, [
      `receipt/${commandId}`,
    ]);
  }

  /**
   * Ends the runner of rehearsals' mail, so that a worker that starts now begins another one at once. By itself a dead
   * worker's runner is missed after its heartbeat, fifteen seconds.
   */
  async endRunner(): Promise<void> {
    await this.stack.client.workflow
      .getHandle(mailDeliveryWorkflowId('capture'))
      .terminate('its worker died');
  }
}
