import {
  type ListDeclaration,
  type ListEntry,
  type ListFault,
  type ListRead,
  problemCode,
  readListFile,
  readListRows,
  type TableFile,
  type TableProblem,
  type TableRow,
  type Values,
} from '#libs/tables';
import { sameNameKey } from '#libs/text';
import { type RosterColumns, rosterList } from './columns.js';
import { Communes, claimsCommune } from './communes.js';
import type {
  InferredField,
  KnownCommune,
  RosterOptions,
  RosterProblem,
  RosterProblemCode,
  RosterResult,
  RosterUnit,
} from './roster.types.js';
import { nameTellsFdi, subKindFromName } from './vocabulary.js';

type Entry = ListEntry<RosterColumns>;

function codeOf(fault: ListFault, field: string | undefined): RosterProblemCode {
  switch (fault) {
    case 'LEGACY_FONT':
      return 'ROSTER.ENCODING';
    case 'UNKNOWN_PLACE':
      return 'ROSTER.UNKNOWN_COMMUNE';
    case 'UNKNOWN_CHOICE':
    case 'BAD_DAY':
      if (field === 'managedBy') return 'ROSTER.UNKNOWN_LEVEL';
      return field === 'size' ? 'ROSTER.UNKNOWN_SIZE' : 'ROSTER.UNKNOWN_KIND';
    default:
      return `ROSTER.${fault}`;
  }
}

const problemOf = ({ fault, field, line, column, message, value }: TableProblem): RosterProblem => ({
  code: problemCode(fault, (own) => codeOf(own, field)),
  row: line,
  column,
  message,
  value,
});

/** Reads a list of units from a file; see `parseRoster`. */
export function readRoster(file: TableFile, options: RosterOptions): RosterResult {
  return new RosterReading(options).result((list) => readListFile(file, list, options.sheet));
}

/**
 * Reads a list of units. The heading is found among the first rows; a faulty row is refused whole with every fault
 * named, the others are kept. Of two rows with the same code, or the same name in the same commune, the first stays.
 * Whether a unit may lie in the caller's area, and whether the standard applies to it, is for the caller to decide.
 */
export function parseRoster(rows: readonly TableRow[], options: RosterOptions): RosterResult {
  return new RosterReading(options).result((list) => readListRows(rows, list));
}

/** One list while it is read. */
class RosterReading {
  private readonly communes: Communes;
  /** The commune of every unit of a list that does not name any. */
  private readonly given: KnownCommune | undefined;
  private readonly lineByCode = new Map<string, number>();
  private readonly lineByName = new Map<string, number>();

  constructor(private readonly options: RosterOptions) {
    this.communes = new Communes(options.communes, options.formerCommunes);
    this.given = options.communes.find(({ code }) => code === options.communeCode);
  }

  result(read: (list: ListDeclaration<RosterColumns>) => ListRead<RosterColumns>): RosterResult {
    const { subKinds } = this.options;
    const list = read(rosterList({ haveDistricts: this.communes.haveDistricts, subKinds }));
    const unreadable = [...list.problems, ...this.placeProblems(list)].map(problemOf);
    if (unreadable.length > 0) return { units: [], problems: unreadable, rowsRead: 0, reading: list.reading };
    const units = list.entries.flatMap((entry) => this.unitOf(entry) ?? []);
    const problems = list.entries.flatMap((entry) => entry.problems.map(problemOf));
    return { units, problems, rowsRead: list.entries.length, reading: list.reading };
  }

  /** Where nothing tells the commune of the units, the list is not read. */
  private placeProblems({ heading, sections }: ListRead<RosterColumns>): readonly TableProblem[] {
    const { communeCode } = this.options;
    if (heading === undefined) return [];
    if (communeCode !== undefined && !this.given) {
      const near = this.communes.nearCodes(communeCode);
      const message = `Không có xã, phường, đặc khu mã "${communeCode}" đã chọn cho danh sách; ${near}.`;
      return [{ fault: 'UNKNOWN_PLACE', message, value: communeCode }];
    }
    const hasColumn = heading.columns.has('communeCode') || heading.columns.has('communeName');
    if (hasColumn || this.given || heading.layout.name === 'machine') return [];
    if (sections.some((title) => claimsCommune(title) || 'commune' in this.communes.named(title))) return [];
    const [column = ''] = heading.layout.columns.communeName.headings;
    const message = `Danh sách không có cột "${column}"; thêm cột này, hoặc chọn xã, phường, đặc khu khi nhập danh sách.`;
    return [{ fault: 'MISSING', line: heading.line, column, message }];
  }

