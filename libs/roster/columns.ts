import type { ManagementLevel } from '#libs/policy';
import {
  type CellReader,
  type Column,
  code,
  email,
  type Layout,
  type ListDeclaration,
  type NeededColumn,
  name,
  oneOf,
  optional,
  optionalEmail,
  phone,
  plainText,
  required,
  textOf,
  whole,
  yesNo,
} from '#libs/tables';
import { kindNames, kindOf, levelNames, levelOf, sizeNames, sizeOf } from './vocabulary.js';

/** `machine`: the headings this system writes; `office`: those of Vietnamese offices. */
type LayoutName = 'machine' | 'office';

/** What the readers of a list depend on. */
export interface RosterWords {
  readonly haveDistricts: boolean;
  /** Sub-kinds the rules know; any key of letters and hyphens passes where they are not stated. */
  readonly subKinds: readonly string[] | undefined;
}

export type RosterColumns = ReturnType<typeof columns>;

/** Headings by layout: the one of this system, and those that offices write, the first as it is named to people. */
type Headings = readonly [machine: string | undefined, ...office: string[]];

const wholeCount = required(whole, 'một số nguyên từ 0 trở lên');

/** Nothing stated counts as none. */
const wholeOrNone: CellReader<number> = (cell) => (textOf(cell).trim() === '' ? { value: 0 } : whole(cell));

function subKindReader(known: readonly string[] | undefined): CellReader<string> {
  const find = (text: string): string | undefined => {
    const key = text.toLowerCase();
    const isSound = known ? known.includes(key) : /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(key);
    return isSound ? key : undefined;
  };
  const choices = known ? `một trong: ${known.join(', ')}` : 'mã nhóm chỉ gồm chữ không dấu và gạch ngang';
  return oneOf(find, choices);
}

function levelReader(haveDistricts: boolean): CellReader<ManagementLevel> {
  const find = (text: string) => {
    const level = levelOf(text);
    return level === 'huyen' && !haveDistricts ? undefined : level;
  };
  return oneOf(find, levelNames(haveDistricts));
}

