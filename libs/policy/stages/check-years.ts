import type { PolicyPack } from '../pack.schema.js';
import type { Report } from '../report.js';
import type { StageSet } from './stages.schema.js';

export type YearsFaultCode =
  | 'PACK.STAGES_EMPTY'
  | 'PACK.YEARS_INVALID'
  | 'PACK.YEARS_GAP'
  | 'PACK.YEARS_OVERLAP';

/** Each year from the first on has one graph of stages. */
export const checkYears = (pack: PolicyPack, report: Report<YearsFaultCode>): void => {
  if (pack.stageSets.length === 0) {
    if (!pack.base) report('PACK.STAGES_EMPTY', 'stageSets', 'Gói quy định không có quy trình nào.');
    return;
  }
  const ordered = [...pack.stageSets].sort((a, b) => a.years.from - b.years.from);
  ordered.forEach((set: StageSet, index) => {
    const { from, to } = set.years;
    const path = `stageSets.${set.key}.years`;
    if (to !== undefined && to < from) {
      report('PACK.YEARS_INVALID', path, `Từ năm ${from} đến năm ${to} là khoảng ngược.`);
      return;
    }
    const next = ordered[index + 1];
    if (!next) return;
    const end = to ?? Infinity;
    if (next.years.from <= end) {
      report(
        'PACK.YEARS_OVERLAP',
        `stageSets.${next.key}.years`,
        `Năm ${next.years.from} thuộc cả “${set.key}” và “${next.key}”.`,
      );
    } else if (next.years.from > end + 1) {
      report(
        'PACK.YEARS_GAP',
        path,
        `Không có quy trình cho các năm từ ${end + 1} đến ${next.years.from - 1}.`,
      );
    }
  });
};
