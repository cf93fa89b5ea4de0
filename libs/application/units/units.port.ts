import type { ManagementLevel, UnitProfile } from '#libs/policy';

export interface Unit extends UnitProfile {
  readonly id: string;
  readonly name: string;
  readonly communeCode: string;
  readonly communeName: string;
  /** The district that the commune lies in, where the area has districts. */
  readonly districtCode?: string;
  readonly provinceCode: string;
  /** Cơ quan chủ quản: the body above the unit, as its papers name it. */
  readonly superior?: string;
  readonly subunits: number;
  readonly headcount: number;
  readonly students: number;
  readonly email?: string;
  readonly contacts: readonly Contact[];
}

export interface Contact {
  readonly role: 'officer' | 'second' | 'head';
  readonly name: string;
  readonly email?: string;
  readonly phone?: string;
}

export type NewUnit = Omit<Unit, 'id' | 'communeName' | 'districtCode' | 'provinceCode'> & {
  readonly id?: string;
};

/** A unit with the code that it is stored under. */
export type StoredUnit = NewUnit & { readonly id: string };

/** An office; some owe papers of their own and are subjects of a cycle like units. */
export interface Office {
  readonly code: string;
  /** What it is, by the pack's bodies, e.g. `commune-committee`. */
  readonly kind: string;
  readonly name: string;
  readonly areaCode?: string;
  /** The district that its area is or lies in, where the area has districts. */
  readonly districtCode?: string;
  /** Last day (YYYY-MM-DD) on which its area is in force. */
  readonly validTo?: string;
  readonly email?: string;
  /** Where it sits, for letters. */
  readonly address?: string;
  readonly telephone?: string;
  /** Who is on duty there, as letters name them. */
  readonly dutyOfficer?: string;
}

/** Which office is meant: of its kind, in its area. */
export interface OfficePlace {
  readonly kind: string;
  readonly areaCode: string;
}

/** A place with the days it is in force on, YYYY-MM-DD; open where absent. */
export interface AreaInTime {
  readonly code: string;
  readonly kind: ManagementLevel;
  readonly name: string;
  readonly validFrom?: string;
  readonly validTo?: string;
  /** The area whose offices act for it once it is not in force any more. */
  readonly successor?: { readonly code: string; readonly kind: ManagementLevel; readonly name: string };
}

export interface Commune {
  readonly code: string;
  readonly name: string;
  /** Where the province had districts when the commune was in force. */
  readonly districtCode?: string;
}

/** A commune that is no more, and the code of one that it went to. */
export interface FormerCommune {
  readonly name: string;
  readonly successorCode: string;
}

/** What a cycle covers: a province, or some communes of it. */
export interface Area {
  readonly provinceCode: string;
  readonly communes?: readonly string[];
}

export interface MisplacedUnit {
  readonly id: string;
  readonly name: string;
  readonly managedBy: ManagementLevel;
  /** Name and last day (YYYY-MM-DD) of its commune, where that has ended. */
  readonly ended?: { readonly commune: string; readonly validTo: string };
}

/** A unit that comes to another commune or under another level. */
export interface UnitMove {
  readonly unitId: string;
  readonly before: Pick<Unit, 'communeCode' | 'managedBy'>;
  readonly after: Pick<Unit, 'communeCode' | 'managedBy'>;
}

export interface UnitRecords {
  find(unitId: string): Promise<Unit | undefined>;
  /** The address of the unit's contact officer, else the unit's own. */
  addressOf(unitId: string): Promise<string | undefined>;
  /** The same of several units, by their codes; without those that have none. */
  addressesOf(unitIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Units by their ids, in any order. */
  several(unitIds: readonly string[]): Promise<readonly Unit[]>;
  /** Units of an area after `afterId` in the order of their ids. */
  page(area: Area, afterId: string | undefined, limit: number): Promise<readonly Unit[]>;
  countOf(area: Area): Promise<number>;
  /** Units of an area that no level of `levels` manages, or whose commune had ended before `day` (YYYY-MM-DD), by id. */
  misplaced(area: Area, levels: readonly ManagementLevel[], day: string): Promise<readonly MisplacedUnit[]>;
  /** Moves units in the list of the province; where it says otherwise than `before` it was changed since and stays. */
  move(moves: readonly UnitMove[]): Promise<void>;
  /** Codes of the communes of a province that have units, in the order of the codes. */
  communesWithUnits(provinceCode: string): Promise<readonly string[]>;
  /** Offices of these kinds in an area, those of its districts and of its province too, in the order of their codes. */
  officesOf(area: Area, kinds: readonly string[]): Promise<readonly Office[]>;
  communes(provinceCode?: string): Promise<readonly Commune[]>;
  /** Names of areas by their codes, each with what it is: `Tỉnh Quảng Ngãi`. */
  areaNames(codes: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Takes the unit's row until the end of the transaction; nobody who only refers to it waits. */
  hold(unitId: string): Promise<void>;
  /** Waits until no other import writes; held until the end of the transaction. */
  lockImports(): Promise<void>;
  /** All units of a province, and the codes of those of other provinces in lower case. */
  known(
    provinceCode: string,
  ): Promise<{ readonly units: readonly Unit[]; readonly codesElsewhere: ReadonlySet<string> }>;
  /** Inserts or updates by id; contacts that a unit comes without stay as they are. */
  save(provinceCode: string, units: readonly StoredUnit[]): Promise<void>;
  /** Units whose id is one of these codes, the case of letters and zeros in front aside. */
  alike(codes: readonly string[]): Promise<readonly Unit[]>;
  /** Communes of before 01/7/2025 that went to communes of a province, one line for each that they went to. */
  formerCommunes(provinceCode: string): Promise<readonly FormerCommune[]>;
  office(code: string): Promise<Office | undefined>;
  /**
   * Where a unit or an office is written to, and the first office at these places whose area is in force on `day`
   * (YYYY-MM-DD, today where absent).
   */
  letterTo(
    subject: { readonly unitId: string; readonly bodyKey?: string },
    places: readonly OfficePlace[],
    day: string | undefined,
  ): Promise<{ readonly address?: string; readonly office?: Office }>;
  area(code: string): Promise<AreaInTime | undefined>;
}