  private unitOf(entry: Entry): RosterUnit | undefined {
    const inferred: InferredField[] = [];
    const commune = this.communeOf(entry, inferred);
    entry.reportExtraCell();
    const isSound = entry.problems.length === 0;
    this.reportRepeated(entry, commune);
    const { values } = entry;
    if (!isSound || values === undefined || commune === undefined) return undefined;
    return this.complete(entry, values, commune, inferred);
  }

  /** Fills in what the list has no column for. */
  private complete(
    entry: Entry,
    { no: _no, communeName: _stated, ...values }: Values<RosterColumns>,
    commune: KnownCommune,
    inferred: InferredField[],
  ): RosterUnit {
    const orInferred = <T>(field: Exclude<InferredField, 'commune'>, value: T | undefined, guess: T): T => {
      if (!entry.has(field)) inferred.push(field);
      return value ?? guess;
    };
    const { name, kind, managedBy } = values;
    return {
      ...values,
      row: entry.line,
      communeCode: commune.code,
      communeName: commune.name,
      subKind: orInferred('subKind', values.subKind, subKindFromName(name, kind, managedBy)),
      size: orInferred('size', values.size, this.options.defaultSize ?? 'vua'),
      hasStudents: orInferred('hasStudents', values.hasStudents, kind === 'co-so-giao-duc'),
      isFdi: orInferred('isFdi', values.isFdi, nameTellsFdi(name)),
      students: orInferred('students', values.students, 0),
      inferred,
    };
  }

  /** By the row's own columns, else by the section it stands in, else as chosen for the whole list. */
  private communeOf(entry: Entry, inferred: InferredField[]): KnownCommune | undefined {
    const { communeCode, communeName } = entry.known;
    if (communeCode !== undefined) return this.communeByCode(entry, communeCode, communeName);
    if (communeName !== undefined) return this.found(entry, this.communes.named(communeName));
    for (const title of [...entry.sections].reverse()) {
      const found = this.communes.named(title);
      if (!('commune' in found) && !claimsCommune(title)) continue;
      inferred.push('commune');
      return this.found(entry, found);
    }
    if (this.given) {
      inferred.push('commune');
      return this.given;
    }
    // A cell that could not be read is named already.
    if (entry.problems.some(({ field }) => field === 'communeCode' || field === 'communeName'))
      return undefined;
    const field = entry.has('communeCode') ? 'communeCode' : 'communeName';
    entry.report(field, 'MISSING', 'Ô để trống; ghi xã, phường, đặc khu của đơn vị.');
    return undefined;
  }

  private communeByCode(entry: Entry, code: string, name: string | undefined): KnownCommune | undefined {
    const found = this.communes.coded(code);
    if (!found) {
      const near = name === undefined ? this.communes.nearCodes(code) : this.communes.suggestion(name);
      const message = `Không có xã, phường, đặc khu mã "${code}"; ${near}.`;
      entry.report('communeCode', 'UNKNOWN_PLACE', message);
      return undefined;
    }
    if (name === undefined || this.communes.nameMatches(name, found)) return found;
    const near = this.communes.suggestion(name);
    const message = `Mã ${code} là ${found.name} nhưng tên ghi "${name}"; sửa mã hoặc tên cho khớp (${near}).`;
    entry.report('communeName', 'UNKNOWN_PLACE', message);
    return undefined;
  }

  private found(entry: Entry, found: ReturnType<Communes['named']>): KnownCommune | undefined {
    if ('commune' in found) return found.commune;
    entry.report('communeName', 'UNKNOWN_PLACE', found.message);
    return undefined;
  }

  /** A row that repeats one before it, also one that was refused for another reason. */
  private reportRepeated(entry: Entry, commune: KnownCommune | undefined): void {
    const { code, name } = entry.known;
    const codeKey = code?.toLowerCase();
    const nameKey = name && commune ? `${commune.code} ${sameNameKey(name)}` : undefined;
    const sameCode = codeKey === undefined ? undefined : this.lineByCode.get(codeKey);
    const sameName = nameKey === undefined ? undefined : this.lineByName.get(nameKey);
    if (sameCode !== undefined) {
      const message = `Mã đơn vị đã có ở dòng ${sameCode}; mỗi đơn vị một dòng, xóa dòng thừa hoặc sửa mã.`;
      entry.report('code', 'DUPLICATE', message);
    }
    if (sameName !== undefined) {
      const message = `Tên đơn vị đã có ở dòng ${sameName} trong cùng xã, phường, đặc khu; xóa dòng thừa hoặc ghi tên phân biệt.`;
      entry.report('name', 'DUPLICATE', message);
    }
    if (codeKey !== undefined && sameCode === undefined) this.lineByCode.set(codeKey, entry.line);
    if (nameKey !== undefined && sameName === undefined) this.lineByName.set(nameKey, entry.line);
  }
}
