import type { ReportContent } from '../reports/figures.port.js';

/** Figures of an area that were kept as they stood; never changed nor deleted. */
export interface FigureFreeze {
  readonly id: string;
  readonly cycleId: string;
  /** Commune, district or province whose figures they are. */
  readonly areaCode: string;
  readonly areaName: string;
  readonly name: string;
  /** The cycle's own now at which they were counted, ISO 8601. */
  readonly at: string;
  /** SHA-256 over the digests of its parts and what names it. */
  readonly digest: string;
  /** Id of those of the same name before them, and why they were superseded. */
  readonly supersedes?: string;
  readonly reason?: string;
  readonly actorId: string;
  readonly actorName: string;
  readonly officeCode?: string;
  /** Database clock, ISO 8601. */
  readonly recordedAt: string;
}

/** What was kept of one area: of a district or province its figures alone, of a commune also its units. */
export interface FreezePart {
  readonly areaCode: string;
  readonly digest: string;
  readonly content: ReportContent;
}

export interface FreezeRecords {
  /** Others that keep figures of the area wait until this transaction ends. */
  lock(cycleId: string, areaCode: string): Promise<void>;
  /** Of these areas, or of all that the reader sees, the newest first. */
  list(cycleId: string, areaCodes?: readonly string[]): Promise<readonly FigureFreeze[]>;
  /** In the order of the names of their areas; of one area where it is named. */
  parts(freezeId: string, areaCode?: string): Promise<readonly FreezePart[]>;
  insert(freeze: Omit<FigureFreeze, 'areaName'>, parts: readonly FreezePart[]): Promise<void>;
}

/** The figures of a province that were kept last, with what the same steps have come to since. */
export interface SinceFreeze {
  readonly name: string;
  /** Vietnamese: `Số liệu chốt lúc 17:00 ngày 04/11/2026, mã 4f0c-91ab`. */
  readonly text: string;
  /** Whether what is read of them is what was kept, by the digests. */
  readonly isIntact: boolean;
  /** Steps that more or fewer units have done since. */
  readonly changes: readonly { readonly name: string; readonly difference: number }[];
}
