import {
  anyText,
  type CellReader,
  type Columns,
  code,
  day,
  decimal,
  type ListDeclaration,
  type ListEntry,
  optional,
  placeOf,
  readListFile,
  required,
  type TableFile,
  type TableProblem,
  whole,
  yesNo,
} from '#libs/tables';
import type { CertificationProblem, DossierEntry, Pledges } from './certification.types.js';
import type { EntryCellKind, EntryTable } from './entry-table.js';

/** What one row says of a paper: the content of a submission, without the step. */
export interface EntryContent {
  readonly paper?: { readonly number?: string; readonly date?: string; readonly summary?: string };
  readonly registrations?: {
    readonly movement: boolean;
    readonly standard: boolean;
    readonly exemplar: boolean;
    readonly pledges?: Pledges;
  };
  readonly dossier?: readonly DossierEntry[];
  readonly sheet?: readonly { readonly criterion: string; readonly points: number }[];
  /** Both left out where the paper was entered as received before. */
  readonly arrivalNumber?: string;
  readonly arrivedOn?: string;
}

/** One row that says something of a paper. */
export interface EntryLine {
  readonly stage: string;
  readonly sheet: string;
  readonly line: number;
  readonly unit: string;
  readonly content: EntryContent;
}

export interface EntryList {
  readonly lines: readonly EntryLine[];
  readonly problems: readonly CertificationProblem[];
  /** Names of the sheets that were read. */
  readonly sheets: readonly string[];
}

type Read = ListEntry<Columns>;

const LIMITS = { rows: 5_000, columns: 200, cells: 200_000 };

/** Nothing but these tells a row that is to be entered from one that the template has filled in. */
const KNOWN_BEFORE: ReadonlySet<string> = new Set(['unit', 'name']);

const READERS: Readonly<Record<EntryCellKind, CellReader<unknown>>> = {
  unit: required(code, 'mã đơn vị'),
  name: optional(anyText),
  text: optional(anyText),
  day: optional(day),
  flag: yesNo(),
  count: optional(whole),
  points: optional(decimal),
};

/**
 * Reads the papers of many units out of a workbook as the template lays it out. A sheet that was taken out is left aside, and so is a row
 * in which nothing was written.
 */
export function readEntries(file: TableFile, tables: readonly EntryTable[]): EntryList {
  const lines: EntryLine[] = [];
  const problems: CertificationProblem[] = [];
  const sheets: string[] = [];
  for (const table of tables) {
    const { entries, problems: ofSheet } = readListFile(file, declarationOf(table), table.sheet);
    if (ofSheet.some(({ fault }) => fault === 'NO_SHEET')) continue;
    sheets.push(table.sheet);
    problems.push(...ofSheet.map((problem) => problemOf(table, problem)));
    for (const entry of entries.filter((each) => isFilled(table, each))) {
      problems.push(...entry.problems.map((problem) => problemOf(table, problem)));
      const { unit } = entry.known as { readonly unit?: string };
      if (entry.problems.length > 0 || unit === undefined) continue;
      const { stage, sheet } = table;
      lines.push({ stage, sheet, line: entry.line, unit, content: contentOf(table, entry) });
    }
  }
  if (sheets.length === 0) problems.push(noSheet(tables));
  return { lines, problems: [...problems, ...twice(lines)], sheets };
}

const declarationOf = ({ sheet, columns }: EntryTable): ListDeclaration<Columns> => ({
  layouts: [
    {
      name: sheet,
      columns: Object.fromEntries(
        columns.map(({ key, heading, kind }) => [
          key,
          { headings: [heading], needed: key === 'unit', read: READERS[kind] },
        ]),
      ),
      anchors: ['unit'],
      least: 3,
    },
  ],
  limits: LIMITS,
  expected: 'hãy giữ nguyên hàng tiêu đề của mẫu (antq paper template).',
});

const isFilled = ({ columns }: EntryTable, entry: Read): boolean =>
  columns.some(({ key }) => !KNOWN_BEFORE.has(key) && entry.text(key) !== '');

/** Where a row stands, for people. */
export const entryPlace = (sheet: string, line: number | undefined, column?: string): string =>
  `trang “${sheet}”, ${placeOf(line, column)}`;

const problemOf = ({ sheet }: EntryTable, { fault, line, column, message }: TableProblem) => ({
  code: `ENTRY.${fault}`,
  place: entryPlace(sheet, line, column),
  message,
});

const noSheet = (tables: readonly EntryTable[]): CertificationProblem => ({
  code: 'ENTRY.NO_SHEET',
  place: 'tệp',
  message: `Tệp không có trang nào của mẫu: ${tables.map(({ sheet }) => `“${sheet}”`).join(', ')}. Hãy lấy mẫu bằng antq paper template và giữ nguyên tên trang.`,
});

/** A unit stands once on a sheet. */
const twice = (lines: readonly EntryLine[]): readonly CertificationProblem[] =>
  lines.flatMap(({ sheet, line, unit }, at) => {
    const first = lines.findIndex((each) => each.sheet === sheet && each.unit === unit);
    if (first === at) return [];
    const message = `Đơn vị ${unit} đã có ở dòng ${lines[first]?.line ?? ''} của trang này. Hãy giữ lại một dòng.`;
    return [{ code: 'ENTRY.TWICE', place: entryPlace(sheet, line), message }];
  });

function contentOf({ columns }: EntryTable, entry: Read): EntryContent {
  const at = (key: string) => entry.known[key];
  const text = (key: string) => at(key) as string | undefined;
  const has = (prefix: string) => columns.some(({ key }) => key.startsWith(prefix));
  const paper = without({ number: text('number'), date: text('date'), summary: text('summary') });
  return without({
    paper: Object.keys(paper).length === 0 ? undefined : paper,
    registrations: has('movement') ? registrationsOf(at) : undefined,
    dossier: has('item:') ? dossierOf(columns, text) : undefined,
    sheet: has('criterion:') ? sheetOf(columns, at) : undefined,
    arrivalNumber: text('arrivalNumber'),
    arrivedOn: text('arrivedOn'),
  });
}

function registrationsOf(at: (key: string) => unknown): EntryContent['registrations'] {
  const is = (key: string) => at(key) === true;
  // One without the other is told by who checks the content.
  const pledges = without({ pledged: at('pledged'), total: at('total') });
  return {
    movement: is('movement'),
    standard: is('standard'),
    exemplar: is('exemplar'),
    ...(Object.keys(pledges).length > 0 && { pledges: pledges as Pledges }),
  };
}

const dossierOf = (
  columns: EntryTable['columns'],
  text: (key: string) => string | undefined,
): readonly DossierEntry[] =>
  columns.flatMap(({ key }) => {
    const [, item = ''] = /^item:(.+):number$/.exec(key) ?? [];
    const [number, date] = [text(key), text(`item:${item}:date`)];
    return item === '' || (number === undefined && date === undefined)
      ? []
      : [without({ item, number, date })];
  });

const sheetOf = (columns: EntryTable['columns'], at: (key: string) => unknown) =>
  columns.flatMap(({ key }) => {
    const [, criterion] = /^criterion:(.+)$/.exec(key) ?? [];
    const points = at(key) as number | undefined;
    return criterion === undefined || points === undefined ? [] : [{ criterion, points }];
  });

/** Without the fields that nothing was written for. */
const without = <T extends object>(fields: T): T =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
