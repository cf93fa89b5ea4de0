import type { Stack } from './stack.js';

/**
 * The times are over that something waits for by the clock: the next delivery of a command, the lease of a mail whose
 * holder is gone, the next try of one. For when what was away is back; drills wait for the clock itself.
 */
export async function timePasses(stack: Pick<Stack, 'query'>): Promise<void> {
  await stack.query(`UPDATE command SET next_attempt_at = now() WHERE carried_at IS NULL`);
  await stack.query(
    `UPDATE message SET next_attempt_at = least(next_attempt_at, now()), lease_until = least(lease_until, now())
      WHERE state IN ('pending', 'sending', 'deferred', 'uncertain')`,
  );
}
