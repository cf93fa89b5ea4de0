import { dateOf } from '#libs/calendar';
import { type CertificationProblem, checkHeads, checkPledges, delegationFault } from '#libs/certification';
import { unknownChoices } from '#libs/scoring';
import { decide, type Fact } from '#libs/unit-year';
import { type Rules, withStageNames } from '../cycle-rules/cycle-rules.js';
import type { Cycle } from '../cycles/cycles.port.js';
import type { SheetRecord } from '../papers/papers.port.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';
import { actOf, baseOf, isStageBody } from './act-of.js';
import { exclusionIn } from './exclusion-in.js';
import { judgeClass, judgeResult, scoredBy } from './judge-class.js';
import { contentFindings } from './judge-content.js';
import { isScanOf, typedBy, withFirst } from './judge-receipt.js';
import { decidedChoices, judgeColumn, judgeItems, judgeSheet, type SheetFact } from './judge-sheet.js';
import { type Case, type Judgement, type JudgingStores, placed, refused } from './judgement.js';
import { resultActOf } from './result-act.js';

/**
 * Judges one command against a unit's year: the state machine first, then the points where the command carries some.
 * Reads, never writes; who decides asks it with the row that its transaction has locked, a dry run with none.
 */
export async function judge(
  records: JudgingStores,
  cycle: Cycle,
  rules: Rules,
  unit: UnitYear,
  command: Case['command'],
): Promise<Judgement> {
  const { body } = command;
  const act = isStageBody(body)
    ? actOf(baseOf(command, unit), body, rules.pack)
    : await resultActOf(records, rules, unit, command, body);
  const decision = decide(rules.graph, unit.state, act);
  if (decision.outcome === 'refused') {
    const { refusal } = decision;
    const named = withBodyName(rules, withStageNames(rules.stages, refusal));
    return refused(unit, refusal.code, await withFirst(records, unit, refusal, named));
  }
  const { fact } = decision;
  // Units outside the standard have no other steps that could be missing.
  const warnings = unit.standing === 'outside' ? [] : decision.warnings.map((warning) => warning.stage);
  const at: Case = { records, cycle, rules, unit, command };
  switch (fact.kind) {
    case 'stage.submitted':
    case 'stage.appraised':
      return judgeHandedIn(at, fact, warnings);
    case 'paper.received':
    case 'result.appealed':
      return judgeArrival(at, fact);
    case 'stage.returned':
      return judgeReturn(at, fact);
    case 'stage.decided':
      return judgeResult(at, fact, fact.recognised);
    case 'result.revoked':
      return judgeResult(at, fact, false);
    case 'stage.classified':
      return judgeClass(at, fact, body.kind === 'classify' ? body.class : undefined);
    case 'result.appealAnswered':
      return judgeAnswer(at, fact);
    case 'exclusion.overridden':
      return exclusionIn(rules.pack, unit.state, cycle) === undefined
        ? refused(unit, 'OVERRIDE.NOT_EXCLUDED', {})
        : { outcome: 'applied', fact, warnings };
    case 'awards.proposed':
      return judgeProposal(at, fact);
    case 'unit.delegated':
      return judgeDelegation(at, fact);
    case 'pledges.recorded':
      return body.kind === 'recordPledges'
        ? unlessProblems(at, fact, 'REGISTRATION.INVALID', checkPledges(body))
        : { outcome: 'applied', fact, warnings };
    case 'heads.recorded':
      return body.kind === 'recordHeads'
        ? unlessProblems(at, fact, 'HEADS.INVALID', checkHeads(body.heads))
        : { outcome: 'applied', fact, warnings };
    default:
      return { outcome: 'applied', fact, warnings };
  }
}

/** What came on paper may name the photo or scan of it, which is a file of its step. */
async function judgeArrival(
  at: Case,
  fact: Extract<Fact, { kind: 'paper.received' | 'result.appealed' }>,
): Promise<Judgement> {
  const { records, rules, unit, command } = at;
  if (await isScanOf(records, unit, command)) return { outcome: 'applied', fact, warnings: [] };
  const refusal = { code: 'EVIDENCE.SCAN', stage: fact.stage, params: {} } as const;
  return refused(unit, refusal.code, withStageNames(rules.stages, refusal));
}

function unlessProblems(
  { unit }: Case,
  fact: Fact,
  code: 'REGISTRATION.INVALID' | 'HEADS.INVALID',
  problems: readonly CertificationProblem[],
): Judgement {
  if (problems.length > 0) return refused(unit, code, {}, problems);
  return { outcome: 'applied', fact, warnings: [] };
}

