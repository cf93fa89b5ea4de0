import type { KeyedRefusal } from '#libs/refusals';
import type { Command } from '../commands/commands.port.js';
import type { Stores } from '../transaction/records.port.js';

/** A command that answers what waits at a step: it gives a day that was asked for, or sends a draft that a head has approved. */
export type Answering = Pick<Command, 'cycleId' | 'unitId' | 'body' | 'approves'>;

/**
 * Holds what a command answers until it is decided, so that nobody takes it back or answers it in between: whoever decides asks, the
 * door and a run alike.
 *
 * @returns why the command cannot be decided, where what it answers waits no longer
 */
export async function holdAnswered(
  { presentedDrafts, extensions }: Stores<'presentedDrafts' | 'extensions'>,
  { cycleId, unitId, body, approves }: Answering,
): Promise<KeyedRefusal<'EXTENSION.NOT_OPEN' | 'DRAFT.CHANGED'> | undefined> {
  if (body.kind === 'extend' && body.request !== undefined) {
    const open = await extensions.lockOpen(cycleId, unitId, body.stage);
    return open?.id === body.request ? undefined : { code: 'EXTENSION.NOT_OPEN', params: {} };
  }
  if (body.kind !== 'submit' || approves === undefined) return undefined;
  const { stage } = body;
  const waiting = await presentedDrafts.lockWaiting(cycleId, unitId, stage);
  return waiting?.digest === approves
    ? undefined
    : { code: 'DRAFT.CHANGED', params: { stageName: stage }, stage };
}
