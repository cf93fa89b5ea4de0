import type { ManagementLevel, UnitKind, UnitSize } from '#libs/policy';
import type { Column, Field, Header } from './columns.js';
import { findHeader, headerOf, headerSearchRows, requiredFields } from './columns.js';
import type {
  Cell,
  InferredField,
  KnownCommune,
  RosterOptions,
  RosterProblem,
  RosterProblemCode,
  RosterResult,
  RosterUnit,
  TableRow,
} from './roster.types.js';
import {
  cleanText,
  fold,
  hasControlCharacter,
  isPlainEmail,
  looksLikeFormula,
  looksLikeLegacyFont,
  nearestNames,
  rawText,
  sameNameKey,
  shownValue,
} from './text.js';
import {
  countOf,
  flagNames,
  flagOf,
  kindNames,
  kindOf,
  levelNames,
  levelOf,
  nameTellsFdi,
  sizeNames,
  sizeOf,
  subKindFromName,
} from './vocabulary.js';

/** More rows than any province has units; beyond it a list is not read. */
const maxRows = 100_000;
const maxNameLength = 300;

/** Numbers rows from 1, as a spreadsheet does. */
export function numberRows(rows: readonly (readonly Cell[])[]): readonly TableRow[] {
  return rows.map((cells, index) => ({ line: index + 1, cells }));
}

interface Communes {
  readonly byCode: ReadonlyMap<string, KnownCommune>;
  readonly list: readonly KnownCommune[];
  readonly codeLength: number;
}

const communeCore = (name: string): string => fold(name).replace(/^(xa|phuong|dac khu) /, '');

function indexCommunes(list: readonly KnownCommune[]): Communes {
  return {
    byCode: new Map(list.map((each) => [each.code, each])),
    list,
    codeLength: Math.max(0, ...list.map((each) => each.code.length)),
  };
}

const printed = (each: KnownCommune): string => `${each.name} (mã ${each.code})`;

function suggestion(wanted: string, communes: Communes): string {
  const names = nearestNames(
    wanted,
    communes.list.map((each) => each.name),
    3,
  );
  const found = names.flatMap((name) => communes.list.filter((each) => each.name === name)).slice(0, 3);
  if (found.length === 0) return 'kiểm tra lại theo danh mục đơn vị hành chính';
  return `có phải: ${found.map(printed).join('; ')}`;
}

/** Codes one digit away, for a code that was mistyped. */
function nearCodes(code: string, communes: Communes): string {
  const near = communes.list.filter(
    (each) =>
      each.code.length === code.length &&
      [...each.code].filter((digit, index) => digit !== code[index]).length === 1,
  );
  if (near.length === 0) return 'kiểm tra lại theo danh mục đơn vị hành chính';
  return `có phải: ${near.slice(0, 3).map(printed).join('; ')}`;
}

/** One row while it is read: collects the problems of all its cells. */
class RowReader {
  readonly problems: RosterProblem[] = [];
  readonly inferred: InferredField[] = [];

  constructor(
    private readonly row: TableRow,
    private readonly header: Header,
    private readonly isEmail: (text: string) => boolean,
  ) {}

  column(field: Field): Column | undefined {
    return this.header.columns.get(field);
  }

  raw(field: Field): string {
    const column = this.column(field);
    return column ? rawText(this.row.cells[column.index]) : '';
  }

  text(field: Field): string {
    return cleanText(this.raw(field));
  }

  report(field: Field, code: RosterProblemCode, message: string): void {
    const column = this.column(field);
    const value = column ? shownValue(this.row.cells[column.index]) : undefined;
    this.problems.push({
      code,
      row: this.row.line,
      column: column?.header ?? headerOf(field, this.header.layout),
      message,
      value: value === '' ? undefined : value,
    });
  }

  /** A blank cell of a compulsory column; `what` is what to write. */
  private missing(field: Field, what: string): void {
    this.report(field, 'ROSTER.MISSING', `Ô để trống; ghi ${what}.`);
  }