function columns(layout: LayoutName, { haveDistricts, subKinds }: RosterWords) {
  const isMachine = layout === 'machine';
  const headings = ([machine, ...office]: Headings) =>
    isMachine ? (machine === undefined ? [] : [machine]) : office;
  /** A column that every list has. */
  const needed = <T>(names: Headings, read: CellReader<T>): NeededColumn<T> => ({
    headings: headings(names),
    needed: true,
    read,
  });
  /** A column that this system always writes and offices may leave out. */
  const written = <T>(names: Headings, read: CellReader<T>): Column<T> => ({
    headings: headings(names),
    needed: isMachine,
    read,
  });
  const spare = <T>(names: Headings, read: CellReader<T>): Column<T> => ({
    headings: headings(names),
    needed: false,
    read,
  });
  const flag = isMachine ? required(yesNo(), '1 nếu có, 0 nếu không') : yesNo();
  return {
    no: spare([undefined, 'STT', 'TT', 'Số TT', 'Số thứ tự'], optional(plainText)),
    code: written(
      ['unit_code', 'Mã đơn vị', 'Mã ĐV', 'Mã số đơn vị'],
      isMachine ? required(code, 'mã đơn vị') : optional(code),
    ),
    name: needed(
      [
        'unit_name',
        'Tên đơn vị',
        'Đơn vị',
        'Tên cơ quan, đơn vị',
        'Tên cơ quan',
        'Tên cơ sở',
        'Tên cơ quan, doanh nghiệp, cơ sở giáo dục',
      ],
      name('tên đơn vị'),
    ),
    kind: needed(['kind', 'Loại hình', 'Loại hình đơn vị', 'Loại đơn vị', 'Khối'], oneOf(kindOf, kindNames)),
    managedBy: needed(
      ['managed_by', 'Cấp quản lý', 'Cấp QL', 'Phân cấp quản lý'],
      levelReader(haveDistricts),
    ),
    communeCode: written(
      ['commune_code', 'Mã xã', 'Mã xã, phường', 'Mã xã, phường, đặc khu', 'Mã ĐVHC'],
      optional(plainText),
    ),
    communeName: spare(
      ['commune_name', 'Xã, phường, đặc khu', 'Xã', 'Xã, phường', 'Tên xã', 'Tên xã, phường', 'Địa bàn'],
      optional(plainText),
    ),
    superior: spare(
      ['superior', 'Cơ quan chủ quản', 'Đơn vị chủ quản', 'Cơ quan cấp trên', 'Cấp trên trực tiếp'],
      optional(name('tên cơ quan chủ quản')),
    ),
    subKind: written(['sub_kind', 'Phân loại chi tiết', 'Nhóm đơn vị', 'Cấp học'], subKindReader(subKinds)),
    size: written(['size', 'Quy mô', 'Quy mô doanh nghiệp'], oneOf(sizeOf, sizeNames)),
    hasParty: needed(['has_party', 'Tổ chức Đảng', 'Có tổ chức Đảng', 'Đảng', 'Chi bộ'], flag),
    hasUnion: needed(['has_union', 'Công đoàn', 'Tổ chức công đoàn'], flag),
    hasMassOrganisations: needed(
      ['has_mass_organisations', 'Đoàn thể', 'Tổ chức đoàn thể', 'Các đoàn thể'],
      flag,
    ),
    hasGuards: needed(['has_guards', 'LL bảo vệ', 'Lực lượng bảo vệ', 'Bảo vệ'], flag),
    hasStudents: written(['has_students', 'Có học sinh', 'Có học sinh, sinh viên'], flag),
    isFdi: written(['is_fdi', 'FDI', 'Vốn nước ngoài', 'Vốn đầu tư nước ngoài'], flag),
    subunits: needed(
      ['subunits', 'Số phòng, ban, tổ', 'Số phòng, ban, tổ, đội', 'Số phòng ban', 'Số tổ'],
      wholeCount,
    ),
    headcount: needed(
      ['headcount', 'Số người', 'Tổng số người', 'Số CBCNV', 'Số lao động', 'Số cán bộ, công nhân viên'],
      wholeCount,
    ),
    students: spare(
      ['students', 'Số học sinh', 'Số học sinh, sinh viên', 'Số HS, SV', 'Học sinh, sinh viên'],
      wholeOrNone,
    ),
    email: needed(
      ['unit_email', 'Email đơn vị', 'Thư điện tử đơn vị', 'Email', 'Hộp thư đơn vị'],
      email('địa chỉ thư điện tử của đơn vị'),
    ),
    officerName: needed(
      ['officer_name', 'Cán bộ đầu mối', 'Họ tên cán bộ đầu mối', 'Đầu mối', 'Người phụ trách'],
      name('họ tên cán bộ đầu mối'),
    ),
    officerEmail: needed(
      ['officer_email', 'Email đầu mối', 'Email cán bộ đầu mối', 'Thư điện tử đầu mối', 'Hộp thư đầu mối'],
      email('địa chỉ thư điện tử của cán bộ đầu mối'),
    ),
    officerPhone: spare(
      ['officer_phone', 'Điện thoại', 'Số điện thoại', 'Điện thoại đầu mối', 'SĐT', 'ĐT'],
      optional(phone),
    ),
    secondContactEmail: spare(
      ['second_contact_email', 'Email dự phòng', 'Email liên hệ thứ hai', 'Email phụ'],
      optionalEmail('địa chỉ thư điện tử liên hệ thứ hai'),
    ),
    headName: spare(
      ['head_name', 'Thủ trưởng', 'Người đứng đầu', 'Họ tên thủ trưởng', 'Họ tên người đứng đầu'],
      optional(name('họ tên thủ trưởng')),
    ),
    headEmail: spare(
      ['head_email', 'Email thủ trưởng', 'Email người đứng đầu'],
      optionalEmail('địa chỉ thư điện tử của thủ trưởng'),
    ),
  };
}

const layout = (layoutName: LayoutName, words: RosterWords): Layout<RosterColumns> => ({
  name: layoutName,
  columns: columns(layoutName, words),
  anchors: ['name'],
  least: 3,
});

/** The list of units of a province or a commune. More rows than any province has units are not read. */
export const rosterList = (words: RosterWords): ListDeclaration<RosterColumns> => ({
  layouts: [layout('machine', words), layout('office', words)],
  limits: { rows: 100_000, columns: 200, cells: 2_000_000 },
  marks: ({ name: layoutName }) =>
    layoutName === 'machine'
      ? undefined
      : {
          ordinal: 'no',
          name: 'name',
          identity: ['code', 'kind', 'email'],
          details: ['kind', 'managedBy'],
        },
  expected: 'cần một dòng có các cột như "Tên đơn vị", "Loại hình", "Cấp quản lý", "Email đầu mối".',
});
