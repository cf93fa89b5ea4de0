import type { Scope } from '#libs/access';
import type { ActorRole, UnitKind } from '#libs/policy';
import {
  type Column,
  type Columns,
  day,
  email,
  type ListDeclaration,
  type ListEntry,
  type NeededColumn,
  name,
  oneOf,
  optional,
  phone,
  plainText,
  readListFile,
  required,
  type TableFile,
} from '#libs/tables';
import { fold, sameNameKey } from '#libs/text';
import { AreaNames, type Places } from './area-names.js';
import { type ListResult, listResult } from './list-result.js';

/** How lists call a role, the first as it is named to people, folded for comparison. */
const ROLE_WORDS: Readonly<Record<ActorRole, readonly string[]>> = {
  'unit-officer': ['Cán bộ đầu mối', 'Đầu mối', 'Văn thư', 'unit-officer'],
  'unit-head': ['Thủ trưởng', 'Thủ trưởng đơn vị', 'Người đứng đầu', 'Hiệu trưởng', 'Giám đốc', 'unit-head'],
  appraiser: ['Thẩm định', 'Cơ quan thẩm định', 'Công an', 'appraiser'],
  'deciding-body': ['Quyết định công nhận', 'Cơ quan quyết định công nhận', 'UBND', 'deciding-body'],
  supervisor: ['Theo dõi', 'Ban Chỉ đạo 138', 'Chỉ đạo', 'supervisor'],
  administrator: ['Quản trị', 'Quản trị hệ thống', 'administrator'],
  auditor: ['Kiểm tra viên', 'Kiểm tra', 'auditor'],
  operator: ['Vận hành', 'operator'],
  screen: ['Màn hình', 'Màn hình theo dõi', 'screen'],
};
const ROLES = Object.keys(ROLE_WORDS) as ActorRole[];
const ROLE_NAMES = ROLES.map((role) => `"${ROLE_WORDS[role][0] ?? role}"`).join(', ');

const roleOf = (text: string): ActorRole | undefined =>
  ROLES.find((role) => ROLE_WORDS[role].some((word) => fold(word) === fold(text)));

/** What an office must do for whoever acts for it in this role, and which kind of office an area has for it. */
const WORK_OF: Readonly<Partial<Record<ActorRole, { readonly duty: string; readonly kind: string }>>> = {
  appraiser: { duty: 'appraises', kind: '-police' },
  'deciding-body': { duty: 'decides', kind: '-committee' },
  supervisor: { duty: 'supervises', kind: '-steering' },
};

interface PeopleColumns extends Columns {
  readonly no: Column<string | undefined>;
  readonly name: NeededColumn<string>;
  readonly email: NeededColumn<string>;
  readonly telephone: Column<string | undefined>;
  readonly role: NeededColumn<ActorRole>;
  readonly place: NeededColumn<string>;
  readonly from: NeededColumn<string>;
  readonly to: Column<string | undefined>;
  readonly paper: NeededColumn<string>;
  readonly endPaper: Column<string | undefined>;
}

const columns: PeopleColumns = {
  no: { headings: ['STT', 'TT', 'Số TT', 'Số thứ tự'], needed: false, read: optional(plainText) },
  name: {
    headings: ['Họ và tên', 'Họ tên', 'Tên', 'name'],
    needed: true,
    read: name('họ và tên hoặc chức danh'),
  },
  email: {
    headings: ['Thư điện tử', 'Email', 'Hộp thư', 'email'],
    needed: true,
    read: email('thư điện tử, để mời và đăng nhập'),
  },
  telephone: {
    headings: ['Điện thoại', 'Số điện thoại', 'SĐT', 'telephone'],
    needed: false,
    read: optional(phone),
  },
  role: { headings: ['Vai trò', 'role'], needed: true, read: oneOf(roleOf, `một trong: ${ROLE_NAMES}`) },
  // Blank in the rows of roles of the whole province.
  place: {
    headings: ['Nơi làm việc', 'Mã đơn vị, cơ quan', 'Mã đơn vị', 'Mã cơ quan', 'Đơn vị, cơ quan', 'place'],
    needed: true,
    read: plainText,
  },
  from: {
    headings: ['Từ ngày', 'Ngày bắt đầu', 'from'],
    needed: true,
    read: required(day, 'ngày bắt đầu, dạng 05/01/2026'),
  },
  to: { headings: ['Đến hết ngày', 'Đến ngày', 'to'], needed: false, read: optional(day) },
  paper: {
    headings: ['Văn bản giao', 'Văn bản', 'Quyết định', 'paper'],
    needed: true,
    read: required(plainText, 'văn bản giao vai trò, ví dụ QĐ 12/QĐ-UBND ngày 05/01/2026'),
  },
  endPaper: {
    headings: ['Thôi theo văn bản', 'Văn bản thôi giao', 'Văn bản chấm dứt', 'end_paper'],
    needed: false,
    read: optional(plainText),
  },
};