  /** Checks that hold for every text that is stored as it is. */
  private isSafe(field: Field, formulaRefused: boolean): boolean {
    const raw = this.raw(field);
    if (hasControlCharacter(raw)) {
      this.report(
        field,
        'ROSTER.CONTROL_CHARACTER',
        'Ô có ký tự xuống dòng hoặc ký tự điều khiển; viết lại trên một dòng (xóa phần thừa sau chỗ xuống dòng).',
      );
      return false;
    }
    if (formulaRefused && looksLikeFormula(raw)) {
      this.report(
        field,
        'ROSTER.FORMULA',
        'Ô bắt đầu bằng ký tự của công thức (=, +, -, @ hoặc dấu tab); xóa ký tự đó, chỉ để lại chữ.',
      );
      return false;
    }
    if (looksLikeLegacyFont(raw)) {
      this.report(
        field,
        'ROSTER.ENCODING',
        'Ô có vẻ gõ bằng phông cũ (TCVN3, VNI); gõ lại bằng phông Unicode.',
      );
      return false;
    }
    if (raw.length > maxNameLength) {
      this.report(field, 'ROSTER.TOO_LONG', `Ô dài quá ${maxNameLength} ký tự; rút gọn lại.`);
      return false;
    }
    return true;
  }

  name(field: Field, what: string): string | undefined {
    if (this.text(field) === '') {
      this.missing(field, what);
      return undefined;
    }
    if (!this.isSafe(field, true)) return undefined;
    const text = this.text(field);
    if (/\p{L}/u.test(text)) return text;
    this.report(field, 'ROSTER.MISSING', `Ô không có chữ nào; ghi ${what}.`);
    return undefined;
  }

  optionalName(field: Field, what: string): string | undefined {
    return this.text(field) === '' ? undefined : this.name(field, what);
  }

  /** Kept as text, whatever it starts with. */
  optionalText(field: Field): string | undefined {
    const text = this.text(field);
    return text !== '' && this.isSafe(field, false) ? text : undefined;
  }

  email(field: Field, what: string): string | undefined {
    if (this.text(field) === '') {
      this.missing(field, what);
      return undefined;
    }
    if (!this.isSafe(field, true)) return undefined;
    const text = this.text(field);
    if (this.isEmail(text)) return text;
    const several = /[,;\s]/.test(text) ? ' (mỗi ô chỉ một địa chỉ)' : '';
    this.report(
      field,
      'ROSTER.BAD_EMAIL',
      `"${text}" không phải địa chỉ thư điện tử${several}; ghi dạng ten@tenmien.vn.`,
    );
    return undefined;
  }

  optionalEmail(field: Field, what: string): string | undefined {
    return this.text(field) === '' ? undefined : this.email(field, what);
  }

  oneOf<T>(
    field: Field,
    find: (text: string) => T | undefined,
    code: RosterProblemCode,
    choices: string,
  ): T | undefined {
    const text = this.text(field);
    if (text === '') {
      this.missing(field, choices);
      return undefined;
    }
    const found = find(text);
    if (found === undefined) this.report(field, code, `Không hiểu "${text}"; ghi ${choices}.`);
    return found;
  }

  flag(field: Field): boolean | undefined {
    const text = this.text(field);
    if (text === '' && this.header.layout === 'machine') {
      this.missing(field, '1 nếu có, 0 nếu không');
      return undefined;
    }
    const found = flagOf(text);
    if (found === undefined) this.report(field, 'ROSTER.BAD_FLAG', `Không hiểu "${text}"; ghi ${flagNames}.`);
    return found;
  }

  count(field: Field): number | undefined {
    const text = this.text(field);
    if (text === '') {
      this.missing(field, 'một số nguyên từ 0 trở lên');
      return undefined;
    }
    const found = countOf(text);
    if (found === undefined) {
      this.report(
        field,
        'ROSTER.BAD_NUMBER',
        `"${text}" không phải số nguyên từ 0 trở lên; ghi bằng chữ số, ví dụ 12.`,
      );
    }
    return found;
  }

