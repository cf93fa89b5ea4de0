import { DomainError } from '#libs/contracts';
import type { Fact } from '#libs/unit-year';
import type { Command } from '../commands/commands.port.js';
import type { Stores } from '../transaction/records.port.js';
import { sendableDigest } from './sendable.js';

/** What a head approves: the version that was presented at a step. */
export interface ApprovedDraft {
  readonly stage: string;
  readonly digest: string;
}

/**
 * Holds what is approved until it is sent, so that nobody takes it back or changes it in between.
 *
 * @throws DomainError DRAFT.CHANGED where it does not wait any more
 */
export async function holdApproved(
  { presentedDrafts }: Stores<'presentedDrafts'>,
  { cycleId, unitId }: { readonly cycleId: string; readonly unitId: string },
  { stage, digest }: ApprovedDraft,
): Promise<void> {
  const waiting = await presentedDrafts.lockWaiting(cycleId, unitId, stage);
  if (waiting?.digest !== digest) throw new DomainError('DRAFT.CHANGED', { stageName: stage });
}

/**
 * Once a step is handed in nothing of it waits for the head any more, whoever handed it in and how; nor once it has come on paper, or
 * the year is closed.
 */
export async function endPresented(
  { presentedDrafts }: Stores<'presentedDrafts'>,
  { id: commandId, cycleId, unitId, body, actor }: Command,
  fact: Fact,
  at: string,
): Promise<void> {
  const end = { at, byName: actor.name, commandId };
  if (fact.kind === 'year.closed')
    await presentedDrafts.endAll(cycleId, unitId, { ...end, state: 'overtaken' });
  if (fact.kind !== 'stage.submitted' && fact.kind !== 'paper.received') return;
  const waiting = await presentedDrafts.lockWaiting(cycleId, unitId, fact.stage);
  if (waiting === undefined) return;
  const isSame =
    body.kind === 'submit' && body.onBehalf === undefined && sendableDigest(body) === waiting.digest;
  await presentedDrafts.end(waiting.id, { ...end, state: isSame ? 'sent' : 'overtaken' });
}
