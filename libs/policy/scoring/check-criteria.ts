import type { PolicyPack } from '../pack.schema.js';
import type { Report } from '../report.js';
import { allCriteria } from './all-criteria.js';
import type { PackCriterion } from './criteria.schema.js';
import { hundredths, pointsText } from './hundredths.js';

export type CriterionFaultCode =
  | 'PACK.CRITERIA_SUM'
  | 'PACK.CHILDREN_SUM'
  | 'PACK.STEP_INVALID'
  | 'PACK.GAP_UNKNOWN';

const sum = (criteria: readonly PackCriterion[]): number =>
  criteria.reduce((total, { max }) => total + hundredths(max), 0);

/** Whether the points of the table add up and can be given in steps, and its open questions are known. */
export const checkCriteria = (pack: PolicyPack, report: Report<CriterionFaultCode>): void => {
  const gaps = new Set(pack.gaps.map(({ key }) => key));
  const total = sum(pack.criteria);
  if (pack.criteria.length > 0 && pack.scale !== undefined && total !== hundredths(pack.scale.total)) {
    report(
      'PACK.CRITERIA_SUM',
      'criteria',
      `Tổng điểm tối đa là ${pointsText(total)}, phải là ${pointsText(hundredths(pack.scale.total))}.`,
    );
  }
  for (const criterion of allCriteria(pack.criteria)) {
    const place = `criteria.${criterion.key}`;
    for (const gap of criterion.gaps ?? []) {
      if (!gaps.has(gap))
        report(
          'PACK.GAP_UNKNOWN',
          `${place}.gaps`,
          `Không có trường hợp “${gap}” trong bảng trường hợp chưa rõ.`,
        );
    }
    const children = criterion.children ?? [];
    if (children.length > 0) {
      if (sum(children) !== hundredths(criterion.max)) {
        report(
          'PACK.CHILDREN_SUM',
          place,
          `Các mục con cộng lại ${pointsText(sum(children))} điểm, mục cha là ${pointsText(hundredths(criterion.max))}.`,
        );
      }
      continue;
    }
    const step = criterion.step === undefined ? undefined : hundredths(criterion.step);
    if (step === undefined && !criterion.allOrNothing && !criterion.derivedFrom) {
      report('PACK.STEP_INVALID', place, 'Tiêu chí chấm điểm phải có bước điểm, hoặc chỉ có 0 hay tối đa.');
    } else if (step !== undefined && (step === 0 || hundredths(criterion.max) % step !== 0)) {
      report(
        'PACK.STEP_INVALID',
        place,
        `Bước ${pointsText(step)} không chia hết ${pointsText(hundredths(criterion.max))} điểm.`,
      );
    }
  }
};
