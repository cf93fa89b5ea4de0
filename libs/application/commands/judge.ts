import { sentenceFor } from '#libs/contracts';
import { assumedFigures, isExcludedFromAwards, type PolicyPack, type UnitProfile } from '#libs/policy';
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

/** Everything a judgement looks at. */
interface Case {
  readonly records: Records;
  readonly cycle: Cycle;
  readonly rules: Rules;
  readonly unit: UnitYear;
  readonly command: Pick<Command, 'id' | 'actor' | 'effectiveAt' | 'body'>;
}

type SheetFact = Extract<Fact, { kind: 'stage.submitted' | 'stage.appraised' }>;

/**
 * Judges one command against a unit's year: the state machine first, then the points where the command carries some.
 * Reads, never writes; the API asks it early and the transaction asks it again with the row it has locked.
 */
export async function judge(
  records: Records,
  cycle: Cycle,
  rules: Rules,
  unit: UnitYear,
  command: Case['command'],
): Promise<Judgement> {
  const decision = decide(rules.graph, unit.state, actOf(command, unit));
  if (decision.outcome === 'refused') {
    const { code } = decision.refusal;
    return refused(unit, code, withBodyName(rules, withStageNames(rules.stages, decision.refusal)));
  }
  const { fact } = decision;
  const warnings = decision.warnings.map((warning) => warning.stage);
  const at: Case = { records, cycle, rules, unit, command };
  if (fact.kind === 'stage.submitted' || fact.kind === 'stage.appraised') {
    return (await judgeSheet(at, fact, warnings)) ?? { outcome: 'applied', fact, warnings };
  }
  if (fact.kind === 'stage.decided') return classify(at, fact);
  return { outcome: 'applied', fact, warnings };
}

/** Who acts at a body's stage is the body itself, so its name stands where a role's would. */
function withBodyName({ pack }: Rules, params: Record<string, string>): Record<string, string> {
  const body = pack.bodies.find(({ key }) => key === params['role']);
  return body === undefined ? params : { ...params, role: body.name };
}

/** The sheet that the act fills in, checked; undefined where the stage asks for none. */
async function judgeSheet(
  at: Case,
  fact: SheetFact,
  warnings: readonly string[],
): Promise<Judgement | undefined> {
  const { rules, cycle, unit } = at;
  const column = stageOf(rules.graph, fact.stage)?.sheet;
  if (column === undefined) return undefined;
  const sheet = await sheetAfter(at, fact);
  if (sheet === undefined) {
    return refused(
      unit,
      'SCORE.SHEET_REQUIRED',
      withStageNames(rules.stages, { stage: fact.stage, params: {} }),
    );
  }
  const problems = problemsOf(rules.pack, sheet, column, cycle.year);
  if (problems.length > 0) return refused(unit, 'SCORE.INVALID', {}, problems);
  const provisionalTotal = resultOf(rules.pack, sheet, 'pending', cycle.year)?.total;
  return { outcome: 'applied', fact, warnings, sheet: { ...sheet, provisionalTotal } };
}

/** The round's sheet with the column that came with the command; undefined where none came. */
async function sheetAfter(
  { records, cycle, unit, command }: Case,
  fact: SheetFact,
): Promise<SheetRecord | undefined> {
  const { body } = command;
  const where = { cycleId: cycle.id, unitId: unit.unitId, round: unit.state.round };
  if (fact.kind === 'stage.submitted') {
    if (body.kind !== 'submit' || body.sheet === undefined) return undefined;
    const profile = await profileOf(records, unit.unitId);
    return { ...where, self: body.sheet, gapChoices: body.gapChoices ?? {}, profile };
  }
  if (body.kind !== 'appraise' || body.sheet === undefined) return undefined;
  const before = await records.papers.latestSheet(cycle.id, unit.unitId, unit.state.round);
  return {
    ...where,
    self: fact.basis === 'ownRecords' ? undefined : before?.self,
    higher: body.sheet,
    gapChoices: { ...before?.gapChoices, ...body.gapChoices },
    profile: before?.profile ?? (await profileOf(records, unit.unitId)),
    ownRecordsNote: body.ownRecordsNote,
  };
}

async function profileOf(records: Records, unitId: string): Promise<UnitProfile> {
  const unit = await records.units.find(unitId);
  if (unit === undefined) throw new Error(`unit ${unitId} is gone`);
  const { kind, subKind, managedBy, size, hasParty, hasUnion, hasMassOrganisations } = unit;
  const { hasGuards, hasStudents, isFdi } = unit;
  return {
    kind,
    subKind,
    managedBy,
    size,
    hasParty,
    hasUnion,
    hasMassOrganisations,
    hasGuards,
    hasStudents,
    isFdi,
  };
}

/** The final pass: 8c is known, so the class follows in the same transaction (QĐ 510 Art. 11). */
async function classify(
  { records, cycle, rules, unit }: Case,
  fact: Extract<Fact, { kind: 'stage.decided' }>,
): Promise<Judgement> {
  if (rules.pack.criteria.length === 0) return { outcome: 'applied', fact, warnings: [] };
  const sheet = await records.papers.latestSheet(cycle.id, unit.unitId, unit.state.round);
  if (sheet?.higher === undefined) return refused(unit, 'SCORE.NO_SHEET', {});
  const recognition = fact.recognised ? 'recognised' : 'notRecognised';
  const result = resultOf(rules.pack, sheet, recognition, cycle.year);
  if (result?.class === undefined) return refused(unit, 'SCORE.NO_SHEET', {});
  const unfounded = cycle.clockKind === 'calendar' ? fencesOf(rules.pack) : [];
  if (unfounded.length > 0)
    return refused(unit, 'POLICY.ASSUMED', { figure: unfounded.join('; '), cycle: cycle.id });
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

/** What of a pack nobody has confirmed yet, although a real classification rests on it: name and path of each. */
function fencesOf(pack: PolicyPack): readonly string[] {
  return assumedFigures(pack)
    .filter(({ isFence }) => isFence)
    .map(({ text, value, path }) => `${text}${value === '' ? '' : `: ${value}`} (${path})`);
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