  code(): string | undefined {
    if (!this.column('code')) return undefined;
    const text = this.text('code');
    if (text === '') {
      if (this.header.layout === 'machine') this.missing('code', 'mã đơn vị');
      return undefined;
    }
    if (/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/.test(text)) return text;
    this.report(
      'code',
      'ROSTER.BAD_CODE',
      'Mã đơn vị chỉ gồm chữ không dấu, chữ số, dấu chấm, gạch ngang, tối đa 40 ký tự; sửa lại mã.',
    );
    return undefined;
  }

  commune(communes: Communes, given: KnownCommune | undefined): KnownCommune | undefined {
    const code = this.text('communeCode');
    const name = this.text('communeName');
    if (code !== '') return this.communeByCode(code, name, communes);
    if (name !== '') return this.communeByName(name, communes);
    if (given) {
      this.inferred.push('commune');
      return given;
    }
    const field = this.column('communeCode') ? 'communeCode' : 'communeName';
    this.missing(field, 'xã, phường, đặc khu của đơn vị');
    return undefined;
  }

  private communeByCode(code: string, name: string, communes: Communes): KnownCommune | undefined {
    // A spreadsheet drops the zeros a code starts with.
    const found = communes.byCode.get(code) ?? communes.byCode.get(code.padStart(communes.codeLength, '0'));
    if (!found) {
      const near = name === '' ? nearCodes(code, communes) : suggestion(name, communes);
      this.report(
        'communeCode',
        'ROSTER.UNKNOWN_COMMUNE',
        `Không có xã, phường, đặc khu mã "${code}"; ${near}.`,
      );
      return undefined;
    }
    if (name === '' || communeCore(name) === communeCore(found.name)) return found;
    this.report(
      'communeName',
      'ROSTER.UNKNOWN_COMMUNE',
      `Mã ${code} là ${found.name} nhưng tên ghi "${name}"; sửa mã hoặc tên cho khớp (${suggestion(name, communes)}).`,
    );
    return undefined;
  }

  private communeByName(name: string, communes: Communes): KnownCommune | undefined {
    const exact = communes.list.filter((each) => sameNameKey(each.name) === sameNameKey(name));
    const blind = communes.list.filter((each) => fold(each.name) === fold(name));
    const core = communes.list.filter((each) => communeCore(each.name) === fold(name));
    const found = [exact, blind, core].find((each) => each.length > 0) ?? [];
    const [only] = found;
    if (only && found.length === 1) return only;
    const near = only
      ? `trùng tên, ghi thêm mã: ${found.map(printed).join('; ')}`
      : suggestion(name, communes);
    this.report(
      'communeName',
      'ROSTER.UNKNOWN_COMMUNE',
      `Không xác định được xã, phường, đặc khu "${name}"; ${near}.`,
    );
    return undefined;
  }

  /** The value of an optional column, or what stands for it where the list has no such column. */
  orInferred<T>(field: Field & InferredField, read: () => T | undefined, inferred: T): T | undefined {
    if (this.column(field)) return read();
    this.inferred.push(field);
    return inferred;
  }

  /** A filled cell right of the last header: usually a separator inside an unquoted text has moved the cells. */
  extraCell(): void {
    const last = Math.max(...this.header.printed.map((each) => each.index));
    const at = this.row.cells.findIndex((cell, index) => index > last && cleanText(rawText(cell)) !== '');
    if (at === -1) return;
    this.problems.push({
      code: 'ROSTER.EXTRA_CELL',
      row: this.row.line,
      message:
        `Dòng có ô thứ ${at + 1} nằm ngoài các cột của tiêu đề; xóa ô thừa, hoặc đặt chữ có dấu phân cách ` +
        'trong dấu ngoặc kép.',
      value: shownValue(this.row.cells[at]),
    });
  }
}

