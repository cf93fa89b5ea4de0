import { lastDayPhrase } from '#libs/calendar';
import type { MailRelay } from '#libs/contracts';
import { cite, type PolicyPack, term } from '#libs/policy';
import { type Fact, stageOf } from '#libs/unit-year';
import type { Command, CommandOutcome, Cycle, NewMessage, Records, UnitYear } from '../ports/records.port.js';
import type { Rules } from '../rules/cycle-rules.js';
import { addressOf } from './addressee.js';

/** The API answers within this time; an outcome that comes later reaches the person by mail. */
export const ANSWER_WITHIN_MS = 3_000;
/** Near the limit nobody knows what the person has seen, and a mail too many does no harm. */
const MAIL_REFUSAL_FROM_MS = 2_000;

/** A rehearsal's mail never leaves the house; the adapter checks it again against the cycle. */
export const relayOf = (cycle: Pick<Cycle, 'clockKind'>): MailRelay =>
  cycle.clockKind === 'calendar' ? 'relay' : 'capture';

/** The receipt of an accepted paper, to the unit's contact officer; one per submission for ever. */
export async function receiptMessage(
  records: Records,
  cycle: Cycle,
  rules: Rules,
  unit: UnitYear,
  command: Command,
  fact: Fact,
  missing: readonly string[] = [],
): Promise<NewMessage | undefined> {
  if (fact.kind !== 'stage.submitted') return undefined;
  const recipient = await addressOf(records, unit);
  const stage = stageOf(rules.graph, fact.stage);
  if (recipient === undefined || stage === undefined) return undefined;
  const due = stage.due;
  return {
    key: `receipt/${command.id}`,
    relay: relayOf(cycle),
    cycleId: cycle.id,
    unitId: unit.unitId,
    template: 'receipt',
    recipient,
    params: {
      ...commonParams(cycle, rules.pack, unit),
      stageName: stage.name,
      commandId: command.id,
      effectiveAt: fact.effectiveAt,
      late: fact.late ? 'yes' : '',
      arrivalNumber: command.body.kind === 'submit' ? (command.body.onBehalf?.arrivalNumber ?? '') : '',
      lastDay: due === undefined ? '' : lastDayPhrase(due.lastDay),
      grace: unit.state.stages[fact.stage]?.graceUntil ?? '',
      dueSource: due === undefined ? '' : sourceOf(rules, due),
      assumed: due?.status === 'assumed' ? 'yes' : '',
      missing: missing.map((item) => `- ${item}`).join('\n'),
    },
  };
}

/** Tells the person whose command was taken in and refused when the API had answered, or was about to. */
export async function lateRefusalMessage(
  records: Records,
  cycle: Cycle,
  rules: Pick<Rules, 'pack'>,
  unit: UnitYear,
  command: Command,
  result: CommandOutcome,
  decidedAt: string,
): Promise<NewMessage | undefined> {
  if (Date.parse(decidedAt) - Date.parse(command.receivedAt) < MAIL_REFUSAL_FROM_MS) return undefined;
  const addressee = await addresseeOf(records, unit, command.actor);
  if (addressee?.email === undefined) return undefined;
  const problems = (result.problems ?? []).map(({ place, message }) => `- ${place}: ${message}`);
  return {
    key: `refusal/${command.id}`,
    relay: relayOf(cycle),
    cycleId: cycle.id,
    unitId: unit.unitId,
    template: 'late-refusal',
    recipient: addressee.email,
    params: {
      ...commonParams(cycle, rules.pack, unit),
      addressee: addressee.name,
      commandId: command.id,
      receivedAt: command.receivedAt,
      actorName: command.actor.name,
      detail: [result.detail ?? '', ...problems].join('\n'),
      code: result.code ?? '',
    },
  };
}

/** Who acted for an office is told at the office, who acted for the unit at the unit; nobody else has an address. */
async function addresseeOf(
  records: Records,
  unit: UnitYear,
  { officeCode, role }: Command['actor'],
): Promise<{ readonly name: string; readonly email?: string | undefined } | undefined> {
  if (officeCode !== undefined) return records.units.office(officeCode);
  if (role !== 'unit-officer' && role !== 'unit-head') return undefined;
  return { name: unit.unitName, email: await addressOf(records, unit) };
}

/** What every template about a subject asks for. */
export function commonParams(cycle: Cycle, pack: PolicyPack, unit: UnitYear): Record<string, string> {
  return { ...cycleParams(cycle, pack), unitId: unit.unitId, unitName: unit.unitName };
}

/** What every template asks for: the year, and what it is about in the words of the pack's own document. */
export function cycleParams(cycle: Cycle, pack: PolicyPack): Record<string, string> {
  return {
    movement: `${term(pack, 'movement')} trong ${term(pack, 'units')}`,
    cycleId: cycle.id,
    year: String(cycle.year),
    rehearsal: cycle.clockKind === 'rehearsal' ? 'yes' : '',
  };
}

/** The words of the document behind a last day and where they stand, or that there is no document. */
export function sourceOf(
  rules: Pick<Rules, 'pack'>,
  due: { readonly words: string; readonly src: string; readonly status: string },
): string {
  const words = due.words === '' ? '' : `"${due.words}", `;
  return due.status === 'assumed' ? 'mốc giả định, chưa có văn bản' : `${words}${cite(rules.pack, due.src)}`;
}
