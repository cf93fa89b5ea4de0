import { setTimeout as delay } from 'node:timers/promises';

/** Looks again and again until something other than `undefined` is seen; rejects after `timeoutMs`. */
export async function eventually<T>(look: () => Promise<T | undefined>, timeoutMs = 20_000): Promise<T> {
  const until = Date.now() + timeoutMs;
  for (;;) {
    const seen = await look();
    if (seen !== undefined) return seen;
    if (Date.now() > until) throw new Error(`did not come about within ${timeoutMs} ms`);
    await delay(150);
  }
}
