import {
  anyText,
  type Column,
  type Columns,
  decimal,
  type ListDeclaration,
  type NeededColumn,
  optional,
  placeOf,
  readListFile,
  type TableFile,
  type TableReading,
} from '#libs/tables';
import type { ListedProblem } from './cli.error.js';

/** Whose points a sheet holds: the unit's own, or those of the level above with its reasons. */
export type SheetColumn = 'self' | 'higher';

export interface SheetLine {
  criterion: string;
  points?: number;
  note?: string;
  reason?: string;
  awards?: { collectives: number; persons: number };
}

interface SheetColumns extends Columns {
  readonly criterion: NeededColumn<string | undefined>;
  readonly points: NeededColumn<number | undefined>;
  readonly note: Column<string | undefined>;
  readonly reason: Column<string | undefined>;
  readonly collectives: Column<number | undefined>;
  readonly persons: Column<number | undefined>;
}

const text = optional(anyText);
const number = optional(decimal);
const spare = <T>(headings: readonly string[], read: Column<T>['read']) => ({
  headings,
  needed: false,
  read,
});

const columns: SheetColumns = {
  criterion: { headings: ['Tiêu chí', 'Mã', 'criterion'], needed: true, read: text },
  points: { headings: ['Điểm', 'points'], needed: true, read: number },
  note: spare(['Ghi chú', 'note'], text),
  reason: spare(['Lý do', 'reason'], text),
  collectives: spare(['Số tập thể', 'Tập thể', 'collectives'], number),
  persons: spare(['Số cá nhân', 'Cá nhân', 'persons'], number),
  // The template carries the maximum and the wording for the person who fills it in.
  most: spare(['Tối đa', 'max'], text),
  wording: spare(['Nội dung', 'text'], text),
};

/** A score sheet: one line for each criterion. */
const scoreSheet: ListDeclaration<SheetColumns> = {
  layouts: [{ name: 'sheet', columns, anchors: ['criterion', 'points'], least: 2 }],
  limits: { rows: 5_000, columns: 200, cells: 100_000 },
  expected: 'cần hàng tiêu đề có cột Tiêu chí và cột Điểm.',
};

export interface SheetRead {
  readonly lines: readonly SheetLine[];
  readonly problems: readonly ListedProblem[];
  readonly reading: TableReading;
}

/** Reads the lines of a score sheet from a table; what the points are worth is checked by the API. */
export function readSheetTable(file: TableFile, column: SheetColumn): SheetRead {
  const list = readListFile(file, scoreSheet);
  const problems = [...list.problems, ...list.entries.flatMap((entry) => entry.problems)].map(
    ({ line, column: printed, message }) => ({ place: placeOf(line, printed), message }),
  );
  const lines = list.entries.flatMap(({ values }): SheetLine[] => {
    if (values?.criterion === undefined) return [];
    const { criterion, points, collectives, persons } = values;
    const remark = column === 'self' ? 'note' : 'reason';
    const hasAwards = collectives !== undefined || persons !== undefined;
    return [
      {
        criterion,
        ...(points !== undefined && { points }),
        ...(values[remark] !== undefined && { [remark]: values[remark] }),
        ...(hasAwards && { awards: { collectives: collectives ?? 0, persons: persons ?? 0 } }),
      },
    ];
  });
  return { lines, problems, reading: list.reading };
}
