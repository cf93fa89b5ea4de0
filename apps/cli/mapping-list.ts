import type { MappingRow } from '#libs/contracts/http';
import {
  anyText,
  type Column,
  type Columns,
  type ListDeclaration,
  oneOf,
  optional,
  placeOf,
  readListFile,
  type TableFile,
  type TableReading,
} from '#libs/tables';
import { fold } from '#libs/text';
import type { ListedProblem } from './cli.error.js';

const LEVELS: Readonly<Record<string, NonNullable<MappingRow['level']>>> = {
  tinh: 'tinh',
  huyen: 'huyen',
  xa: 'xa',
};

const levelOf = (text: string) => LEVELS[fold(text)];

interface MappingColumns extends Columns {
  readonly from: Column<string | undefined>;
  readonly to: Column<string | undefined>;
  readonly level: Column<NonNullable<MappingRow['level']> | undefined>;
}

const columns: MappingColumns = {
  from: { headings: ['Mã cũ', 'Mã xã cũ', 'from'], needed: false, read: optional(anyText) },
  to: { headings: ['Mã mới', 'Mã xã mới', 'to'], needed: false, read: optional(anyText) },
  level: {
    headings: ['Cấp quản lý', 'Cấp', 'level'],
    needed: false,
    read: optional(oneOf(levelOf, 'cấp: tinh, huyen hoặc xa')),
  },
};

const layout = { name: 'mapping', columns, least: 1 };

/** Where units, communes, districts and levels of before find their new places. */
const mappingTable: ListDeclaration<MappingColumns> = {
  layouts: [
    { ...layout, anchors: ['to'] },
    { ...layout, anchors: ['level'] },
  ],
  limits: { rows: 50_000, columns: 200, cells: 500_000 },
  expected: 'cần hàng tiêu đề có cột Mã cũ, Mã mới, Cấp quản lý.',
};

export interface MappingRead {
  readonly rows: readonly MappingRow[];
  readonly problems: readonly ListedProblem[];
  readonly reading: TableReading;
}

/** Reads a table of old and new codes; whether the codes exist is checked by the API. */
export function readMappingTable(file: TableFile): MappingRead {
  const list = readListFile(file, mappingTable);
  const problems = [...list.problems, ...list.entries.flatMap((entry) => entry.problems)].map(
    ({ line, column, message }) => ({ place: placeOf(line, column), message }),
  );
  const rows = list.entries.flatMap(({ values }): MappingRow[] => {
    if (values === undefined) return [];
    const { from, to, level } = values;
    const row = {
      // The old code may be a level, too.
      ...(from !== undefined && { from: levelOf(from) ?? from }),
      ...(to !== undefined && { to }),
      ...(level !== undefined && { level }),
    };
    return Object.keys(row).length === 0 ? [] : [row];
  });
  return { rows, problems, reading: list.reading };
}
