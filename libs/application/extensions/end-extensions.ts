import { type CommandBody, DomainError, type SentCommand } from '#libs/contracts';
import type { Fact } from '#libs/unit-year';
import type { Command } from '../commands/commands.port.js';
import type { Stores } from '../transaction/records.port.js';
import type { ExtensionRequest } from './extensions.port.js';

/**
 * Holds the request that a day is given on until it is given, so that it is neither withdrawn nor answered twice in between.
 *
 * @throws DomainError EXTENSION.NOT_OPEN where it is not open any more, or asks for another step
 */
export async function holdAsked(
  { extensions }: Stores<'extensions'>,
  { cycleId, unitId }: { readonly cycleId: string; readonly unitId: string },
  body: CommandBody | SentCommand,
): Promise<void> {
  if (body.kind !== 'extend' || body.request === undefined) return;
  const open = await extensions.lockOpen(cycleId, unitId, body.stage);
  if (open?.id !== body.request) throw new DomainError('EXTENSION.NOT_OPEN');
}

/**
 * A request ends with the day that is given on it, and with whatever makes it needless: another day, also by a restart, the step
 * handed in or come on paper, the end of the year.
 *
 * @returns the request where it was granted
 */
export async function endExtensions(
  { extensions }: Stores<'extensions'>,
  { id: commandId, cycleId, unitId, body, actor }: Command,
  fact: Fact,
  at: string,
): Promise<ExtensionRequest | undefined> {
  const end = { at, byName: actor.name, commandId };
  if (fact.kind === 'year.closed') await extensions.endAll(cycleId, unitId, { ...end, state: 'overtaken' });
  let granted: ExtensionRequest | undefined;
  for (const stage of settledBy(fact, body)) {
    const open = await extensions.lockOpen(cycleId, unitId, stage);
    if (open === undefined) continue;
    if (body.kind !== 'extend' || body.request !== open.id) {
      await extensions.end(open.id, { ...end, state: 'overtaken' });
      continue;
    }
    const { until, number, date, reason } = body;
    const given = { ...end, until, number, date, reason, state: 'granted' } as const;
    await extensions.end(open.id, given);
    granted = { ...open, state: 'granted', end: given };
  }
  return granted;
}

/** Steps for which nobody needs to answer any more. */
function settledBy(fact: Fact, body: CommandBody): readonly string[] {
  switch (fact.kind) {
    case 'stage.submitted':
    case 'stage.extended':
    case 'paper.received':
      return [fact.stage];
    case 'year.restarted': {
      const until = body.kind === 'restart' ? body.until : undefined;
      return Object.keys(fact.graceUntil).filter((stage) => fact.graceUntil[stage] === until);
    }
    default:
      return [];
  }
}
