import type { ManagementLevel, UnitKind, UnitSize } from '#libs/policy';
import type { FileCode, ListFault, TableReading } from '#libs/tables';

/** Faults that lists of units name in words of their own. */
type RenamedFault = 'BAD_DAY' | 'LEGACY_FONT' | 'UNKNOWN_CHOICE' | 'UNKNOWN_PLACE';

/** What may be wrong with a list of units; `TABLE.…` with the file that it came in. */
export type RosterProblemCode =
  | FileCode
  | `ROSTER.${Exclude<ListFault, RenamedFault>}`
  | 'ROSTER.ENCODING'
  | 'ROSTER.UNKNOWN_COMMUNE'
  | 'ROSTER.UNKNOWN_KIND'
  | 'ROSTER.UNKNOWN_LEVEL'
  | 'ROSTER.UNKNOWN_SIZE';

export interface RosterProblem {
  readonly code: RosterProblemCode;
  /** Row as in the file, from 1; absent where the file as a whole is meant. */
  readonly row?: number;
  /** Header of the column as printed in the file. */
  readonly column?: string;
  /** Vietnamese: what is wrong and what to do. */
  readonly message: string;
  /** The cell as it stands in the file, control characters written as escapes, cut at 200 characters. */
  readonly value?: string;
}

export interface RosterUnit {
  /** Row as in the file, from 1. */
  readonly row: number;
  /** Absent where the list has no codes: the caller gives one. */
  readonly code?: string;
  readonly name: string;
  readonly kind: UnitKind;
  readonly subKind: string;
  readonly communeCode: string;
  readonly communeName: string;
  readonly managedBy: ManagementLevel;
  /** Cơ quan chủ quản: the body above the unit, as its papers name it. */
  readonly superior?: string;
  readonly size: UnitSize;
  readonly hasParty: boolean;
  readonly hasUnion: boolean;
  readonly hasMassOrganisations: boolean;
  readonly hasGuards: boolean;
  readonly hasStudents: boolean;
  readonly isFdi: boolean;
  readonly subunits: number;
  readonly headcount: number;
  readonly students: number;
  readonly email: string;
  readonly officerName: string;
  readonly officerEmail: string;
  readonly officerPhone?: string;
  readonly secondContactEmail?: string;
  readonly headName?: string;
  readonly headEmail?: string;
  /** Fields the file does not state and that were read from the name, the kind or `defaults`; shown beside the unit. */
  readonly inferred: readonly InferredField[];
}

export type InferredField = 'subKind' | 'size' | 'hasStudents' | 'isFdi' | 'students' | 'commune';

export interface KnownCommune {
  readonly code: string;
  readonly name: string;
  /** Where the province had districts when the commune was in force; only there a unit may be managed by one. */
  readonly districtCode?: string;
}

/** A commune that is no more, and the code of the one that it went to; one line for each that it was divided among. */
export interface FormerCommune {
  readonly name: string;
  readonly successorCode: string;
}

export interface RosterOptions {
  /** The sheet that is meant, where several have the heading of a list. */
  readonly sheet?: string;
  /** Communes a unit may lie in. */
  readonly communes: readonly KnownCommune[];
  /** The commune of every unit, for a list without a column of communes. */
  readonly communeCode?: string;
  /** Communes of before, which a list may still name; their successors are suggested, never taken. */
  readonly formerCommunes?: readonly FormerCommune[];
  /** Sub-kinds the rules know; any key of letters and hyphens passes unless stated. */
  readonly subKinds?: readonly string[];
  /** Size of a unit whose list has no column for it; `vua` unless stated. */
  readonly defaultSize?: UnitSize;
}

export interface RosterResult {
  readonly units: readonly RosterUnit[];
  readonly problems: readonly RosterProblem[];
  /** Rows read as units, sound or not; titles, headings, totals and signatures are not among them. */
  readonly rowsRead: number;
  /** What of the file was read and what was left aside. */
  readonly reading: TableReading;
}