/** What is handed in or appraised: its content first, then its points where it carries some. */
async function judgeHandedIn(at: Case, fact: SheetFact, warnings: readonly string[]): Promise<Judgement> {
  const { records, rules, unit, command } = at;
  const typed = fact.kind === 'stage.appraised' ? await typedBy(records, rules, unit, command) : undefined;
  if (typed !== undefined) return refused(unit, 'SCORE.SAME_TYPIST', typed);
  const found =
    command.body.kind === 'submit'
      ? await contentFindings(records, rules, unit, command.body)
      : { missing: [] };
  if (found.refusal !== undefined) {
    const { code, problems } = found.refusal;
    return refused(unit, code, withStageNames(rules.stages, found.refusal), problems);
  }
  const judged = (await applySheet(at, fact, warnings)) ?? { outcome: 'applied', fact, warnings };
  if (judged.outcome === 'refused') return judged;
  const { missing, remarks = [] } = found;
  return {
    ...judged,
    ...(missing.length > 0 && { missing }),
    ...(remarks.length > 0 && { remarks: [...(judged.remarks ?? []), ...remarks] }),
  };
}

/** A changed result goes through the same computation as the first one, with the points of the answer where it has some. */
async function judgeAnswer(
  at: Case,
  fact: Extract<Fact, { kind: 'result.appealAnswered' }>,
): Promise<Judgement> {
  const { body } = at.command;
  if (fact.recognised === undefined || body.kind !== 'answerAppeal') {
    return { outcome: 'applied', fact, warnings: [] };
  }
  const { records, cycle, rules, unit } = at;
  if (body.sheet === undefined) {
    return fact.recognised === unit.state.stages[fact.stage]?.recognised
      ? refused(unit, 'APPEAL.SAME_RESULT', {})
      : judgeResult(at, fact, fact.recognised);
  }
  const before = await records.papers.latestSheet(cycle.id, unit.unitId, unit.state.round);
  if (before === undefined) return refused(unit, 'SCORE.NO_SHEET', {});
  const gapChoices = { ...decidedChoices(before), ...body.gapChoices };
  const sheet: SheetRecord = { ...before, round: unit.state.round, higher: body.sheet, gapChoices };
  // The answer looks at what was decided: by the pack and the choices of then, whatever was chosen since.
  const scored = { ...at, rules: { ...rules, ...(await scoredBy(records, cycle, rules, before)) } };
  const unknown = unknownChoices(scored.rules.pack, body.gapChoices ?? {});
  const judged = await judgeColumn(scored, 'higher', sheet, unknown);
  if (judged.kind === 'unsound') return refused(unit, 'SCORE.INVALID', {}, placed(judged.problems));
  return judgeResult(at, fact, fact.recognised, judged.sheet);
}

function judgeReturn(at: Case, fact: Extract<Fact, { kind: 'stage.returned' }>): Judgement {
  const problems = judgeItems(at);
  if (problems.length > 0) return refused(at.unit, 'RETURN.ITEMS', {}, placed(problems));
  return { outcome: 'applied', fact, warnings: [] };
}

/** Awards for a unit that is excluded are refused where the pack decides, and flagged where it proposes. */
function judgeProposal(
  { cycle, rules, unit }: Case,
  fact: Extract<Fact, { kind: 'awards.proposed' }>,
): Judgement {
  const exclusion = exclusionIn(rules.pack, unit.state, cycle);
  if (exclusion?.effect === 'excluded') return refused(unit, 'AWARD.EXCLUDED', { rule: exclusion.text });
  const remarks =
    exclusion?.effect === 'proposed' ? [`Đơn vị thuộc diện đề xuất không xét: ${exclusion.text}.`] : [];
  return { outcome: 'applied', fact, warnings: [], remarks };
}

function judgeDelegation(
  { rules, unit, command }: Case,
  fact: Extract<Fact, { kind: 'unit.delegated' }>,
): Judgement {
  const { unitName: name, managedBy, unitId } = unit;
  const { delegatedTo } = unit.state;
  const today = dateOf(command.effectiveAt);
  const fault = delegationFault(rules.pack, { name, managedBy, delegatedTo }, fact.to, today);
  if (fault !== undefined) return refused(unit, fault, { unit: unitId, level: fact.to });
  return { outcome: 'applied', fact, warnings: [] };
}

/** Who acts at a body's stage is the body itself, so its name stands where a role's would. */
function withBodyName<P extends object>({ pack }: Rules, params: P): P {
  const body = 'role' in params ? pack.bodies.find(({ key }) => key === params.role) : undefined;
  return body === undefined ? params : { ...params, role: body.name };
}

/** The sheet that the act fills in, checked; undefined where the stage asks for none. */
async function applySheet(
  at: Case,
  fact: SheetFact,
  warnings: readonly string[],
): Promise<Judgement | undefined> {
  const { rules, unit } = at;
  const judged = await judgeSheet(at, fact);
  switch (judged.kind) {
    case 'none':
      return undefined;
    case 'missing': {
      const refusal = { code: 'SCORE.SHEET_REQUIRED', stage: fact.stage, params: {} } as const;
      return refused(unit, refusal.code, withStageNames(rules.stages, refusal));
    }
    case 'unsound':
      return refused(unit, 'SCORE.INVALID', {}, placed(judged.problems));
    case 'sound':
      return { outcome: 'applied', fact, warnings, sheet: judged.sheet, remarks: judged.remarks };
  }
}
