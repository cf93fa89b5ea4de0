import { setTimeout as delay } from 'node:timers/promises';
import { check, type ReadHistories, readRuns, type Violation } from '../support/checker/index.js';
import type { Answer, Stack } from '../support/stack.js';
import { timePasses } from '../support/time-passes.js';
import { bodies, commandsPath } from '../support/unit-year-driver.js';

/** A stack on which commands are sent while parts of it fail; remembers what was acknowledged. */
export class Scene {
  readonly acknowledged: string[] = [];
  private taken = 0;
  /** What was read from which process of Temporal: one that comes back may have lost the last events. */
  private read: { readonly pid: number; readonly histories: ReadHistories } = {
    pid: 0,
    histories: new Map(),
  };

  constructor(readonly stack: Stack) {}

  /** The next sample unit inside the standard that no disaster has used yet. */
  nextUnit(): string {
    const unit = this.stack.inside[this.taken];
    this.taken += 1;
    if (unit === undefined) throw new Error('the stack has too few units for this suite');
    return unit.id;
  }

  /**
   * Submits a stage as the unit's head.
   *
   * @returns the answer; undefined where the connection ended without one
   */
  async submit(cycleId: string, unitId: string, stage = 'q1Plan', key?: string): Promise<Answer | undefined> {
    const token = this.stack.token('unit-head', { unitId });
    const options = key === undefined ? {} : { key };
    try {
      const answer = await this.stack.call(
        'POST',
        commandsPath(cycleId, unitId),
        token,
        bodies.submit(stage),
        options,
      );
      if (answer.status < 300 && answer.body.id !== undefined) this.acknowledged.push(answer.body.id);
      return answer;
    } catch {
      return undefined;
    }
  }

  /** Submits a stage that must be acknowledged and answers the command's id. */
  async submitted(cycleId: string, unitId: string, stage = 'q1Plan'): Promise<string> {
    const answer = await this.submit(cycleId, unitId, stage);
    if (answer === undefined || answer.status >= 300 || answer.body.id === undefined) {
      throw new Error(`not acknowledged: ${answer?.status ?? 'no answer'} ${JSON.stringify(answer?.body)}`);
    }
    return answer.body.id;
  }

  /** Waits until no command is without an outcome or unheard of by its run, and no message is under way. */
  async rest(timeoutMs = 120_000): Promise<void> {
    await until('everything is at rest', timeoutMs, async () => {
      const [row] = await this.stack.query<{ commands: number; messages: number; cycles: number }>(
        `SELECT (SELECT count(*)::int FROM command WHERE status <> 'refused' AND carried_at IS NULL) AS commands,
                (SELECT count(*)::int FROM message WHERE state NOT IN ('accepted', 'failed', 'cancelled')) AS messages,
                (SELECT count(*)::int FROM cycle WHERE state = 'opening') AS cycles`,
      );
      return row?.commands === 0 && row.messages === 0 && row.cycles === 0;
    });
  }

  /** The delivery that began with a command's request, or a later one, has ended without handing it over. */
  async untilGivenUp(commandId: string): Promise<void> {
    await until(`the delivery of ${commandId} has given up`, 30_000, () => {
      const lines = this.stack.api.log.split('\n');
      return Promise.resolve(
        lines.some((line) => line.includes('"command.notDelivered"') && line.includes(commandId)),
      );
    });
  }

  /** What waits by the clock for something that was away waits no longer. */
  timePasses(): Promise<void> {
    return timePasses(this.stack);
  }

  /** Runs the independent checker over everything; waits a little for the last outcome to reach its run. */
  async violations(patienceMs = 30_000): Promise<readonly Violation[]> {
    const deadline = Date.now() + patienceMs;
    for (;;) {
      const found = await this.inspect();
      if (found.length === 0 || Date.now() > deadline) return found;
      await delay(1_000);
    }
  }

  private async inspect(): Promise<readonly Violation[]> {
    const { stack } = this;
    const { pid } = stack.temporal;
    if (this.read.pid !== pid) this.read = { pid, histories: new Map() };
    const runs = await readRuns(stack.temporalAddress, stack.namespace, this.read.histories);
    try {
      return await check({
        database: stack.ownerUrl,
        mails: stack.smtp.mails(),
        histories: runs.histories,
        query: runs.query,
        acknowledged: this.acknowledged,
      });
    } finally {
      await runs.close();
    }
  }
}

/** Asks again and again until the answer is true; an answer in words is what still stands in the way. */
export async function until(
  what: string,
  timeoutMs: number,
  ask: () => Promise<boolean | string>,
  everyMs = 200,
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask().catch((error: unknown) => String(error));
    if (answer === true) return;
    if (Date.now() > deadline) {
      throw new Error(`${timeoutMs} ms went by until ${what}${answer === false ? '' : `: ${answer}`}`);
    }
    await delay(everyMs);
  }
}
