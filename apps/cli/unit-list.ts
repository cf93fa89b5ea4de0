import {
  type Columns,
  code,
  type ListDeclaration,
  type NeededColumn,
  placeOf,
  readListFile,
  required,
  type TableFile,
  type TableReading,
} from '#libs/tables';
import type { ListedProblem } from './cli.error.js';

interface UnitColumns extends Columns {
  readonly unit: NeededColumn<string>;
}

const unitTable: ListDeclaration<UnitColumns> = {
  layouts: [
    {
      name: 'units',
      columns: {
        unit: { headings: ['Mã đơn vị', 'Mã', 'unit'], needed: true, read: required(code, 'mã đơn vị') },
      },
      least: 1,
      anchors: ['unit'],
    },
  ],
  limits: { rows: 50_000, columns: 200, cells: 500_000 },
  expected: 'cần hàng tiêu đề có cột Mã đơn vị.',
};

export interface UnitListRead {
  readonly units: readonly string[];
  readonly problems: readonly ListedProblem[];
  readonly reading: TableReading;
}

/** Reads a list of units by their codes; whether the codes exist is told by the plan of whatever is done to them. */
export function readUnitTable(file: TableFile): UnitListRead {
  const list = readListFile(file, unitTable);
  const problems = [...list.problems, ...list.entries.flatMap((entry) => entry.problems)].map(
    ({ line, column, message }) => ({ place: placeOf(line, column), message }),
  );
  const units = list.entries.flatMap(({ values }) => (values === undefined ? [] : [values.unit]));
  return { units: [...new Set(units)], problems, reading: list.reading };
}
