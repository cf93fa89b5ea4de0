import { ApiProblem, ApiUnreachable, NotTheApi } from '#libs/api-client';
import type { RealClock } from './clock.js';

/** Servers may be killed and started again while a rehearsal runs; it outlasts them for so long. */
const PATIENCE_MS = 5 * 60_000;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 3_000;

const TOO_MANY = 429;

/**
 * Whether the same request may do better a little later: nobody answered, a part behind the answer is away, or it was one
 * too many for now.
 */
export function isPassing(error: unknown): boolean {
  if (error instanceof ApiUnreachable) return true;
  if (!(error instanceof ApiProblem || error instanceof NotTheApi)) return false;
  return error.status >= 500 || error.status === TOO_MANY;
}

/** Repeats what may be repeated until it is answered; what is refused, or fails for minutes, is thrown. */
export async function patiently<T>(host: RealClock, work: () => Promise<T>): Promise<T> {
  const since = host.now();
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    try {
      return await work();
    } catch (error) {
      if (!isPassing(error) || host.now() - since > PATIENCE_MS) throw error;
    }
    await host.pause(pauseMs);
  }
}