/** What a row below the header is. */
function natureOf(row: TableRow, header: Header): 'unit' | 'other' | 'blank' {
  const texts = row.cells.map((cell) => cleanText(rawText(cell)));
  const filledCells = texts.filter((text) => text !== '');
  if (filledCells.length === 0) return 'blank';
  if (header.layout === 'machine') return 'unit';

  const at = (field: Field): string => {
    const column = header.columns.get(field);
    return column ? (texts[column.index] ?? '') : '';
  };
  const [no, name] = [at('no'), at('name')];
  const filled = [...header.columns.keys()].filter((field) => field !== 'no' && at(field) !== '');

  const ordinals = filledCells.map((text) => Number(/^\(?(\d+)\)?$/.exec(text)?.[1] ?? Number.NaN));
  if (ordinals.length >= 3 && ordinals.every((value, index) => value === index + 1)) return 'other';
  if (at('kind') === '' && at('email') === '' && /^(tong cong|tong so|tong|cong)\b/.test(fold(name || no)))
    return 'other';
  const unnumbered = header.columns.has('no') && !/\d/.test(no);
  if (unnumbered && at('kind') === '' && at('managedBy') === '' && filled.length <= 3) return 'other';
  if (name === '' && no === '' && filled.length <= 2) return 'other';
  return 'unit';
}

interface Draft {
  readonly unit?: RosterUnit | undefined;
  readonly problems: readonly RosterProblem[];
  /** What a later row may repeat, also where this row is refused for another reason. */
  readonly code?: string | undefined;
  readonly nameKey?: string | undefined;
}

