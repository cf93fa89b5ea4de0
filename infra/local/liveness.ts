import { setTimeout as delay } from 'node:timers/promises';

/**
 * Asks again and again whether something still answers, each question for `lookEveryMs` at most and as long apart.
 * Questions are counted, not seconds: after the whole machine has slept, everybody gets another chance.
 *
 * @returns the time of the last answer (ms since 1970) after `missedLooks` questions in a row without one;
 *   `undefined` when `over` fires
 */
export async function fallsSilent(
  ask: (signal: AbortSignal) => Promise<void>,
  { lookEveryMs, missedLooks }: { readonly lookEveryMs: number; readonly missedLooks: number },
  over: AbortSignal,
): Promise<number | undefined> {
  let lastAnswer = Date.now();
  for (let missed = 0; missed < missedLooks; ) {
    await delay(lookEveryMs, undefined, { signal: over }).catch(() => undefined);
    if (over.aborted) return undefined;
    if (await isAnswered(ask, lookEveryMs, over)) {
      missed = 0;
      lastAnswer = Date.now();
    } else {
      missed += 1;
    }
  }
  return over.aborted ? undefined : lastAnswer;
}

/** A question that hangs whatever its signal says is a question without an answer. */
async function isAnswered(
  ask: (signal: AbortSignal) => Promise<void>,
  withinMs: number,
  over: AbortSignal,
): Promise<boolean> {
  const limit = new AbortController();
  const giveUp = (): void => limit.abort();
  const timer = setTimeout(giveUp, withinMs);
  over.addEventListener('abort', giveUp, { once: true });
  const givenUp = new Promise<boolean>((resolve) => {
    limit.signal.addEventListener('abort', () => resolve(false), { once: true });
  });
  const asked = ask(limit.signal).then(
    () => true,
    () => false,
  );
  try {
    return await Promise.race([asked, givenUp]);
  } finally {
    clearTimeout(timer);
    over.removeEventListener('abort', giveUp);
  }
}
