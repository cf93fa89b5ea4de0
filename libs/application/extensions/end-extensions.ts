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
 * A request ends with the day that is given on it, and with whatever makes it needless: another day, the paper, the end of the year.
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
  if (fact.kind !== 'stage.submitted' && fact.kind !== 'stage.extended') return undefined;
  const open = await extensions.lockOpen(cycleId, unitId, fact.stage);
  if (open === undefined) return undefined;
  if (body.kind !== 'extend' || body.request !== open.id) {
    await extensions.end(open.id, { ...end, state: 'overtaken' });
    return undefined;
  }
  const { until, number, date, reason } = body;
  const granted = { ...end, until, number, date, reason, state: 'granted' } as const;
  await extensions.end(open.id, granted);
  return { ...open, state: 'granted', end: granted };
}
