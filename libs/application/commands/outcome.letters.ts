import { dateOf, formatDay, lastDayPhrase } from '#libs/calendar';
import { paperAtRestartText } from '#libs/contracts/http';
import { type ResolvedStage, term } from '#libs/policy';
import {
  type Fact,
  isFromOwnRecords,
  lastDayOf,
  resultStage,
  type StageGraph,
  type StageState,
  stageOf,
} from '#libs/unit-year';
import { supersededDecisions } from '../decisions/superseded-decision.js';
import { correspondents } from '../mail/addressee.js';
import { appealParams, commonParams, officeParams, relayOf } from '../mail/letters.js';
import type { NewMessage } from '../mail/outbox.port.js';
import { graceCorrections } from '../reminders/corrections.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';
import { type Happened, resultParams } from './happened.js';
import { paperMessage } from './paper.letters.js';
import { receiptMessage } from './receipt.letters.js';
import { resultLetter } from './result.letters.js';

type Needs = Stores<'cycles' | 'documents' | 'messages' | 'now' | 'reminders' | 'units' | 'workingDays'>;

/** The letters of one applied command, to whom it concerns; each is written once for ever. */
export async function lettersOf(records: Needs, happened: Happened): Promise<readonly NewMessage[]> {
  const { cycle, rules, unit, command, fact } = happened;
  if (fact.kind === 'year.restarted') return restartedMessages(records, happened, fact);
  if (fact.kind === 'stage.extended') return graceCorrections(records, cycle, rules, unit, command, fact);
  const letter =
    fact.kind === 'stage.submitted'
      ? await receiptMessage(records, cycle, rules, unit, command, fact, happened.missing)
      : fact.kind === 'stage.returned'
        ? await returnedMessage(records, happened, fact)
        : fact.kind === 'stage.decided'
          ? await decisionMessage(records, happened, fact)
          : fact.kind === 'stage.classified'
            ? await classMessage(records, happened, fact)
            : ((await paperMessage(records, happened)) ?? (await resultLetter(records, happened)));
  return letter === undefined ? [] : [letter];
}

/** Tells what went back, why, and until when it is to be handed in again. */
async function returnedMessage(
  records: Needs,
  { cycle, rules, unit, command }: Happened,
  fact: Extract<Fact, { kind: 'stage.returned' }>,
): Promise<NewMessage | undefined> {
  const { recipient, office } = await correspondents(records, cycle, rules.pack, unit);
  if (recipient === undefined || command.body.kind !== 'return') return undefined;
  const { reason, items = [] } = command.body;
  const stage = stageOf(rules.graph, fact.stage);
  const until =
    fact.answerBy ?? (stage && openUntil(stage, unit.state.stages[stage.key], dateOf(command.effectiveAt)));
  return {
    key: `returned/${command.id}`,
    relay: relayOf(cycle),
    cycleId: cycle.id,
    unitId: unit.unitId,
    template: 'returned',
    recipient,
    params: {
      ...commonParams(cycle, rules.pack, unit),
      office: officeParams(office),
      stageName: stage?.name ?? fact.stage,
      actorName: command.actor.name,
      reason,
      items: items.join(', '),
      answerBy: until === undefined ? '' : lastDayPhrase(until),
      commandId: command.id,
    },
  };
}

/** The day until which a stage may be handed in: the last day in time, or the cut-off where that day has passed. */
function openUntil(stage: ResolvedStage, state: StageState | undefined, today: string): string | undefined {
  const inTime = lastDayOf(stage, state);
  if (inTime !== undefined && inTime >= today) return inTime;
  const { cutOff } = stage;
  return cutOff !== undefined && cutOff.lastDay >= today ? cutOff.lastDay : undefined;
}

/**
 * Tells which steps are open once more, until when, and that a decision goes on holding on paper: the unit's contact and its
 * head, who answers for what is asked for again.
 */
