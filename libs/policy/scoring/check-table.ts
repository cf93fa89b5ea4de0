import type { PolicyPack } from '../pack.schema.js';
import type { Report } from '../report.js';

export type TableFaultCode = 'PACK.SHEET_WITHOUT_TABLE' | 'PACK.TABLE_WITHOUT_SHEET' | 'PACK.CLASS_HOLE';

/**
 * Points need a table, and sheets that fill it in: a table without the higher level's sheet could never be decided, a
 * sheet without a table never be filled in. Before the Regulation of 2022 there was neither, and recognition stood alone.
 */
export const checkTable = (pack: PolicyPack, report: Report<TableFaultCode>): void => {
  if (pack.base) return;
  if (pack.criteria.length === 0) {
    const asking = pack.stageSets.flatMap(({ stages }) => stages.filter(({ sheet }) => sheet !== undefined));
    if (asking.length > 0) {
      const names = [...new Set(asking.map(({ name }) => `“${name}”`))].join(', ');
      report(
        'PACK.SHEET_WITHOUT_TABLE',
        'criteria',
        `Gói không có tiêu chí nào mà ${names} đòi bảng chấm điểm.`,
      );
    } else if (pack.classes.length > 0) {
      report('PACK.CLASS_HOLE', 'classes', 'Gói có mức phân loại theo điểm mà không có tiêu chí nào.');
    }
    return;
  }
  for (const { key, stages } of pack.stageSets) {
    if (stages.length > 0 && !stages.some(({ sheet }) => sheet === 'higher')) {
      report(
        'PACK.TABLE_WITHOUT_SHEET',
        `stageSets.${key}`,
        'Gói có bảng điểm mà không bước nào để cấp trên chấm.',
      );
    }
  }
};
