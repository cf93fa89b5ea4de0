import type { PolicyPack, ResolvedStage } from '#libs/policy';

/** What a cell of a column is read as: `flag` yes or no, `count` a whole number, `day` a day of the calendar. */
export type EntryCellKind = 'unit' | 'name' | 'text' | 'day' | 'flag' | 'count' | 'points';

export interface EntryColumn {
  /** Names the column to the system; points stand under `criterion:<key>`, papers of the dossier under `item:<key>:number` and `:date`. */
  readonly key: string;
  /** As printed. */
  readonly heading: string;
  readonly kind: EntryCellKind;
  /** Most points of a criterion. */
  readonly most?: number;
}

/** One sheet of the workbook by which papers of many units are entered: one step of the year, a row for each unit. */
export interface EntryTable {
  readonly stage: string;
  /** Name of the sheet, 31 characters at most. */
  readonly sheet: string;
  readonly columns: readonly EntryColumn[];
}

/** Criteria whose points are typed: those without parts that are not worked out of a register. */
export interface TypedCriterion {
  readonly key: string;
  readonly text: string;
  readonly max: number;
}

const LONGEST_SHEET_NAME = 31;

const ALWAYS: readonly EntryColumn[] = [
  { key: 'unit', heading: 'Mã đơn vị', kind: 'unit' },
  { key: 'name', heading: 'Đơn vị', kind: 'name' },
  { key: 'arrivalNumber', heading: 'Số đến', kind: 'text' },
  { key: 'arrivedOn', heading: 'Ngày đến', kind: 'day' },
  { key: 'number', heading: 'Số văn bản', kind: 'text' },
  { key: 'date', heading: 'Ngày văn bản', kind: 'day' },
  { key: 'summary', heading: 'Trích yếu', kind: 'text' },
];

const REGISTRATIONS: readonly EntryColumn[] = [
  { key: 'movement', heading: 'Đăng ký phong trào', kind: 'flag' },
  { key: 'standard', heading: 'Đăng ký tiêu chuẩn', kind: 'flag' },
  { key: 'exemplar', heading: 'Đăng ký điển hình', kind: 'flag' },
  { key: 'pledged', heading: 'Số phòng, ban, tổ, đội đã cam kết', kind: 'count' },
  { key: 'total', heading: 'Tổng số phòng, ban, tổ, đội', kind: 'count' },
];

/** The sheets for these steps, each with the columns of what is handed in at it. */
export const entryTables = (
  { certification }: Pick<PolicyPack, 'certification'>,
  stages: readonly Pick<ResolvedStage, 'key' | 'name' | 'act' | 'role' | 'sheet'>[],
  criteria: readonly TypedCriterion[],
): readonly EntryTable[] =>
  stages
    .filter(({ act }) => act === 'submit')
    .map(({ key, name, role, sheet }) => ({
      stage: key,
      sheet: sheetName(key, name),
      columns: [
        ...ALWAYS,
        ...(role === 'registration' ? REGISTRATIONS : []),
        ...(role === 'dossier' ? certification.dossier.items.flatMap(itemColumns) : []),
        ...(sheet === 'self' ? criteria.map(pointsColumn) : []),
      ],
    }));

/** The key comes first, so that two steps whose names begin alike have two sheets. */
const sheetName = (key: string, name: string): string =>
  `${key} ${name.replace(/[[\]:*?/\\'“”"]/g, ' ')}`.replace(/\s+/g, ' ').slice(0, LONGEST_SHEET_NAME).trim();

const itemColumns = ({ key, name }: { readonly key: string; readonly name: string }): EntryColumn[] => [
  { key: `item:${key}:number`, heading: `${name}: số`, kind: 'text' },
  { key: `item:${key}:date`, heading: `${name}: ngày`, kind: 'day' },
];

const pointsColumn = ({ key, text, max }: TypedCriterion): EntryColumn => ({
  ...{ key: `criterion:${key}`, kind: 'points', most: max },
  heading: `${key}. ${text} (tối đa ${String(max).replace('.', ',')} điểm)`,
});
