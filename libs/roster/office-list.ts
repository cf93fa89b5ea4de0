import type { UnitKind } from '#libs/policy';
import {
  type Column,
  type Columns,
  code,
  type ListDeclaration,
  type ListEntry,
  type NeededColumn,
  name,
  oneOf,
  optional,
  optionalEmail,
  phone,
  plainText,
  readListFile,
  type TableFile,
} from '#libs/tables';
import { fold, sameNameKey } from '#libs/text';
import { AreaNames, type Places } from './area-names.js';
import { type ListResult, listResult } from './list-result.js';
import { kindNames, kindOf } from './vocabulary.js';

/** What an office is, whatever the level of its area. */
type OfficeType = 'police' | 'committee' | 'steering' | 'sector';

const TYPE_NAMES = '"Công an", "UBND", "Ban Chỉ đạo 138" hoặc "Sở, ngành"';

/** Beginnings of what offices call themselves, folded. */
const TYPE_WORDS: readonly (readonly [RegExp, OfficeType])[] = [
  [/^(cong an|police)\b/, 'police'],
  [/^(ubnd|uy ban nhan dan|uy ban|committee)\b/, 'committee'],
  [/^(ban chi dao|bcd|steering)\b/, 'steering'],
  [/^(so|nganh|so nganh|lien doan|doan the|sector)\b/, 'sector'],
];

const typeOf = (text: string): OfficeType | undefined => {
  const words = fold(text);
  return TYPE_WORDS.find(([beginning]) => beginning.test(words))?.[1];
};

interface OfficeColumns extends Columns {
  readonly no: Column<string | undefined>;
  readonly code: Column<string | undefined>;
  readonly name: NeededColumn<string>;
  readonly type: NeededColumn<OfficeType>;
  readonly area: NeededColumn<string>;
  readonly oversees: Column<UnitKind | undefined>;
  readonly address: Column<string | undefined>;
  readonly telephone: Column<string | undefined>;
  readonly dutyOfficer: Column<string | undefined>;
  readonly email: Column<string | undefined>;
}

const spare = <T>(headings: readonly string[], read: Column<T>['read']): Column<T> => ({
  headings,
  needed: false,
  read,
});

const columns: OfficeColumns = {
  no: spare(['STT', 'TT', 'Số TT', 'Số thứ tự'], optional(plainText)),
  code: spare(['Mã cơ quan', 'Mã', 'office_code'], optional(code)),
  name: {
    headings: ['Tên cơ quan', 'Cơ quan', 'Tên', 'office_name'],
    needed: true,
    read: name('tên cơ quan'),
  },
  type: { headings: ['Loại cơ quan', 'Loại', 'office_type'], needed: true, read: oneOf(typeOf, TYPE_NAMES) },
  // Blank in the rows of the province's own offices.
  area: {
    headings: ['Địa bàn', 'Xã, phường, đặc khu', 'Mã địa bàn', 'Mã xã', 'area_code'],
    needed: true,
    read: plainText,
  },
  oversees: spare(
    ['Theo dõi loại hình', 'Loại hình theo dõi', 'oversees'],
    optional(oneOf(kindOf, kindNames)),
  ),
  address: spare(['Địa chỉ', 'Trụ sở', 'address'], optional(plainText)),
  telephone: spare(['Điện thoại', 'Số điện thoại', 'telephone'], optional(phone)),
  dutyOfficer: spare(
    ['Trực ban', 'Cán bộ trực', 'Người trực', 'Đầu mối', 'duty_officer'],
    optional(plainText),
  ),
  email: spare(
    ['Thư điện tử', 'Email', 'Hộp thư', 'Email cơ quan', 'email'],
    optionalEmail('địa chỉ thư điện tử của cơ quan'),
  ),
};

/** More offices than any province has are not read. */
const officeList: ListDeclaration<OfficeColumns> = {
  layouts: [{ name: 'offices', columns, anchors: ['name', 'type'], least: 3 }],
  limits: { rows: 10_000, columns: 200, cells: 200_000 },
  marks: () => ({ ordinal: 'no', name: 'name', identity: ['code', 'type'], details: ['type'] }),
  expected: 'cần một dòng có các cột như "Tên cơ quan", "Loại cơ quan", "Địa bàn", "Thư điện tử".',
};

/** What a list says of an office beside what and where it is; a field that the list has no column for is absent. */
export interface OfficeDetails {
  readonly address?: string;
  readonly telephone?: string;
  readonly dutyOfficer?: string;
  readonly email?: string;
}

