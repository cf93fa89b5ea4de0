import type { Cell, TableRow } from './roster.types.js';
import { cleanText, fold, rawText } from './text.js';

export type Field =
  | 'no'
  | 'code'
  | 'name'
  | 'kind'
  | 'subKind'
  | 'communeCode'
  | 'communeName'
  | 'managedBy'
  | 'size'
  | 'hasParty'
  | 'hasUnion'
  | 'hasMassOrganisations'
  | 'hasGuards'
  | 'hasStudents'
  | 'isFdi'
  | 'subunits'
  | 'headcount'
  | 'students'
  | 'email'
  | 'officerName'
  | 'officerEmail'
  | 'officerPhone'
  | 'secondContactEmail'
  | 'headName'
  | 'headEmail';

/** Names of the columns in files this system writes and reads. */
const machineHeaders: Readonly<Record<string, Field>> = {
  unit_code: 'code',
  unit_name: 'name',
  kind: 'kind',
  sub_kind: 'subKind',
  commune_code: 'communeCode',
  commune_name: 'communeName',
  managed_by: 'managedBy',
  size: 'size',
  has_party: 'hasParty',
  has_union: 'hasUnion',
  has_mass_organisations: 'hasMassOrganisations',
  has_guards: 'hasGuards',
  has_students: 'hasStudents',
  is_fdi: 'isFdi',
  subunits: 'subunits',
  headcount: 'headcount',
  students: 'students',
  unit_email: 'email',
  officer_name: 'officerName',
  officer_email: 'officerEmail',
  officer_phone: 'officerPhone',
  second_contact_email: 'secondContactEmail',
  head_name: 'headName',
  head_email: 'headEmail',
};

/** Headers as offices write them, without accents and punctuation. */
const officeHeaders: Readonly<Record<Field, readonly string[]>> = {
  no: ['stt', 'tt', 'so tt', 'so thu tu'],
  code: ['ma don vi', 'ma dv', 'ma so don vi'],
  name: [
    'ten don vi',
    'don vi',
    'ten co quan don vi',
    'ten co quan',
    'ten co so',
    'ten co quan doanh nghiep co so giao duc',
  ],
  kind: ['loai hinh', 'loai hinh don vi', 'loai don vi', 'khoi'],
  subKind: ['phan loai chi tiet', 'nhom don vi', 'cap hoc'],
  communeCode: ['ma xa', 'ma xa phuong', 'ma xa phuong dac khu', 'ma dvhc'],
  communeName: ['xa', 'xa phuong', 'xa phuong dac khu', 'ten xa', 'ten xa phuong', 'dia ban'],
  managedBy: ['cap quan ly', 'cap ql', 'phan cap quan ly'],
  size: ['quy mo', 'quy mo doanh nghiep'],
  hasParty: ['to chuc dang', 'co to chuc dang', 'dang', 'chi bo'],
  hasUnion: ['cong doan', 'to chuc cong doan'],
  hasMassOrganisations: ['doan the', 'to chuc doan the', 'cac doan the'],
  hasGuards: ['ll bao ve', 'luc luong bao ve', 'bao ve'],
  hasStudents: ['co hoc sinh', 'co hoc sinh sinh vien'],
  isFdi: ['fdi', 'von nuoc ngoai', 'von dau tu nuoc ngoai'],
  subunits: ['so phong ban to', 'so phong ban to doi', 'so phong ban', 'so to'],
  headcount: ['so nguoi', 'tong so nguoi', 'so cbcnv', 'so lao dong', 'so can bo cong nhan vien'],
  students: ['so hoc sinh', 'so hoc sinh sinh vien', 'so hs sv', 'hoc sinh sinh vien'],
  email: ['email don vi', 'thu dien tu don vi', 'email', 'hop thu don vi'],
  officerName: ['can bo dau moi', 'ho ten can bo dau moi', 'dau moi', 'nguoi phu trach'],
  officerEmail: ['email dau moi', 'email can bo dau moi', 'thu dien tu dau moi', 'hop thu dau moi'],
  officerPhone: ['dien thoai', 'so dien thoai', 'dien thoai dau moi', 'sdt', 'dt'],
  secondContactEmail: ['email du phong', 'email lien he thu hai', 'email phu'],
  headName: ['thu truong', 'nguoi dung dau', 'ho ten thu truong', 'ho ten nguoi dung dau'],
  headEmail: ['email thu truong', 'email nguoi dung dau'],
};

