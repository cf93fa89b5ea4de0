import { isUnitRole } from '#libs/access';
import { lastDayPhrase } from '#libs/calendar';
import { dayBasisText, sourceOfDay } from '#libs/policy';
import { cameAt, type Fact, isAfterSuggested, stageOf } from '#libs/unit-year';
import type { Rules } from '../cycle-rules/cycle-rules.js';
import type { Cycle } from '../cycles/cycles.port.js';
import { addressOf, correspondents } from '../mail/addressee.js';
import { commonParams, officeParams, relayOf } from '../mail/letters.js';
import type { NewMessage } from '../mail/outbox.port.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';
import { MAIL_REFUSAL_FROM_MS } from './answer-time.js';
import type { Command, CommandOutcome } from './commands.port.js';

type Needs = Stores<'now' | 'units'>;

/** The receipt of an accepted paper, to the unit's contact officer; one per submission for ever. */
export async function receiptMessage(
  records: Needs,
  cycle: Cycle,
  rules: Rules,
  unit: UnitYear,
  command: Command,
  fact: Fact,
  missing: readonly string[] = [],
): Promise<NewMessage | undefined> {
  if (fact.kind !== 'stage.submitted') return undefined;
  const { recipient, office } = await correspondents(records, cycle, rules.pack, unit);
  const stage = stageOf(rules.graph, fact.stage);
  if (recipient === undefined || stage === undefined) return undefined;
  const due = stage.due;
  const source = sourceOfDay(rules.pack, stage);
  const state = unit.state.stages[fact.stage];
  const { onBehalf, paper } = command.body.kind === 'submit' ? command.body : {};
  const receiver = rules.pack.bodies.find(({ key }) => key === stage.receiver);
  return {
    key: `receipt/${command.id}`,
    relay: relayOf(cycle),
    cycleId: cycle.id,
    unitId: unit.unitId,
    template: 'receipt',
    recipient,
    params: {
      ...commonParams(cycle, rules.pack, unit),
      office: officeParams(office),
      stageName: stage.name,
      commandId: command.id,
      effectiveAt: fact.effectiveAt,
      late: fact.late ? 'yes' : '',
      afterSuggested: isAfterSuggested(stage, cameAt(fact, state)) ? 'yes' : '',
      arrivalNumber: onBehalf?.arrivalNumber ?? '',
      paperNumber: paper?.number ?? '',
      paperDate: paper?.date ?? '',
      // What goes to the ministry is only recorded here: nobody there has received it by that.
      outside: receiver?.level === 'bo' ? 'yes' : '',
      isOffice: unit.bodyKey === undefined ? '' : 'yes',
      lastDay: due === undefined ? '' : lastDayPhrase(due.lastDay),
      grace: state?.graceUntil ?? '',
      duty: source.duty ?? '',
      dutyAssumed: source.duty === undefined ? 'yes' : '',
      dueSource: dayBasisText(source),
      assumed: due?.status === 'assumed' ? 'yes' : '',
      missing: missing.map((item) => `- ${item}`).join('\n'),
    },
  };
}

/** Tells the person whose command was taken in and refused when the API had answered, or was about to. */
export async function lateRefusalMessage(
  records: Needs,
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
  records: Needs,
  unit: UnitYear,
  { officeCode, role }: Command['actor'],
): Promise<{ readonly name: string; readonly email?: string } | undefined> {
  if (officeCode !== undefined) return records.units.office(officeCode);
  if (!isUnitRole(role)) return undefined;
  return { name: unit.unitName, email: await addressOf(records, unit) };
}
