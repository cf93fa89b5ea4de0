import type { EntryTemplate } from '#libs/application';
import type { EntryCellKind, EntryColumn } from '#libs/certification';
import { excelFile } from './layout/excel.js';
import type { Accepted, Cell, LayoutColumn, LayoutSection } from './layout/layout.types.js';

const ABOUT = [
  'Mỗi bước một trang, mỗi đơn vị một dòng. Dòng nào chưa có văn bản thì để trống; không đổi tên trang và hàng tiêu đề.',
  'Văn bản đã ghi nhận thì để trống số đến, ngày đến. Chạy thử trước: antq paper enter TỆP --cycle … --dry-run.',
];

/** The workbook into which papers of many units are typed: a sheet for each step, what each column accepts, the units filled in. */
export const entryWorkbook = ({ cycleId, year, sheets }: EntryTemplate): Promise<Buffer> =>
  excelFile({
    title: `Nhập văn bản giấy năm ${year}, chu kỳ ${cycleId}`,
    about: ABOUT,
    sections: sheets.map(({ table, rows }): LayoutSection => {
      const name = table.sheet;
      const columns = table.columns.map(columnOf);
      const shown = rows.map((row) => ({ cells: table.columns.map((column) => cellOf(column, row)) }));
      return {
        orientation: 'landscape',
        blocks: [{ kind: 'table', table: { name, columns, rows: shown } }],
      };
    }),
  });

const WIDTHS: Readonly<Record<EntryCellKind, number>> = {
  ...{ unit: 26, name: 70, text: 36, day: 28, flag: 28, count: 28, points: 34 },
};

const columnOf = ({ heading, kind, most = 100 }: EntryColumn): LayoutColumn => {
  const accepts = acceptedBy(kind, most);
  return { head: heading, width: WIDTHS[kind], ...(accepts && { accepts }) };
};

function acceptedBy(kind: EntryCellKind, most: number): Accepted | undefined {
  switch (kind) {
    case 'day':
    case 'flag':
    case 'count':
      return { kind };
    case 'points':
      return { kind: 'number', most };
    case 'unit':
    case 'name':
    case 'text':
      return undefined;
  }
}

/** What is known of the unit; the rest is for a person to fill in. */
function cellOf({ key }: EntryColumn, row: EntryTemplate['sheets'][number]['rows'][number]): Cell {
  switch (key) {
    case 'unit':
      return row.unitId;
    case 'name':
      return row.arrivalNumber === undefined
        ? row.unitName
        : `${row.unitName} (đã nhận giấy, số đến ${row.arrivalNumber})`;
    default:
      return null;
  }
}
