import { condition } from '@temporalio/workflow';
import { type CycleTurn, RUN_TEXTS } from '#libs/contracts/workflows';

/** A summary is one line of a list, and its size is bounded; the whole text stands in the details of the run. */
const SUMMARY_LETTERS = 100;

/**
 * Waits until woken, or until the next instant of the turn has come; without one for as long as it takes. The timer
 * says what it is for.
 */
export async function untilWoken(isWoken: () => boolean, turn: CycleTurn): Promise<void> {
  if (isWoken()) return;
  if (turn.waitMs === undefined) {
    await condition(isWoken);
    return;
  }
  const summary = [...RUN_TEXTS.area.waitsFor(turn.what)].slice(0, SUMMARY_LETTERS).join('');
  // A wait of 0 would mean another thing to Temporal.
  await condition(isWoken, Math.max(1, turn.waitMs), { summary });
}