const peopleList: ListDeclaration<PeopleColumns> = {
  layouts: [{ name: 'people', columns, anchors: ['name', 'role'], least: 4 }],
  limits: { rows: 50_000, columns: 200, cells: 1_000_000 },
  marks: () => ({ ordinal: 'no', name: 'name', identity: ['email'], details: ['role'] }),
  expected:
    'cần một dòng có các cột như "Họ và tên", "Thư điện tử", "Vai trò", "Nơi làm việc", "Văn bản giao".',
};

/** An office as far as roles are given at it. */
export interface KnownOffice {
  readonly code: string;
  readonly kind: string;
  readonly name: string;
  readonly areaCode?: string;
  readonly duties: readonly string[];
}

/** Where the people of a list may work. */
export interface PeoplePlaces extends Places {
  readonly offices: readonly KnownOffice[];
  readonly unitCodes: readonly string[];
}

/** A role at a place that a row gives to a person, or ends. */
export interface PersonLine {
  /** Row as in the file, from 1. */
  readonly line: number;
  readonly name: string;
  /** In small letters. */
  readonly email: string;
  readonly telephone?: string;
  readonly role: ActorRole;
  readonly scope: Scope;
  readonly officeCode?: string;
  readonly from: string;
  readonly to?: string;
  readonly paper: string;
  /** The paper by which the role ends; absent where it is given. */
  readonly endPaper?: string;
}

/** A person of a list: two people may have one mailbox, so the name counts as well. */
export const personKey = ({ name: named, email: address }: Pick<PersonLine, 'email' | 'name'>): string =>
  `${address} ${sameNameKey(named)}`;

/** Reads a list of people and their roles from a file. Every fault of a row is named with its column. */
export function readPeopleFile(
  file: TableFile,
  places: PeoplePlaces,
  sheet?: string,
): ListResult<PersonLine> {
  const list = readListFile(file, peopleList, sheet);
  const taking = new Taking(places);
  return listResult(list, 'PEOPLE', (entry) => taking.take(entry));
}

type Placed = Pick<PersonLine, 'officeCode' | 'scope'>;
type Found = Placed | { readonly message: string };

/** One list while its rows are taken. */
class Taking {
  private readonly areas: AreaNames;
  private readonly units: ReadonlyMap<string, string>;
  private readonly offices: ReadonlyMap<string, KnownOffice>;
  private readonly lines = new Map<string, number>();

  constructor(private readonly places: PeoplePlaces) {
    this.areas = new AreaNames(places);
    this.units = new Map(places.unitCodes.map((code) => [code.toLowerCase(), code]));
    this.offices = new Map(places.offices.map((office) => [office.code.toLowerCase(), office]));
  }

  take(entry: ListEntry<PeopleColumns>): PersonLine | undefined {
    const { role, place, from, to } = entry.known;
    const placed = role === undefined || place === undefined ? undefined : this.placed(entry, role, place);
    if (from !== undefined && to !== undefined && to < from)
      entry.report('to', 'BAD_DAY', 'Ngày cuối không được trước ngày bắt đầu.');
    entry.reportExtraCell();
    const { values } = entry;
    if (values === undefined || placed === undefined) return undefined;
    const { no: _no, place: _place, ...said } = values;
    const line = { ...said, ...placed, line: entry.line, email: said.email.toLowerCase() };
    return this.isRepeated(entry, line) ? undefined : line;
  }

