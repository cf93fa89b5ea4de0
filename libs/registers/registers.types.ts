import type { Sourced } from '#libs/policy';
import type { Refused } from '#libs/refusals';

/** What an entry says beside its day, by the keys of the register's fields: text, day (YYYY-MM-DD), choice, or number. */
export type EntryData = Readonly<Record<string, string | number>>;

/** Whose facts an act is about: the unit's own, or those of the police. */
export type RecordingSide = 'unit' | 'police';

/** One fact of a unit's year as it stands now: corrected values, nothing that was withdrawn. */
export interface Entry {
  readonly id: string;
  /** Key of the register. */
  readonly register: string;
  /** Day on which it happened, YYYY-MM-DD. */
  readonly effectiveOn: string;
  readonly data: EntryData;
  /** Who recorded it. */
  readonly by?: RecordingSide;
}

/** One thing wrong in an entry. */
export interface EntryProblem {
  /** Key of the field; empty where the entry as a whole is wrong. */
  readonly field: string;
  /** Vietnamese: what is wrong and what to do. */
  readonly message: string;
}

/** From when until when facts count, both days inclusive (YYYY-MM-DD). */
export interface Window {
  readonly from: string;
  readonly to: string;
}

/** Why a day or an instant is not taken. */
export type Refusal = Refused<
  | 'REGISTER.DAY_OUTSIDE'
  | 'REGISTER.DAY_AHEAD'
  | 'REGISTER.ARRIVED_BEFORE'
  | 'REGISTER.NOT_OPEN'
  | 'REGISTER.CLOSED'
>;

/** What the registers say about one criterion. */
export interface Finding extends Sourced {
  readonly criterion: string;
  /** Key of the reading in the register. */
  readonly reading: string;
  readonly register: string;
  readonly registerName: string;
  /** Ids of the entries that were read. */
  readonly entries: readonly string[];
  readonly speaks: 'for' | 'against' | 'silent';
  /** Vietnamese: what stands in the register. */
  readonly text: string;
  /** Ad-hoc awards counted from the entries. */
  readonly awards?: { readonly collectives: number; readonly persons: number };
  /** Points that follow from the entries alone; absent where somebody has to judge. */
  readonly points?: number;
  /** Most points that do not contradict the register; absent where any do not. */
  readonly mostPoints?: number;
}

/** A line of one column of a sheet, as far as registers can speak about it. */
export interface ScoredLine {
  readonly criterion: string;
  readonly points?: number;
  readonly awards?: { readonly collectives: number; readonly persons: number };
}

/** A line that says more than the register behind it. */
export interface Contradiction {
  readonly criterion: string;
  readonly register: string;
  /** Vietnamese: what the line says, e.g. "2 điểm". */
  readonly line: string;
  /** Vietnamese: what the register says. */
  readonly finding: string;
}
