import { sentenceFor } from '#libs/contracts';
import { isExcludedFromAwards, type PolicyPack } from '#libs/policy';
import type { ScoreProblem } from '#libs/scoring';
import { decide, type Fact, stageOf } from '#libs/unit-year';
import type {
  Command,
  CommandOutcome,
  Cycle,
  Records,
  SheetRecord,
  UnitYear,
} from '../ports/records.port.js';
import { type Rules, withStageNames } from '../rules/cycle-rules.js';
import { problemsOf, resultOf } from '../rules/scoring-desk.js';
import { actOf } from './act-of.js';

export type Judgement =
  | {
      readonly outcome: 'applied';
      readonly fact: Fact;
      readonly warnings: readonly string[];
      /** The sheet as it stands afterwards, where the command touches it. */
      readonly sheet?: SheetRecord | undefined;
    }
  | { readonly outcome: 'refused'; readonly result: CommandOutcome };

type Judge = Pick<Command, 'id' | 'actor' | 'effectiveAt' | 'body'>;

/**
 * Judges one command against a unit's year: the state machine first, then the points where the command carries some.
 * Reads, never writes; the API asks it early and the transaction asks it again with the row it has locked.
 */
export async function judge(
  records: Records,
  cycle: Cycle,
  rules: Rules,
  unit: UnitYear,
  command: Judge,
): Promise<Judgement> {
  const decision = decide(rules.graph, unit.state, actOf(command));
  if (decision.outcome === 'refused') {
    const { code } = decision.refusal;
    return refused(unit, code, withStageNames(rules.stages, decision.refusal));
  }
  const warnings = decision.warnings.map((warning) => warning.stage);
  const { fact } = decision;
  switch (fact.kind) {
    case 'stage.submitted':
      return judgeSelfSheet(records, cycle, rules, unit, command, fact, warnings);
    case 'stage.appraised':
      return judgeHigherSheet(records, cycle, rules, unit, command, fact);
    case 'stage.decided':
      return classify(records, cycle, rules, unit, fact);
    default:
      return { outcome: 'applied', fact, warnings };
  }
}

async function judgeSelfSheet(
  records: Records,
  cycle: Cycle,
  rules: Rules,
  unit: UnitYear,
  command: Judge,
  fact: Extract<Fact, { kind: 'stage.submitted' }>,
  warnings: readonly string[],
): Promise<Judgement> {
  if (stageOf(rules.graph, fact.stage)?.sheet !== 'self' || command.body.kind !== 'submit') {
    return { outcome: 'applied', fact, warnings };
  }
  if (command.body.sheet === undefined) return sheetRequired(rules, unit, fact.stage);
  const sheet: SheetRecord = {
    cycleId: cycle.id,
    unitId: unit.unitId,
    round: unit.state.round,
    self: command.body.sheet,
    gapChoices: command.body.gapChoices ?? {},
  };
  return judgeSheet(records, rules.pack, cycle.year, unit, fact, sheet, 'self', warnings);
}

async function judgeHigherSheet(
  records: Records,
  cycle: Cycle,
  rules: Rules,
  unit: UnitYear,
  command: Judge,
  fact: Extract<Fact, { kind: 'stage.appraised' }>,
): Promise<Judgement> {
  if (stageOf(rules.graph, fact.stage)?.sheet !== 'higher' || command.body.kind !== 'appraise') {
    return { outcome: 'applied', fact, warnings: [] };
  }
  if (command.body.sheet === undefined) return sheetRequired(rules, unit, fact.stage);
  const { round } = unit.state;
  const before = await records.papers.latestSheet(cycle.id, unit.unitId, round);
  const sheet: SheetRecord = {
    cycleId: cycle.id,
    unitId: unit.unitId,
    round,
    self: fact.basis === 'ownRecords' ? undefined : before?.self,
    higher: command.body.sheet,
    gapChoices: { ...before?.gapChoices, ...command.body.gapChoices },
    ownRecordsNote: command.body.ownRecordsNote,
  };
  return judgeSheet(records, rules.pack, cycle.year, unit, fact, sheet, 'higher', []);
}

async function judgeSheet(
  records: Records,
  pack: PolicyPack,
  year: number,
  unit: UnitYear,
  fact: Fact,
  sheet: SheetRecord,
  column: 'self' | 'higher',
  warnings: readonly string[],
): Promise<Judgement> {
  const profile = await records.units.find(unit.unitId);
  if (profile === undefined) throw new Error(`unit ${unit.unitId} is gone`);
  const problems = problemsOf(pack, profile, sheet, column, year);
  if (problems.length > 0) return refused(unit, 'SCORE.INVALID', {}, problems);
  const provisionalTotal = resultOf(pack, profile, sheet, 'pending', year)?.total;
  return { outcome: 'applied', fact, warnings, sheet: { ...sheet, provisionalTotal } };
}

/** The final pass: 8c is known, so the class follows in the same transaction (QĐ 510 Art. 11). */
async function classify(
  records: Records,
  cycle: Cycle,
  rules: Rules,
  unit: UnitYear,
  fact: Extract<Fact, { kind: 'stage.decided' }>,
): Promise<Judgement> {
  if (rules.pack.criteria.length === 0) return { outcome: 'applied', fact, warnings: [] };
  const profile = await records.units.find(unit.unitId);
  const sheet = await records.papers.latestSheet(cycle.id, unit.unitId, unit.state.round);
  if (profile === undefined || sheet?.higher === undefined) return refused(unit, 'SCORE.NO_SHEET', {});
  const result = resultOf(
    rules.pack,
    profile,
    sheet,
    fact.recognised ? 'recognised' : 'notRecognised',
    cycle.year,
  );
  if (result?.class === undefined) return refused(unit, 'SCORE.NO_SHEET', {});
  const isReal = cycle.clockKind === 'calendar';
  if (isReal && result.class.assumed && !(await isConfirmed(records, cycle, 'classes'))) {
    return refused(unit, 'POLICY.ASSUMED', { figure: 'khung điểm phân loại (classes)' });
  }
  return {
    outcome: 'applied',
    warnings: [],
    fact: {
      ...fact,
      classification: {
        classKey: result.class.key,
        total: result.total,
        excludedFromAwards: isExcludedFromAwards(rules.pack, result.class.key),
      },
    },
    sheet: { ...sheet, round: unit.state.round, finalTotal: result.total },
  };
}

async function isConfirmed(records: Records, cycle: Cycle, figure: string): Promise<boolean> {
  return (await records.cycles.confirmations(cycle.id)).some((each) => each.figure === figure);
}

function sheetRequired(rules: Rules, unit: UnitYear, stage: string): Judgement {
  return refused(unit, 'SCORE.SHEET_REQUIRED', withStageNames(rules.stages, { stage, params: {} }));
}

function refused(
  unit: UnitYear,
  code: string,
  params: Record<string, string>,
  problems: readonly ScoreProblem[] = [],
): Judgement {
  return {
    outcome: 'refused',
    result: {
      code,
      detail: sentenceFor(code, params),
      version: unit.state.version,
      problems: problems.map(({ code: problem, criterion, message }) => ({
        code: problem,
        place: criterion === undefined ? 'bảng điểm' : `tiêu chí ${criterion}`,
        message,
      })),
    },
  };
}
