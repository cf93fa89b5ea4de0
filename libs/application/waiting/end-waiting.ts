import type { Fact } from '#libs/unit-year';
import type { Command } from '../commands/commands.port.js';
import type { ExtensionRequest } from '../extensions/extensions.port.js';
import { sendableDigest } from '../presenting/sendable.js';
import type { Stores } from '../transaction/records.port.js';
import type { SettledStep } from './waiting.port.js';

/**
 * Ends what waits beside the stages of a unit and a fact makes needless. Once a step is handed in, or has come on paper, nothing of it
 * waits for the head and nobody needs more time; another day, also by a restart, answers a request. The end of a year ends both.
 *
 * @param at the cycle's now, ISO 8601
 * @returns the request where it was granted
 */
export async function endWaiting(
  { waiting, extensions }: Stores<'waiting' | 'extensions'>,
  { id: commandId, cycleId, unitId, body, actor }: Command,
  fact: Fact,
  at: string,
): Promise<ExtensionRequest | undefined> {
  const settled = settledBy(fact, body.kind === 'restart' ? body.until : undefined);
  if (settled.length === 0) return undefined;
  const asked = body.kind === 'extend' ? body.request : undefined;
  const sent = body.kind === 'submit' && body.onBehalf === undefined ? sendableDigest(body) : undefined;
  const steps = settled.map((step) => ({ ...step, unitId, commandId }));
  const granted = body.kind === 'extend' && asked !== undefined ? { ...body, id: asked } : undefined;
  await waiting.end(cycleId, steps, { at, byName: actor.name, sent, granted });
  if (asked === undefined) return undefined;
  const request = await extensions.find(asked);
  return request?.end?.commandId === commandId && request.state === 'granted' ? request : undefined;
}

/**
 * The steps at which a fact leaves nothing to wait for.
 *
 * @param until the day that a restart gives, YYYY-MM-DD; a day that was granted before answers nothing anew
 */
export function settledBy(fact: Fact, until?: string): readonly Pick<SettledStep, 'stage' | 'what'>[] {
  switch (fact.kind) {
    case 'year.closed':
      return [{ what: 'both' }];
    case 'stage.submitted':
    case 'paper.received':
      return [{ stage: fact.stage, what: 'both' }];
    case 'stage.extended':
      return [{ stage: fact.stage, what: 'request' }];
    case 'year.restarted':
      return Object.keys(fact.graceUntil)
        .filter((stage) => fact.graceUntil[stage] === until)
        .map((stage) => ({ stage, what: 'request' }));
    case 'year.migrated':
      return fact.after === undefined ? [{ what: 'both' }] : migrated(fact);
    default:
      return [];
  }
}

const migrated = ({ removed, waived, graceUntil }: Extract<Fact, { kind: 'year.migrated' }>) => [
  ...[...removed, ...waived].map((stage) => ({ stage, what: 'both' }) as const),
  ...Object.keys(graceUntil).map((stage) => ({ stage, what: 'request' }) as const),
];
