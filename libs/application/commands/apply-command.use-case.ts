import {
  type CommandApplied,
  type CommandBody,
  DomainError,
  type ReportFigures,
  type UnitYearInput,
} from '#libs/contracts';
import { changedLines, type Fact, stageLines } from '#libs/unit-year';
import { auditActorOf } from '../audit/system-actor.js';
import { counterChanges } from '../counters/counter-changes.js';
import { type CycleRules, type Rules, viewOf } from '../cycle-rules/cycle-rules.js';
import type { Cycle } from '../cycles/cycles.port.js';
import { type Judgement, judge } from '../judging/judge.js';
import type { DecisionRecord } from '../papers/papers.port.js';
import type { FaultPoints } from '../transaction/fault-points.port.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';
import { appliedOutcome } from './applied-outcome.js';
import type { Command, CommandOutcome } from './commands.port.js';
import { movesDays } from './moves-days.js';
import { lettersOf } from './outcome.letters.js';
import { lateRefusalMessage } from './receipt.letters.js';

type Needs = Stores<
  | 'audit'
  | 'choices'
  | 'commands'
  | 'counters'
  | 'cycles'
  | 'evidence'
  | 'figures'
  | 'messages'
  | 'migrations'
  | 'now'
  | 'papers'
  | 'registers'
  | 'reminders'
  | 'unitYears'
  | 'units'
  | 'workingDays'
>;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export interface ApplyRequest extends UnitYearInput {
  readonly commandId: string;
  readonly updateName: string;
}

/**
 * Brings one recorded command to its outcome, in one transaction: fact, version, counters, papers, mail and audit, or
 * the refusal. Runs again without harm: a command that has its outcome answers with it.
 */
export class ApplyCommand {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly rules: CycleRules,
    private readonly faultPoints: FaultPoints,
  ) {}

  /** @throws DomainError UNIT_YEAR.UNKNOWN, COMMAND.UNKNOWN, COMMAND.MISMATCH */
  async execute(request: ApplyRequest): Promise<CommandApplied> {
    const applied = await this.unitOfWork.inTransaction(async (records) => {
      const result = await this.apply(records, request);
      this.faultPoints.hit('beforeFactCommit');
      return result;
    });
    this.faultPoints.hit('afterFactCommit');
    return applied;
  }

  private async apply(records: Needs, request: ApplyRequest): Promise<CommandApplied> {
    await records.cycles.holdRules(request.cycleId);
    const unit = await records.unitYears.lock(request.cycleId, request.unitId);
    const cycle = await records.cycles.find(request.cycleId);
    if (unit === undefined || cycle === undefined) throw new DomainError('UNIT_YEAR.UNKNOWN', { ...request });
    const command = UUID.test(request.commandId) ? await records.commands.lock(request.commandId) : undefined;
    if (command === undefined) throw new DomainError('COMMAND.UNKNOWN', { command: request.commandId });
    if (
      command.cycleId !== request.cycleId ||
      command.unitId !== request.unitId ||
      command.updateName !== request.updateName
    ) {
      throw new DomainError('COMMAND.MISMATCH', { command: request.commandId });
    }
    const rules = await this.rules.of(records, cycle, unit);
    if (command.status !== 'received') return reply(rules, unit, command.id, command.status, command.outcome);

    const asThen = await this.rules.of(records, cycle, unit, command.effectiveAt);
    const judgement = await judge(records, cycle, asThen, unit, command);
    const at = await records.now();
    if (judgement.outcome === 'refused') {
      await records.commands.finish(command.id, 'refused', judgement.result, at);
      const letter = await lateRefusalMessage(records, cycle, rules, unit, command, judgement.result, at);
      if (letter !== undefined) await records.messages.enqueue(letter);
      return reply(rules, unit, command.id, 'refused', judgement.result);
    }
    return this.record(records, cycle, rules, unit, command, judgement, at);
  }

  private async record(
    records: Needs,
    cycle: Cycle,
    rules: Rules,
    before: UnitYear,
    command: Command,
    judgement: Extract<Judgement, { outcome: 'applied' }>,
    at: string,
  ): Promise<CommandApplied> {
    const { fact } = judgement;
    const atCycle = cycle.clockAt ?? at;
    const { after, outcome, figures } = await appliedOutcome(
      records,
      this.rules,
      cycle,
      rules,
      before,
      judgement,
    );
    const lines = stageLines(rules.graph, before.state);
    const changed = changedLines(lines, stageLines(rules.graph, after.state));
    await records.unitYears.appendFact({
      cycleId: cycle.id,
      unitId: before.unitId,
      version: after.state.version,
      round: after.state.round,
      commandId: command.id,
      fact,
      recordedAt: at,
      atCycle,
    });
    await records.unitYears.save(cycle.id, before.unitId, after.state, changed);
    if (judgement.sheet !== undefined) await records.papers.saveSheet(judgement.sheet);
    await this.recordPaper(records, cycle, before, command, fact, figures);
    await records.commands.finish(command.id, 'applied', outcome, at);
    const { missing } = judgement;
    for (const letter of await lettersOf(records, { cycle, rules, unit: after, command, fact, missing })) {
      await records.messages.enqueue(letter);
    }
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
      detail: { actor: command.actor, body: command.body, fact, version: after.state.version },
    });
    return reply(rules, after, command.id, 'applied', outcome);
  }

  private async recordPaper(
    records: Needs,
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
    const decision = decisionOf(fact, body);
    if (decision !== undefined) {
      await records.papers.insertDecision({ ...where, ...decision, officeCode: command.actor.officeCode });
    }
    if (fact.kind === 'heads.recorded' && body.kind === 'recordHeads') {
      await records.papers.insertHeads({ ...where, heads: body.heads });
    }
  }
}

type DecisionPaper = Omit<DecisionRecord, 'commandId' | 'cycleId' | 'unitId' | 'round' | 'officeCode'>;

/** The document by which a result came about or was changed; undefined for whatever else happened. */
function decisionOf(fact: Fact, body: CommandBody): DecisionPaper | undefined {
  const result = 'classification' in fact ? fact.classification : undefined;
  const follows = {
    classKey: result?.classKey,
    total: result?.total,
    excluded: result?.excludedFromAwards,
  };
  if (fact.kind === 'stage.decided' && body.kind === 'decide') {
    const { stage, recognised, number, date, signer, certificate } = body;
    return { kind: 'decision', stage, recognised, number, date, signer, certificate, ...follows };
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

function reply(
  rules: Rules,
  unit: UnitYear,
  commandId: string,
  outcome: 'applied' | 'refused',
  result: CommandOutcome | undefined,
): CommandApplied {
  return {
    carried: { commandId, outcome, code: result?.code, version: result?.version ?? unit.state.version },
    view: viewOf(rules.graph, unit),
  };
}
