import type { CommandBody, ReportFigures } from '#libs/contracts';
import { changedLines, type Fact, resultStage, stageLines } from '#libs/unit-year';
import { auditActorOf } from '../audit/system-actor.js';
import { counterChanges } from '../counters/counter-changes.js';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Cycle } from '../cycles/cycles.port.js';
import { answeredMessage } from '../extensions/extension.letters.js';
import { judge } from '../judging/judge.js';
import type { Judgement } from '../judging/judgement.js';
import type { DecisionRecord } from '../papers/papers.port.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';
import { endWaiting } from '../waiting/end-waiting.js';
import { type AppliedOutcome, appliedOutcome } from './applied-outcome.js';
import type { AskedCommand } from './ask-command.js';
import type { Command, CommandOutcome } from './commands.port.js';
import { movesDays } from './moves-days.js';
import { lettersOf } from './outcome.letters.js';

/** What deciding a command reads and writes. */
export type OutcomeStores = Stores<
  | 'audit'
  | 'choices'
  | 'commands'
  | 'counters'
  | 'cycles'
  | 'accounts'
  | 'documents'
  | 'evidence'
  | 'extensions'
  | 'figures'
  | 'messages'
  | 'migrations'
  | 'now'
  | 'papers'
  | 'presentedDrafts'
  | 'registers'
  | 'reminders'
  | 'unitYears'
  | 'units'
  | 'waiting'
  | 'workingDays'
>;

type WeighingStores = Omit<OutcomeStores, 'audit' | 'counters' | 'messages' | 'reminders' | 'waiting'>;

/** What a command comes to, before anything is written. */
export type Weighed =
  | { readonly status: 'refused'; readonly outcome: CommandOutcome }
  | ({
      readonly status: 'applied';
      readonly judgement: Extract<Judgement, { outcome: 'applied' }>;
    } & AppliedOutcome);

/** Judges a command by the rules of the instant at which it counts. Reads, never writes. */
export async function weigh(
  records: WeighingStores,
  cycleRules: CycleRules,
  { cycle, unit, rules, command }: AskedCommand,
): Promise<Weighed> {
  const asThen = await cycleRules.of(records, cycle, unit, command.effectiveAt);
  const judgement = await judge(records, cycle, asThen, unit, command);
  if (judgement.outcome === 'refused') return { status: 'refused', outcome: judgement.result };
  const applied = await appliedOutcome(records, cycleRules, cycle, rules, unit, judgement);
  return { status: 'applied', judgement, ...applied };
}

/**
 * Writes what an applied command comes to: fact, state, papers, mail, counters and audit. The row of the command is
 * there already, the rules are held and the unit is locked by the caller.
 *
 * @param at database clock of the decision
 */
export async function recordOutcome(
  records: OutcomeStores,
  { cycle, unit: before, rules, command }: AskedCommand,
  { judgement, after, figures }: Extract<Weighed, { status: 'applied' }>,
  at: string,
): Promise<void> {
  const { fact } = judgement;
  const atCycle = cycle.clockAt ?? at;
  const lines = stageLines(rules.graph, before.state);
  const changed = changedLines(lines, stageLines(rules.graph, after.state));
  const { version, round } = after.state;
  await records.unitYears.record({
    fact: {
      cycleId: cycle.id,
      unitId: before.unitId,
      version,
      round,
      commandId: command.id,
      fact,
      recordedAt: at,
      atCycle,
    },
    state: after.state,
    changed,
  });
  if (judgement.sheet !== undefined) await records.papers.saveSheet(judgement.sheet);
  await recordPaper(records, cycle, before, command, fact, figures);
  const granted = await endWaiting(records, command, fact, atCycle);
  const { missing } = judgement;
  for (const letter of await lettersOf(records, { cycle, rules, unit: after, command, fact, missing })) {
    await records.messages.enqueue({ ...letter, trace: command.trace });
  }
  const answer =
    granted && (await answeredMessage(records, { cycle, unit: after, rules, now: atCycle }, granted));
  if (answer !== undefined) await records.messages.enqueue({ ...answer, trace: command.trace });
  // Units outside the standard stand in no counter.
  if (before.standing === 'inside') {
    await records.counters.add(counterChanges(before, lines, changed), atCycle);
  }
  if (movesDays(command.body.kind)) await records.cycles.touch(cycle.id);
  await records.audit.append({
    cycleId: cycle.id,
    areaCode: before.communeCode,
    ...auditActorOf(command.actor),
    action: fact.kind,
    object: `${before.unitId}/${command.id}`,
    detail: { actor: command.actor, body: command.body, fact, version },
  });
}

async function recordPaper(
  records: OutcomeStores,
  cycle: Cycle,
  unit: UnitYear,
  command: Command,
  fact: Fact,
  figures: ReportFigures | undefined,
): Promise<void> {
  const where = { commandId: command.id, cycleId: cycle.id, unitId: unit.unitId, round: unit.state.round };
  const { body } = command;
  if (fact.kind === 'stage.submitted' && body.kind === 'submit') {
    const { onBehalf, stage, kind, ...content } = body;
    await records.papers.insertSubmission({
      ...where,
      stage,
      content: { kind, ...content },
      figures,
      onBehalf,
      effectiveAt: fact.effectiveAt,
      late: fact.late,
    });
  }
  const decision = decisionOf(fact, body, resultStage(unit.state)?.now.recognised === true);
  if (decision !== undefined) {
    await records.papers.insertDecision({ ...where, ...decision, officeCode: command.actor.officeCode });
  }
  if (fact.kind === 'heads.recorded' && body.kind === 'recordHeads') {
    await records.papers.insertHeads({ ...where, heads: body.heads });
  }
}

type DecisionPaper = Omit<DecisionRecord, 'commandId' | 'cycleId' | 'unitId' | 'round' | 'officeCode'>;

/**
 * The document by which a result came about or was changed; undefined for whatever else happened.
 *
 * @param recognised whether the unit stands recognised
 */
function decisionOf(fact: Fact, body: CommandBody, recognised: boolean): DecisionPaper | undefined {
  const result = 'classification' in fact ? fact.classification : undefined;
  const follows = {
    classKey: result?.classKey,
    total: result?.total,
    excluded: result?.excludedFromAwards,
  };
  if (fact.kind === 'stage.decided' && body.kind === 'decide') {
    const { stage, number, date, signer, certificate } = body;
    return {
      kind: 'decision',
      stage,
      recognised: body.recognised,
      number,
      date,
      signer,
      certificate,
      ...follows,
    };
  }
  if (fact.kind === 'stage.classified' && body.kind === 'classify') {
    const { stage, number, date, signer } = body;
    return { kind: 'class', stage, recognised, number, date, signer, ...follows };
  }
  if (fact.kind === 'result.appealAnswered' && body.kind === 'answerAppeal') {
    const { stage, number, date, signer, certificate } = body;
    if (fact.recognised === undefined) return undefined;
    return {
      kind: 'appeal',
      stage,
      recognised: fact.recognised,
      number,
      date,
      signer,
      certificate,
      ...follows,
    };
  }
  if (fact.kind === 'result.revoked' && body.kind === 'revoke') {
    const { stage, number, date, signer } = body;
    return { kind: 'revocation', stage, recognised: false, number, date, signer, ...follows };
  }
  return undefined;
}
