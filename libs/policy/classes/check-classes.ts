import type { PolicyPack } from '../pack.schema.js';
import type { Report } from '../report.js';
import { hundredths, pointsText } from '../scoring/hundredths.js';

export type ClassFaultCode = 'PACK.CLASS_HOLE' | 'PACK.CLASS_UNKNOWN';

/** Whether each number of points has one class, and consequences fall on classes that there are. */
export const checkClasses = (pack: PolicyPack, report: Report<ClassFaultCode>): void => {
  const mins = pack.classes.map(({ min }) => hundredths(min));
  if (!(mins.length === 0 && (pack.base || pack.criteria.length === 0)) && !mins.includes(0)) {
    report(
      'PACK.CLASS_HOLE',
      'classes',
      `Không có loại nào cho số điểm từ 0 đến dưới ${mins.length > 0 ? pointsText(Math.min(...mins)) : (pack.scale?.total ?? 0)}.`,
    );
  }
  pack.classes.forEach(({ key, min }, index) => {
    if (mins.indexOf(hundredths(min)) !== index)
      report(
        'PACK.CLASS_HOLE',
        `classes.${key}`,
        `Hai loại cùng bắt đầu từ ${min} điểm: một loại không có khoảng điểm.`,
      );
    if (pack.scale !== undefined && min > pack.scale.total)
      report('PACK.CLASS_HOLE', `classes.${key}`, `Loại bắt đầu từ ${min} điểm không bao giờ đạt.`);
  });
  const keys = new Set(pack.classes.map(({ key }) => key));
  for (const consequence of pack.consequences) {
    for (const name of consequence.classes) {
      if (!keys.has(name))
        report('PACK.CLASS_UNKNOWN', `consequences.${consequence.key}`, `Không có loại “${name}”.`);
    }
  }
};