function readRow(
  reader: RowReader,
  row: TableRow,
  communes: Communes,
  given: KnownCommune | undefined,
  options: RosterOptions,
): Draft {
  const known = options.subKinds;
  const knownSubKind = (text: string): string | undefined => {
    const key = text.toLowerCase();
    const sound = known ? known.includes(key) : /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(key);
    return sound ? key : undefined;
  };
  const subKindChoices = known
    ? `một trong: ${known.join(', ')}`
    : 'mã nhóm chỉ gồm chữ không dấu và gạch ngang';

  const code = reader.code();
  const name = reader.name('name', 'tên đơn vị');
  const kind: UnitKind | undefined = reader.oneOf('kind', kindOf, 'ROSTER.UNKNOWN_KIND', kindNames);
  const hasDistricts = communes.list.some(({ districtCode }) => districtCode !== undefined);
  const managedBy: ManagementLevel | undefined = reader.oneOf(
    'managedBy',
    (text) => (levelOf(text) === 'huyen' && !hasDistricts ? undefined : levelOf(text)),
    'ROSTER.UNKNOWN_LEVEL',
    levelNames(hasDistricts),
  );
  const commune = reader.commune(communes, given);
  const subKind = reader.orInferred(
    'subKind',
    () => reader.oneOf('subKind', knownSubKind, 'ROSTER.UNKNOWN_KIND', subKindChoices),
    name && kind && managedBy ? subKindFromName(name, kind, managedBy) : '',
  );
  const size: UnitSize | undefined = reader.orInferred(
    'size',
    () => reader.oneOf('size', sizeOf, 'ROSTER.UNKNOWN_SIZE', sizeNames),
    options.defaultSize ?? 'vua',
  );
  const hasParty = reader.flag('hasParty');
  const hasUnion = reader.flag('hasUnion');
  const hasMassOrganisations = reader.flag('hasMassOrganisations');
  const hasGuards = reader.flag('hasGuards');
  const hasStudents = reader.orInferred(
    'hasStudents',
    () => reader.flag('hasStudents'),
    kind === 'co-so-giao-duc',
  );
  const isFdi = reader.orInferred(
    'isFdi',
    () => reader.flag('isFdi'),
    name !== undefined && nameTellsFdi(name),
  );
  const subunits = reader.count('subunits');
  const headcount = reader.count('headcount');
  const students = reader.orInferred(
    'students',
    () => (reader.text('students') === '' ? 0 : reader.count('students')),
    0,
  );
  const email = reader.email('email', 'địa chỉ thư điện tử của đơn vị');
  const officerName = reader.name('officerName', 'họ tên cán bộ đầu mối');
  const officerEmail = reader.email('officerEmail', 'địa chỉ thư điện tử của cán bộ đầu mối');
  const officerPhone = reader.optionalText('officerPhone');
  const secondContactEmail = reader.optionalEmail(
    'secondContactEmail',
    'địa chỉ thư điện tử liên hệ thứ hai',
  );
  const headName = reader.optionalName('headName', 'họ tên thủ trưởng');
  const headEmail = reader.optionalEmail('headEmail', 'địa chỉ thư điện tử của thủ trưởng');
  reader.extraCell();

  const repeated = {
    code: code?.toLowerCase(),
    nameKey: name && commune ? `${commune.code} ${sameNameKey(name)}` : undefined,
  };
  if (
    reader.problems.length > 0 ||
    name === undefined ||
    kind === undefined ||
    managedBy === undefined ||
    commune === undefined ||
    subKind === undefined ||
    size === undefined ||
    hasParty === undefined ||
    hasUnion === undefined ||
    hasMassOrganisations === undefined ||
    hasGuards === undefined ||
    hasStudents === undefined ||
    isFdi === undefined ||
    subunits === undefined ||
    headcount === undefined ||
    students === undefined ||
    email === undefined ||
    officerName === undefined ||
    officerEmail === undefined
  ) {
    return { problems: reader.problems, ...repeated };
  }
  const unit: RosterUnit = {
    row: row.line,
    code,
    name,
    kind,
    subKind,
    communeCode: commune.code,
    communeName: commune.name,
    managedBy,
    size,
    hasParty,
    hasUnion,
    hasMassOrganisations,
    hasGuards,
    hasStudents,
    isFdi,
    subunits,
    headcount,
    students,
    email,
    officerName,
    officerEmail,
    officerPhone,
    secondContactEmail,
    headName,
    headEmail,
    inferred: reader.inferred,
  };
  return { unit, problems: [], ...repeated };
}

const refused = (problems: readonly RosterProblem[], header?: Header): RosterResult => ({
  units: [],
  problems,
  rowsRead: 0,
  skipped: [],
  ignoredColumns: header?.ignored ?? [],
});

/** Faults of the header or the options that make the whole list unreadable. */
function headerProblems(
  header: Header,
  options: RosterOptions,
  given: KnownCommune | undefined,
  communes: Communes,
): readonly RosterProblem[] {
  if (header.duplicates.length > 0) {
    return header.duplicates.map(([first, second]) => ({
      code: 'ROSTER.DUPLICATE_HEADER',
      row: header.line,
      column: second.header,
      message:
        `Tiêu đề "${second.header}" (cột thứ ${second.index + 1}) trùng nghĩa với "${first.header}" ` +
        `(cột thứ ${first.index + 1}); chỉ giữ một cột hoặc đổi tên cột.`,
      value: second.header,
    }));
  }
  const missing = requiredFields[header.layout].filter((field) => !header.columns.has(field));
  const problems: RosterProblem[] = missing.map((field) => {
    const column = headerOf(field, header.layout);
    const message = `Danh sách thiếu cột "${column}"; thêm cột này ở dòng tiêu đề (dòng ${header.line}).`;
    return { code: 'ROSTER.MISSING', row: header.line, column, message };
  });
  if (options.communeCode !== undefined && !given) {
    const near = nearCodes(options.communeCode, communes);
    const message = `Không có xã, phường, đặc khu mã "${options.communeCode}" đã chọn cho danh sách; ${near}.`;
    problems.push({ code: 'ROSTER.UNKNOWN_COMMUNE', message, value: options.communeCode });
  }
  const hasColumn = header.columns.has('communeCode') || header.columns.has('communeName');
  if (header.layout === 'office' && !hasColumn && options.communeCode === undefined) {
    const column = headerOf('communeName', 'office');
    const message = `Danh sách không có cột "${column}"; thêm cột này, hoặc chọn xã, phường, đặc khu khi nhập danh sách.`;
    problems.push({ code: 'ROSTER.MISSING', row: header.line, column, message });
  }
  return problems;
}

