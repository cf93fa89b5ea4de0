import { lastDayPhrase } from '#libs/calendar';
import type { MailRelay } from '#libs/contracts';
import { cite } from '#libs/policy';
import { type Fact, stageOf } from '#libs/unit-year';
import type {
  Command,
  CommandOutcome,
  Cycle,
  NewMessage,
  Records,
  Unit,
  UnitYear,
} from '../ports/records.port.js';
import type { Rules } from '../rules/cycle-rules.js';

/** The API answers within this time; an outcome that comes later reaches the person by mail. */
export const ANSWER_WITHIN_MS = 3_000;

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
): Promise<NewMessage | undefined> {
  if (fact.kind !== 'stage.submitted') return undefined;
  const recipient = addressOf(await records.units.find(unit.unitId));
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
      ...commonParams(cycle, unit),
      stageName: stage.name,
      commandId: command.id,
      effectiveAt: fact.effectiveAt,
      late: fact.late ? 'yes' : '',
      arrivalNumber: command.body.kind === 'submit' ? (command.body.onBehalf?.arrivalNumber ?? '') : '',
      lastDay: due === undefined ? '' : lastDayPhrase(due.lastDay),
      grace: unit.state.stages[fact.stage]?.graceUntil ?? '',
      dueSource: due === undefined ? '' : sourceOf(rules, due),
      assumed: due?.status === 'assumed' ? 'yes' : '',
    },
  };
}

/** Tells the person whose command was taken in and refused only after the API had answered. */
export async function lateRefusalMessage(
  records: Records,
  cycle: Cycle,
  unit: UnitYear,
  command: Command,
  result: CommandOutcome,
  decidedAt: string,
): Promise<NewMessage | undefined> {
  if (Date.parse(decidedAt) - Date.parse(command.receivedAt) < ANSWER_WITHIN_MS) return undefined;
  const recipient = addressOf(await records.units.find(unit.unitId));
  if (recipient === undefined) return undefined;
  return {
    key: `refusal/${command.id}`,
    relay: relayOf(cycle),
    cycleId: cycle.id,
    unitId: unit.unitId,
    template: 'late-refusal',
    recipient,
    params: {
      ...commonParams(cycle, unit),
      commandId: command.id,
      receivedAt: command.receivedAt,
      actorName: command.actor.name,
      detail: result.detail ?? '',
      code: result.code ?? '',
    },
  };
}

function commonParams(cycle: Cycle, unit: UnitYear): Record<string, string> {
  return {
    unitId: unit.unitId,
    unitName: unit.unitName,
    cycleId: cycle.id,
    year: String(cycle.year),
    rehearsal: cycle.clockKind === 'rehearsal' ? 'yes' : '',
  };
}

function sourceOf(
  rules: Rules,
  due: { readonly words: string; readonly src: string; readonly status: string },
): string {
  const words = due.words === '' ? '' : `"${due.words}", `;
  return due.status === 'assumed' ? 'mốc giả định, chưa có văn bản' : `${words}${cite(rules.pack, due.src)}`;
}

function addressOf(unit: Unit | undefined): string | undefined {
  return unit?.contacts.find((contact) => contact.role === 'officer')?.email ?? unit?.email;
}