  private placed(entry: ListEntry<PeopleColumns>, role: ActorRole, place: string): Placed | undefined {
    const found = this.placeOf(role, place);
    if (!('message' in found)) return found;
    entry.report('place', place === '' ? 'MISSING' : 'UNKNOWN_PLACE', found.message);
    return undefined;
  }

  private placeOf(role: ActorRole, place: string): Found {
    if (role === 'unit-officer' || role === 'unit-head') return this.unitOf(place);
    const work = WORK_OF[role];
    const office = this.offices.get(place.toLowerCase());
    if (work !== undefined) return this.officeFor(place, work, office);
    if (office === undefined) return this.areaOf(place);
    return role === 'administrator' || role === 'operator'
      ? { message: `Vai trò này đi với một địa bàn, không đi với cơ quan "${place}"; để trống nếu cả tỉnh.` }
      : this.sightOf(office);
  }

  private unitOf(place: string): Found {
    if (place === '') return { message: 'Ô để trống; ghi mã đơn vị.' };
    const unitId = this.units.get(place.toLowerCase());
    if (unitId !== undefined) return { scope: { level: 'unit', unitId } };
    const near = [...this.units].find(([key]) => key.replace(/^0+/, '') === place.toLowerCase());
    const asked = near === undefined ? 'xem lại mã trong danh sách đơn vị' : `có phải: ${near[1]}`;
    return { message: `Không có đơn vị mã "${place}"; ${asked}.` };
  }

  /** The office that is named, or the one for that work in the area that is named. */
  private officeFor(
    place: string,
    { duty, kind }: { readonly duty: string; readonly kind: string },
    named: KnownOffice | undefined,
  ): Found {
    if (named !== undefined) {
      return named.duties.some((each) => each.split(':')[0] === duty)
        ? { ...this.sightOf(named), officeCode: named.code }
        : { message: `Cơ quan "${named.name}" không làm việc của vai trò này; ghi cơ quan khác.` };
    }
    const area = this.areas.codeOf(place);
    if ('message' in area) return { message: `Không có cơ quan mã "${place}". ${area.message}` };
    const office = this.places.offices.find(
      (each) => each.areaCode === area.code && each.kind.endsWith(kind) && each.duties.includes(duty),
    );
    if (office !== undefined) return { ...this.sightOf(office), officeCode: office.code };
    return {
      message: 'Địa bàn này chưa có cơ quan làm việc của vai trò này; nhập danh sách cơ quan trước.',
    };
  }

  private areaOf(place: string): Found {
    const area = this.areas.codeOf(place);
    return 'message' in area ? area : { scope: this.scopeAt(area.code) };
  }

  /** What an office sees: its area, or as a body of a sector the units of one kind. */
  private sightOf({ areaCode, duties }: KnownOffice): Placed {
    const kind = duties.find((duty) => duty.startsWith('supervises:'))?.split(':')[1];
    if (kind === undefined) return { scope: this.scopeAt(areaCode ?? '') };
    const provinceCode = this.places.province.code;
    return { scope: { level: 'sector', provinceCode, unitKind: kind as UnitKind } };
  }

  private scopeAt(code: string): Scope {
    const { province } = this.places;
    return code === province.code
      ? { level: 'tinh', provinceCode: code }
      : { level: 'xa', communeCode: code };
  }

  /** One row for each role of a person at a place. */
  private isRepeated(entry: ListEntry<PeopleColumns>, person: PersonLine): boolean {
    const key = `${personKey(person)} ${person.role} ${JSON.stringify(person.scope)} ${person.officeCode ?? ''} ${person.endPaper ?? ''}`;
    const earlier = this.lines.get(key);
    if (earlier === undefined) {
      this.lines.set(key, entry.line);
      return false;
    }
    entry.report('role', 'DUPLICATE', `Vai trò này của người này đã có ở dòng ${earlier}; xóa dòng thừa.`);
    return true;
  }
}
