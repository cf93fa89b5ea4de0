import { assumedFigures, isClassApart, isExcludedFromAwards, type PolicyPack } from '#libs/policy';
import { classOf } from '#libs/scoring';
import { type Classification, type Fact, resultStage } from '#libs/unit-year';
import { packOfHash, type Rules } from '../cycle-rules/cycle-rules.js';
import type { Cycle } from '../cycles/cycles.port.js';
import type { SheetRecord } from '../papers/papers.port.js';
import { recordedChoices, withRecordedChoices } from '../scoring/recorded-choices.js';
import { problemsOf, resultOf } from '../scoring/scoring-desk.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';
import { type Case, type Judgement, type JudgingStores, placed, refused } from './judgement.js';

type ResultFact = Extract<Fact, { kind: 'stage.decided' | 'result.appealAnswered' | 'result.revoked' }>;

/**
 * The final pass: 8c is known, so the points are, and the class follows from them in the same transaction, unless the year has a stage
 * at which it is given by an act of its own (QĐ 510 Art. 11). A pack without a scoring table has recognitions and no classes.
 */
export async function judgeResult(
  at: Case,
  fact: ResultFact,
  recognised: boolean,
  changed?: SheetRecord,
): Promise<Judgement> {
  const { records, cycle, rules, unit } = at;
  const stored = changed ?? (await records.papers.latestSheet(cycle.id, unit.unitId, unit.state.round));
  const { pack, packHash } = await scoredBy(records, cycle, rules, stored);
  if (pack.criteria.length === 0) return { outcome: 'applied', fact, warnings: [] };
  if (stored?.higher === undefined) {
    return wasAppraisedBefore(rules, unit)
      ? { outcome: 'applied', fact, warnings: [] }
      : refused(unit, 'SCORE.NO_SHEET', {});
  }
  // A choice stands above the sheet until the first result; what it came to is not read anew when it is revoked.
  const isFirst = fact.kind === 'stage.decided';
  const sheet = isFirst
    ? withRecordedChoices(stored, await recordedChoices(records, cycle.id, unit.unitId))
    : stored;
  const problems = isFirst ? problemsOf(pack, sheet, 'higher', cycle.year) : [];
  if (problems.length > 0) return refused(unit, 'SCORE.NOT_FINAL', {}, placed(problems));
  const recognition = recognitionOf(recognised);
  const result = resultOf(pack, sheet, recognition, cycle.year);
  if (result?.class === undefined) return refused(unit, 'SCORE.NO_SHEET', {});
  const isApart = isClassApart(rules.graph);
  const unfounded = isApart ? undefined : unfoundedClass(pack, at);
  if (unfounded !== undefined) return unfounded;
  return {
    outcome: 'applied',
    warnings: [],
    fact: isApart
      ? fact
      : { ...fact, classification: classificationBy(pack, result.class.key, result.total) },
    sheet: {
      ...sheet,
      round: unit.state.round,
      packHash,
      provisionalTotal: resultOf(pack, sheet, 'pending', cycle.year)?.total,
      finalTotal: result.total,
      finalRecognition: recognition,
      finalClass: result.class.key,
    },
  };
}

/**
 * The class that is given by an act of its own: the final points, as they were scored, in the bands that are in force. A decision that
 * has another class for a unit is refused, for the bands leave no choice.
 *
 * @param given key of the class as the decision has it; absent where it names none
 */
export async function judgeClass(
  at: Case,
  fact: Extract<Fact, { kind: 'stage.classified' }>,
  given: string | undefined,
): Promise<Judgement> {
  const { records, cycle, rules, unit } = at;
  const sheet = await records.papers.latestSheet(cycle.id, unit.unitId, unit.state.round);
  const recognised = resultStage(unit.state)?.now.recognised;
  if (sheet?.higher === undefined || recognised === undefined) return refused(unit, 'SCORE.NO_SHEET', {});
  const scored = await scoredBy(records, cycle, rules, sheet);
  const total = resultOf(scored.pack, sheet, recognitionOf(recognised), cycle.year)?.total;
  const { pack } = rules;
  const reached = total === undefined ? undefined : classOf(total, pack.classes);
  if (total === undefined || reached === undefined) return refused(unit, 'SCORE.NO_SHEET', {});
  const unfounded = unfoundedClass(pack, at);
  if (unfounded !== undefined) return unfounded;
  if (given !== undefined && given !== reached.key) {
    const name = pack.classes.find(({ key }) => key === given)?.name ?? given;
    const points = String(total).replace('.', ',');
    return refused(unit, 'CLASS.NOT_BY_POINTS', { given: name, total: points, name: reached.name });
  }
  const classification = classificationBy(pack, reached.key, total);
  return { outcome: 'applied', warnings: [], fact: { ...fact, classification } };
}

const recognitionOf = (recognised: boolean) => (recognised ? 'recognised' : 'notRecognised');

const classificationBy = (pack: PolicyPack, classKey: string, total: number): Classification => ({
  classKey,
  total,
  excludedFromAwards: isExcludedFromAwards(pack, classKey),
});

/** A real year classifies nobody by what is assumed and nobody has confirmed. */
function unfoundedClass(pack: PolicyPack, { cycle, unit }: Case): Judgement | undefined {
  const unfounded = cycle.clockKind === 'calendar' ? fencesOf(pack) : [];
  return unfounded.length > 0 ? refused(unit, 'POLICY.ASSUMED', { figure: unfounded.join('; ') }) : undefined;
}

/** What was scored keeps the pack it was scored by, also where the cycle has come under another since. */
export async function scoredBy(
  records: JudgingStores,
  cycle: Cycle,
  { pack, packHash: present }: Rules,
  sheet: SheetRecord | undefined,
): Promise<Pick<Rules, 'pack' | 'packHash'>> {
  const packHash = sheet?.higher === undefined ? present : (sheet.packHash ?? present);
  return packHash === undefined || packHash === present
    ? { pack, packHash }
    : { pack: await packOfHash(records, cycle, packHash), packHash };
}

/** Whether the appraisal stands from the time of a pack that asked for no sheet. */
function wasAppraisedBefore({ graph }: Rules, { state }: UnitYear): boolean {
  const appraisal = graph.find(({ sheet }) => sheet === 'higher');
  const { effectiveAt } = state.stages[appraisal?.key ?? ''] ?? {};
  const until = state.formerly?.at(-1)?.until;
  return effectiveAt !== undefined && until !== undefined && effectiveAt < until;
}

/** What of a pack nobody has confirmed yet, although a real classification rests on it: name and path of each. */
function fencesOf(pack: PolicyPack): readonly string[] {
  return assumedFigures(pack)
    .filter(({ isFence }) => isFence)
    .map(({ text, value, path }) => `${text}${value === '' ? '' : `: ${value}`} (${path})`);
}
