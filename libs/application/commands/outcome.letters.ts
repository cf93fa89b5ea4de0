import { dateOf, lastDayPhrase } from '#libs/calendar';
import { type ResolvedStage, term } from '#libs/policy';
import { type Fact, isFromOwnRecords, lastDayOf, type StageState, stageOf } from '#libs/unit-year';
import { correspondents } from '../mail/addressee.js';
import { appealParams, commonParams, officeParams, relayOf } from '../mail/letters.js';
import type { NewMessage } from '../mail/outbox.port.js';
import { graceCorrections } from '../reminders/corrections.js';
import type { Stores } from '../transaction/records.port.js';
import { type Happened, resultParams } from './happened.js';
import { paperMessage } from './paper.letters.js';
import { receiptMessage } from './receipt.letters.js';
import { resultLetter } from './result.letters.js';

type Needs = Stores<'cycles' | 'messages' | 'now' | 'reminders' | 'units' | 'workingDays'>;

/** The letters of one applied command, to whom it concerns; each is written once for ever. */
export async function lettersOf(records: Needs, happened: Happened): Promise<readonly NewMessage[]> {
  const { cycle, rules, unit, command, fact } = happened;
  if (fact.kind === 'stage.extended') return graceCorrections(records, cycle, rules, unit, command, fact);
  const letter =
    fact.kind === 'stage.submitted'
      ? await receiptMessage(records, cycle, rules, unit, command, fact, happened.missing)
      : fact.kind === 'stage.returned'
        ? await returnedMessage(records, happened, fact)
        : fact.kind === 'stage.decided'
          ? await decisionMessage(records, happened, fact)
          : fact.kind === 'year.restarted'
            ? await restartedMessage(records, happened, fact)
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

/** Tells which steps are open once more, and until when. */
async function restartedMessage(
  records: Needs,
  { cycle, rules, unit, command }: Happened,
  fact: Extract<Fact, { kind: 'year.restarted' }>,
): Promise<NewMessage | undefined> {
  const { recipient, office } = await correspondents(records, cycle, rules.pack, unit);
  if (recipient === undefined || command.body.kind !== 'restart') return undefined;
  const today = dateOf(command.effectiveAt);
  const lines = rules.graph
    .filter(({ key }) => fact.superseded.includes(key))
    .map((stage) => {
      const until = openUntil(stage, unit.state.stages[stage.key], today);
      return `- ${stage.name}${until === undefined ? '' : `: ${lastDayPhrase(until)}`}`;
    });
  return {
    key: `restarted/${command.id}`,
    relay: relayOf(cycle),
    cycleId: cycle.id,
    unitId: unit.unitId,
    template: 'restarted',
    recipient,
    params: {
      ...commonParams(cycle, rules.pack, unit),
      office: officeParams(office),
      actorName: command.actor.name,
      reason: command.body.reason,
      stages: lines.join('\n'),
      commandId: command.id,
    },
  };
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
      ...result,
    },
  };
}
