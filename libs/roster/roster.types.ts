import type { ManagementLevel, UnitKind, UnitSize } from '#libs/policy';

/** A cell as a file gives it; dates come as text. */
export type Cell = string | number | boolean | null | undefined;

/** One row of a file. `line` is the row's number as people see it in the file, from 1. */
export interface TableRow {
  readonly line: number;
  readonly cells: readonly Cell[];
}

export type RosterProblemCode =
  | 'ROSTER.NO_HEADER'
  | 'ROSTER.DUPLICATE_HEADER'
  | 'ROSTER.MISSING'
  | 'ROSTER.DUPLICATE'
  | 'ROSTER.UNKNOWN_COMMUNE'
  | 'ROSTER.UNKNOWN_KIND'
  | 'ROSTER.UNKNOWN_LEVEL'
  | 'ROSTER.UNKNOWN_SIZE'
  | 'ROSTER.BAD_EMAIL'
  | 'ROSTER.BAD_NUMBER'
  | 'ROSTER.BAD_FLAG'
  | 'ROSTER.BAD_CODE'
  | 'ROSTER.FORMULA'
  | 'ROSTER.CONTROL_CHARACTER'
  | 'ROSTER.TOO_LONG'
  | 'ROSTER.EXTRA_CELL'
  | 'ROSTER.ENCODING'
  | 'ROSTER.CSV'
  | 'ROSTER.FILE_TYPE'
  | 'ROSTER.FILE_BROKEN'
  | 'ROSTER.TOO_LARGE';

export interface RosterProblem {
  readonly code: RosterProblemCode;
  /** Row as in the file, from 1; absent where the file as a whole is meant. */
  readonly row?: number | undefined;
  /** Header of the column as printed in the file. */
  readonly column?: string | undefined;
  /** Vietnamese: what is wrong and what to do. */
  readonly message: string;
  /** The cell as it stands in the file, control characters written as escapes, cut at 200 characters. */
  readonly value?: string | undefined;
}

export interface RosterUnit {
  /** Row as in the file, from 1. */
  readonly row: number;
  /** Absent where the list has no codes: the caller gives one. */
  readonly code?: string | undefined;
  readonly name: string;
  readonly kind: UnitKind;
  readonly subKind: string;
  readonly communeCode: string;
  readonly communeName: string;
  readonly managedBy: ManagementLevel;
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
  readonly officerPhone?: string | undefined;
  readonly secondContactEmail?: string | undefined;
  readonly headName?: string | undefined;
  readonly headEmail?: string | undefined;
  /** Fields the file does not state and that were read from the name, the kind or `defaults`; shown beside the unit. */
  readonly inferred: readonly InferredField[];
}

export type InferredField = 'subKind' | 'size' | 'hasStudents' | 'isFdi' | 'students' | 'commune';

export interface KnownCommune {
  readonly code: string;
  readonly name: string;
  /** Where the province had districts when the commune was in force; only there a unit may be managed by one. */
  readonly districtCode?: string | undefined;
}

export interface RosterOptions {
  /** Communes a unit may lie in. */
  readonly communes: readonly KnownCommune[];
  /** The commune of every unit, for a list without a column of communes. */
  readonly communeCode?: string | undefined;
  /** Whether a text is one plain e-mail address; `isPlainEmail` unless stated. */
  readonly isEmail?: ((text: string) => boolean) | undefined;
  /** Sub-kinds the rules know; any key of letters and hyphens passes unless stated. */
  readonly subKinds?: readonly string[] | undefined;
  /** Size of a unit whose list has no column for it; `vua` unless stated. */
  readonly defaultSize?: UnitSize | undefined;
}

export interface RosterResult {
  readonly units: readonly RosterUnit[];
  readonly problems: readonly RosterProblem[];
  /** Rows read as units, sound or not; titles, headings, totals and signatures are not among them. */
  readonly rowsRead: number;
  /** Rows below the header taken for headings, totals or signatures. */
  readonly skipped: readonly { readonly row: number; readonly text: string }[];
  /** Headers that name no known column and were left aside, as printed. */
  readonly ignoredColumns: readonly string[];
}