/**
 * Reads a list of units. The header is found among the first rows; a faulty row is refused whole with every fault
 * named, the others are kept. Of two rows with the same code, or the same name in the same commune, the first stays.
 * Whether a unit may lie in the caller's area, and whether the standard applies to it, is for the caller to decide.
 */
export function parseRoster(rows: readonly TableRow[], options: RosterOptions): RosterResult {
  if (rows.length > maxRows) {
    const message = `Danh sách có ${rows.length} dòng, quá ${maxRows} dòng; xóa các dòng trống thừa hoặc chia nhỏ tệp.`;
    return refused([{ code: 'ROSTER.TOO_LARGE', message }]);
  }
  const header = findHeader(rows);
  if (!header) {
    const message =
      `Không tìm thấy dòng tiêu đề trong ${headerSearchRows} dòng đầu; cần một dòng có các cột như ` +
      '"Tên đơn vị", "Loại hình", "Cấp quản lý", "Email đầu mối".';
    return refused([{ code: 'ROSTER.NO_HEADER', message }]);
  }
  const communes = indexCommunes(options.communes);
  const given = options.communeCode === undefined ? undefined : communes.byCode.get(options.communeCode);
  const unreadable = headerProblems(header, options, given, communes);
  if (unreadable.length > 0) return refused(unreadable, header);

  const units: RosterUnit[] = [];
  const problems: RosterProblem[] = [];
  const skipped: { row: number; text: string }[] = [];
  const rowByCode = new Map<string, number>();
  const rowByName = new Map<string, number>();
  let rowsRead = 0;

  for (const row of rows) {
    if (row.line <= header.line) continue;
    const nature = natureOf(row, header);
    if (nature === 'other') {
      const text = row.cells.map((cell) => cleanText(rawText(cell))).filter((each) => each !== '');
      skipped.push({ row: row.line, text: shownValue(text.join(' · ')) });
    }
    if (nature !== 'unit') continue;
    rowsRead += 1;

    const reader = new RowReader(row, header, options.isEmail ?? isPlainEmail);
    const draft = readRow(reader, row, communes, given, options);
    const sameCode = draft.code === undefined ? undefined : rowByCode.get(draft.code);
    const sameName = draft.nameKey === undefined ? undefined : rowByName.get(draft.nameKey);
    if (sameCode !== undefined) {
      reader.report(
        'code',
        'ROSTER.DUPLICATE',
        `Mã đơn vị đã có ở dòng ${sameCode}; mỗi đơn vị một dòng, xóa dòng thừa hoặc sửa mã.`,
      );
    }
    if (sameName !== undefined) {
      reader.report(
        'name',
        'ROSTER.DUPLICATE',
        `Tên đơn vị đã có ở dòng ${sameName} trong cùng xã, phường, đặc khu; xóa dòng thừa hoặc ghi tên phân biệt.`,
      );
    }
    if (draft.code !== undefined && sameCode === undefined) rowByCode.set(draft.code, row.line);
    if (draft.nameKey !== undefined && sameName === undefined) rowByName.set(draft.nameKey, row.line);

    problems.push(...reader.problems);
    if (draft.unit && reader.problems.length === 0) units.push(draft.unit);
  }
  return { units, problems, rowsRead, skipped, ignoredColumns: header.ignored };
}