/** An office of a list. */
export interface OfficeLine {
  /** Row as in the file, from 1. */
  readonly line: number;
  readonly code?: string;
  readonly name: string;
  /** As packs name the kinds of offices, `commune-police`; a body of a sector is `sector`. */
  readonly kind: string;
  readonly areaCode: string;
  /** What it does by its kind, and of a body of a sector which units it oversees. */
  readonly duties: readonly string[];
  readonly details: OfficeDetails;
  /** Details that the list has a column for, blank ones too. */
  readonly stated: readonly (keyof OfficeDetails)[];
}

const DETAILS = ['address', 'telephone', 'dutyOfficer', 'email'] as const;

/** What an office does follows from what it is: by the packs' bodies, and Kế hoạch 33 for what communes owe. */
const DUTIES: Readonly<Record<string, readonly string[]>> = {
  'province-police': ['receives', 'appraises', 'supervises'],
  'province-committee': ['decides'],
  'province-steering': ['supervises'],
  'commune-police': ['receives', 'appraises'],
  'commune-committee': ['decides', 'owes-plan', 'owes-report'],
  'commune-steering': ['supervises'],
};

/** Reads a list of the offices of a province from a file. Every fault of a row is named with its column. */
export function readOfficeFile(file: TableFile, places: Places, sheet?: string): ListResult<OfficeLine> {
  const list = readListFile(file, officeList, sheet);
  const taking = new Taking(places);
  return listResult(list, 'OFFICES', (entry) => taking.take(entry));
}

/** One list while its rows are taken. */
class Taking {
  private readonly areas: AreaNames;
  private readonly lineByCode = new Map<string, number>();
  private readonly lineByPlace = new Map<string, number>();

  constructor(private readonly places: Places) {
    this.areas = new AreaNames(places);
  }

  take(entry: ListEntry<OfficeColumns>): OfficeLine | undefined {
    const areaCode = this.areaOf(entry);
    const { known } = entry;
    if (known.type === 'sector') this.checkSector(entry, areaCode);
    this.reportRepeated(entry, areaCode);
    entry.reportExtraCell();
    const { values } = entry;
    if (values === undefined || areaCode === undefined) return undefined;
    const { type, oversees } = values;
    const level = areaCode === this.places.province.code ? 'province' : 'commune';
    const kind = type === 'sector' ? type : `${level}-${type}`;
    const stated = DETAILS.filter((field) => entry.has(field));
    return {
      ...{ line: entry.line, code: values.code, name: values.name, kind, areaCode, stated },
      duties: oversees === undefined ? (DUTIES[kind] ?? []) : [`supervises:${oversees}`],
      details: Object.fromEntries(stated.map((field) => [field, values[field]])),
    };
  }

  private areaOf(entry: ListEntry<OfficeColumns>): string | undefined {
    const { area } = entry.known;
    if (area === undefined) return undefined;
    const found = this.areas.codeOf(area);
    if ('code' in found) return found.code;
    entry.report('area', 'UNKNOWN_PLACE', found.message);
    return undefined;
  }

  private checkSector(entry: ListEntry<OfficeColumns>, areaCode: string | undefined): void {
    if (areaCode !== undefined && areaCode !== this.places.province.code) {
      entry.report('area', 'UNKNOWN_PLACE', 'Sở, ngành là cơ quan của tỉnh; để trống ô địa bàn.');
    }
    if (entry.known.oversees === undefined && entry.text('oversees') === '') {
      entry.report('oversees', 'MISSING', `Ô để trống; ghi loại hình mà sở, ngành theo dõi: ${kindNames}.`);
    }
  }

  /** One office of each kind in a place, bodies of sectors aside, and one row for each office. */
  private reportRepeated(entry: ListEntry<OfficeColumns>, areaCode: string | undefined): void {
    const { code: own, name: named, type } = entry.known;
    const codeKey = own?.toLowerCase();
    if (codeKey !== undefined) {
      const line = this.lineByCode.get(codeKey);
      if (line === undefined) this.lineByCode.set(codeKey, entry.line);
      else {
        const message = `Mã cơ quan đã có ở dòng ${line}; mỗi cơ quan một dòng, xóa dòng thừa hoặc sửa mã.`;
        entry.report('code', 'DUPLICATE', message);
      }
    }
    if (type === undefined || areaCode === undefined || named === undefined) return;
    const key = `${type} ${areaCode} ${type === 'sector' ? sameNameKey(named) : ''}`;
    const line = this.lineByPlace.get(key);
    if (line === undefined) this.lineByPlace.set(key, entry.line);
    else {
      const message = `Địa bàn này đã có cơ quan cùng loại ở dòng ${line}; mỗi địa bàn một cơ quan mỗi loại, xóa dòng thừa.`;
      entry.report(type === 'sector' ? 'name' : 'type', 'DUPLICATE', message);
    }
  }
}