const officeFieldOf = new Map(
  (Object.entries(officeHeaders) as [Field, readonly string[]][]).flatMap(([field, names]) =>
    names.map((name) => [name, field] as const),
  ),
);

/** `machine`: the headers this system writes; `office`: Vietnamese headers. */
export type Layout = 'machine' | 'office';

/** Without these columns a list cannot be read; what else is absent is inferred or left empty. */
export const requiredFields: Readonly<Record<Layout, readonly Field[]>> = {
  machine: [
    'code',
    'name',
    'kind',
    'subKind',
    'communeCode',
    'managedBy',
    'size',
    'hasParty',
    'hasUnion',
    'hasMassOrganisations',
    'hasGuards',
    'hasStudents',
    'isFdi',
    'subunits',
    'headcount',
    'email',
    'officerName',
    'officerEmail',
  ],
  office: [
    'name',
    'kind',
    'managedBy',
    'hasParty',
    'hasUnion',
    'hasMassOrganisations',
    'hasGuards',
    'subunits',
    'headcount',
    'email',
    'officerName',
    'officerEmail',
  ],
};

/** A header of the field in the given layout, for messages about a column that is absent. */
export function headerOf(field: Field, layout: Layout): string {
  if (layout === 'machine') {
    return Object.entries(machineHeaders).find(([, each]) => each === field)?.[0] ?? field;
  }
  return officeLabels[field] ?? field;
}

const officeLabels: Partial<Record<Field, string>> = {
  name: 'Tên đơn vị',
  kind: 'Loại hình',
  managedBy: 'Cấp quản lý',
  hasParty: 'Tổ chức Đảng',
  hasUnion: 'Công đoàn',
  hasMassOrganisations: 'Đoàn thể',
  hasGuards: 'LL bảo vệ',
  subunits: 'Số phòng, ban, tổ',
  headcount: 'Số người',
  email: 'Email đơn vị',
  officerName: 'Cán bộ đầu mối',
  officerEmail: 'Email đầu mối',
  communeName: 'Xã, phường, đặc khu',
};

export interface Column {
  readonly index: number;
  /** As printed, white space collapsed. */
  readonly header: string;
}

export interface Header {
  readonly line: number;
  readonly layout: Layout;
  readonly columns: ReadonlyMap<Field, Column>;
  readonly printed: readonly Column[];
  readonly ignored: readonly string[];
  /** Headers that stand twice, or two headers that mean the same column. */
  readonly duplicates: readonly (readonly [Column, Column])[];
}

function fieldOf(cell: Cell, layout: Layout): Field | undefined {
  const text = cleanText(rawText(cell));
  if (layout === 'office') return officeFieldOf.get(fold(text));
  const key = text.toLowerCase();
  return Object.hasOwn(machineHeaders, key) ? machineHeaders[key] : undefined;
}

function readHeader(row: TableRow, layout: Layout): Header {
  const columns = new Map<Field, Column>();
  const printed: Column[] = [];
  const ignored: string[] = [];
  const duplicates: [Column, Column][] = [];
  const byText = new Map<string, Column>();
  row.cells.forEach((cell, index) => {
    const header = cleanText(rawText(cell));
    if (header === '') return;
    const column = { index, header };
    printed.push(column);
    const field = fieldOf(cell, layout);
    const earlier = (field && columns.get(field)) ?? byText.get(fold(header));
    if (earlier) {
      duplicates.push([earlier, column]);
      return;
    }
    byText.set(fold(header), column);
    if (field) columns.set(field, column);
    else ignored.push(header);
  });
  return { line: row.line, layout, columns, printed, ignored, duplicates };
}

/** How far down the header may stand: title rows of a letter come before it. */
export const headerSearchRows = 15;

/**
 * The row that names most known columns among the first rows, the name of the unit and at least two more among them.
 */
export function findHeader(rows: readonly TableRow[]): Header | undefined {
  const candidates = rows
    .filter((row) => row.line <= headerSearchRows)
    .flatMap((row) => [readHeader(row, 'machine'), readHeader(row, 'office')])
    .filter((header) => header.columns.has('name') && header.columns.size >= 3);
  return candidates.reduce<Header | undefined>(
    (best, each) => (best === undefined || each.columns.size > best.columns.size ? each : best),
    undefined,
  );
}
