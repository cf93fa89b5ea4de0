import { setTimeout as delay } from 'node:timers/promises';
import type { Acting } from './stack.js';

interface Standing {
  readonly now: string;
  readonly settled: boolean;
  readonly waitingFor: unknown;
}

/** Steps a rehearsal's clock to an instant (ISO 8601 with its zone) and waits until all of it has settled there. */
export async function stepTo(
  stack: Pick<Acting, 'call' | 'token'>,
  cycleId: string,
  instant: string,
  timeoutMs = 180_000,
): Promise<void> {
  const to = new Date(instant).toISOString();
  const administrator = stack.token('administrator');
  const asked = await stack.call('POST', `/cycles/${cycleId}/rehearsal/advance`, administrator, { to });
  if (asked.status >= 300) throw new Error(`the clock was not asked on: ${JSON.stringify(asked.body)}`);
  const until = Date.now() + timeoutMs;
  for (;;) {
    const { body } = await stack.call<Standing>('GET', `/cycles/${cycleId}/rehearsal`, administrator);
    if (body.now >= to && body.settled) return;
    if (Date.now() > until) throw new Error(`not at ${to} and settled: ${JSON.stringify(body)}`);
    await delay(25);
  }
}
