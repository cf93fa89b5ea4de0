import type { PolicyPack } from '../pack.schema.js';
import type { Report } from '../report.js';
import { allCriteria, leavesOf } from './all-criteria.js';
import type { PackCriterion } from './criteria.schema.js';
import type { PackGap } from './gaps.schema.js';

export type ScoringFaultCode =
  | 'PACK.TARGET_UNKNOWN'
  | 'PACK.MEASURE_IDLE'
  | 'PACK.BRANCH_UNKNOWN'
  | 'PACK.EFFECT_OVER_MAX'
  | 'PACK.CRITERION_UNKNOWN';

type ScoringReport = Report<ScoringFaultCode>;

/** Whether measures, effects of gap choices and rules of evidence speak of what the pack has; nothing of a pack without a table. */
export const checkScoring = (pack: PolicyPack, report: ScoringReport): void => {
  if (pack.criteria.length === 0) return;
  const criteria = allCriteria(pack.criteria);
  checkMeasures(pack, criteria, report);
  for (const gap of pack.gaps) checkEffects(gap, criteria, report);
  checkEvidence(pack, criteria, report);
};

const checkMeasures = (pack: PolicyPack, criteria: readonly PackCriterion[], report: ScoringReport): void => {
  const targets = new Set(pack.targets.map(({ key }) => key));
  for (const { key, max, measure } of criteria) {
    if (measure === undefined) continue;
    const place = `criteria.${key}.measure`;
    if (!targets.has(measure.target)) {
      report('PACK.TARGET_UNKNOWN', place, `Không có chỉ tiêu “${measure.target}” trong bảng chỉ tiêu.`);
    }
    if (measure.missed >= max) {
      report(
        'PACK.MEASURE_IDLE',
        place,
        `Không đạt chỉ tiêu mà vẫn được ${measure.missed} trên ${max} điểm thì số liệu không có tác dụng.`,
      );
    }
  }
};

/** The leaves a gap acts on: its own, and those under a criterion that names it. */
const leavesOfGap = (key: string, criteria: readonly PackCriterion[]): readonly PackCriterion[] =>
  criteria.filter(({ gaps = [] }) => gaps.includes(key)).flatMap((criterion) => leavesOf([criterion]));

const checkEffects = (gap: PackGap, criteria: readonly PackCriterion[], report: ScoringReport): void => {
  const leaves = leavesOfGap(gap.key, criteria);
  // What no criterion names acts on no line: a unit's standing, who judges it, a paper that never came.
  if (leaves.length === 0) return;
  const branches = new Set(leaves.flatMap(({ branches = [] }) => branches.map(({ key }) => key)));
  for (const { key, effect } of gap.options) {
    const place = `gaps.${gap.key}.options.${key}.effect`;
    const named = [...(effect?.branch === undefined ? [] : [effect.branch]), ...(effect?.onBranches ?? [])];
    for (const branch of named.filter((each) => !branches.has(each))) {
      report('PACK.BRANCH_UNKNOWN', place, `Không có nhánh “${branch}” ở tiêu chí của trường hợp này.`);
    }
    const { points } = effect ?? {};
    if (points !== undefined && !leaves.every(({ max }) => points <= max)) {
      report('PACK.EFFECT_OVER_MAX', place, `Lựa chọn cho ${points} điểm, quá mức tối đa của tiêu chí.`);
    }
  }
};

const checkEvidence = (
  { evidenceRules }: PolicyPack,
  criteria: readonly PackCriterion[],
  report: ScoringReport,
): void => {
  const known = new Set(criteria.map(({ key }) => key));
  for (const { key } of evidenceRules?.criteria ?? []) {
    if (!known.has(key)) {
      report('PACK.CRITERION_UNKNOWN', `evidenceRules.criteria.${key}`, `Không có tiêu chí “${key}”.`);
    }
  }
};