async function restartedMessages(
  records: Needs,
  { cycle, rules, unit, command }: Happened,
  fact: Extract<Fact, { kind: 'year.restarted' }>,
): Promise<readonly NewMessage[]> {
  if (command.body.kind !== 'restart') return [];
  const { reason } = command.body;
  const { recipient, office } = await correspondents(records, cycle, rules.pack, unit);
  const head = await headAddressOf(records, unit);
  const isClassified = rules.graph.some(
    ({ key, act }) => act === 'classify' && fact.superseded.includes(key),
  );
  const latest = [
    ...(await records.documents.latestDecisions(cycle.id, [unit.unitId])),
    ...(isClassified ? await records.documents.latestDecisions(cycle.id, [unit.unitId], 'class') : []),
  ];
  const decisions = await supersededDecisions(
    records,
    latest.filter(({ stage }) => fact.superseded.includes(stage)),
  );
  const today = dateOf(command.effectiveAt);
  const lines = rules.graph
    .filter(({ key }) => fact.superseded.includes(key))
    .map((stage) => {
      const now = unit.state.stages[stage.key];
      if (now?.receipt !== undefined) {
        return `- ${stage.name}: ${paperAtRestartText({ ...now.receipt, kept: true }, formatDay(now.receipt.arrivedOn))}`;
      }
      const until = openUntil(stage, now, today);
      return `- ${stage.name}${until === undefined ? '' : `: ${lastDayPhrase(until)}`}`;
    });
  const letter = (key: string, to: string): NewMessage => ({
    key,
    relay: relayOf(cycle),
    cycleId: cycle.id,
    unitId: unit.unitId,
    template: 'restarted',
    recipient: to,
    params: {
      ...commonParams(cycle, rules.pack, unit),
      office: officeParams(office),
      actorName: command.actor.name,
      reason,
      stages: lines.join('\n'),
      decisions: decisions.map(({ text }) => text).join('\n'),
      commandId: command.id,
    },
  });
  return [
    ...(recipient === undefined ? [] : [letter(`restarted/${command.id}`, recipient)]),
    ...(head === undefined || head === recipient ? [] : [letter(`restarted/${command.id}/head`, head)]),
  ];
}

/** Where the head of a unit is written to; undefined for an office, and where no address of his is known. */
async function headAddressOf(records: Needs, { unitId, bodyKey }: UnitYear): Promise<string | undefined> {
  const unit = bodyKey === undefined ? await records.units.find(unitId) : undefined;
  return unit?.contacts.find(({ role }) => role === 'head')?.email;
}

/** Tells how it was decided, by which document, and what follows from the class. */
async function decisionMessage(
  records: Needs,
  { cycle, rules, unit, command }: Happened,
  fact: Extract<Fact, { kind: 'stage.decided' }>,
): Promise<NewMessage | undefined> {
  const { recipient, office } = await correspondents(records, cycle, rules.pack, unit);
  if (recipient === undefined || command.body.kind !== 'decide') return undefined;
  const { number, date, signer } = command.body;
  const result = resultParams({ cycle, rules, unit }, fact.classification);
  const isAgainst = !fact.recognised || result.exclusion !== '';
  return {
    key: `decision/${command.id}`,
    relay: relayOf(cycle),
    cycleId: cycle.id,
    unitId: unit.unitId,
    template: 'decision',
    recipient,
    params: {
      ...commonParams(cycle, rules.pack, unit),
      office: officeParams(office),
      stageName: stageOf(rules.graph, fact.stage)?.name ?? fact.stage,
      standard: term(rules.pack, 'standard'),
      recognised: fact.recognised ? 'yes' : '',
      number,
      date,
      signer,
      notSubmitted: isFromOwnRecords(unit.state) ? 'yes' : '',
      scored: rules.pack.criteria.length > 0 ? 'yes' : '',
      appeal: isAgainst ? appealParams(rules.pack) : '',
      refusalReason: fact.recognised ? '' : await refusalReason(records, rules.graph, unit.state),
      again: fact.recognised ? '' : String(cycle.year + 1),
      ...result,
    },
  };
}

/** Tells the class that was given, by which document of which body, and what follows from it. */
async function classMessage(
  records: Needs,
  { cycle, rules, unit, command }: Happened,
  fact: Extract<Fact, { kind: 'stage.classified' }>,
): Promise<NewMessage | undefined> {
  const { recipient, office } = await correspondents(records, cycle, rules.pack, unit);
  if (recipient === undefined || command.body.kind !== 'classify') return undefined;
  const { number, date, signer } = command.body;
  const { officeCode } = command.actor;
  const decider = officeCode === undefined ? undefined : await records.units.office(officeCode);
  const result = resultParams({ cycle, rules, unit }, fact.classification);
  return {
    key: `classified/${command.id}`,
    relay: relayOf(cycle),
    cycleId: cycle.id,
    unitId: unit.unitId,
    template: 'classified',
    recipient,
    params: {
      ...commonParams(cycle, rules.pack, unit),
      office: officeParams(office),
      standard: term(rules.pack, 'standard'),
      ...{ number, date, signer, decider: decider?.name ?? '' },
      recognised: resultStage(unit.state)?.now.recognised === true ? 'yes' : '',
      notSubmitted: isFromOwnRecords(unit.state) ? 'yes' : '',
      appeal: result.exclusion === '' ? '' : appealParams(rules.pack),
      ...result,
      commandId: command.id,
    },
  };
}

/** Why it is not recognised, in the words of the appraisal that proposed it; empty where none were recorded. */
async function refusalReason(
  records: Pick<Needs, 'documents'>,
  graph: StageGraph,
  { stages }: UnitYear['state'],
): Promise<string> {
  const appraisal = graph.find(({ act }) => act === 'appraise');
  const commandId = appraisal && stages[appraisal.key]?.commandId;
  if (commandId === undefined) return '';
  const body = (await records.documents.bodiesOf([commandId])).get(commandId);
  return body?.kind === 'appraise' ? (body.note ?? '') : '';
}
