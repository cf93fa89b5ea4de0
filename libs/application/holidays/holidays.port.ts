import type { HolidayChangeAnswer, Problem } from '#libs/contracts';
import type { RuleStatus } from '#libs/policy';
import type { TableReading } from '#libs/tables';

/** Area code of the table that every province starts from. */
export const WHOLE_COUNTRY = 'VN';

/** One day that the week alone does not tell, with what it rests on. */
export interface HolidayDay {
  /** YYYY-MM-DD. */
  readonly day: string;
  /** `off`: not worked; `working`: a day of the weekend worked in exchange for another. */
  readonly kind: 'off' | 'working';
  readonly name: string;
  /** The document, in Vietnamese. */
  readonly source: string;
  readonly status: RuleStatus;
}

/** A table of days off as it was read from a file. */
export interface HolidayList {
  readonly days: readonly HolidayDay[];
  /** Rows that were left out, or what is wrong with the list as a whole. */
  readonly problems: readonly Problem[];
  readonly isUnreadable: boolean;
  readonly reading: TableReading;
}

/** The days of one year as one edit left them, soonest first. */
export interface HolidayVersion {
  /** {@link WHOLE_COUNTRY}, or the province whose own table it is. */
  readonly areaCode: string;
  readonly year: number;
  readonly version: number;
  readonly act: 'seed' | 'import' | 'set' | 'remove';
  readonly days: readonly HolidayDay[];
  readonly reason: string;
  readonly actorName: string;
  readonly madeAt: string;
}

export type NewHolidayVersion = Omit<HolidayVersion, 'madeAt'> &
  HolidayRequest & { readonly actorId: string };

/** The request that made a version, by which it is known when it comes again. */
export interface HolidayRequest {
  readonly idempotencyKey: string;
  readonly bodyDigest: string;
  readonly effect: HolidayEffect;
}

/** What follows from an edit, as it is told to whoever asks for it. */
export type HolidayEffect = Omit<HolidayChangeAnswer, 'dryRun'>;

/** The tables of days off, by province and year; an edit adds a version, and every version stays readable. */
export interface HolidayRecords {
  /** The version that holds for a province in each year: its own latest, else the country's; all years, or one. */
  inForce(provinceCode: string, year?: number): Promise<readonly HolidayVersion[]>;
  /** Every version of a year that a province has seen, its own and the country's, oldest first. */
  versions(provinceCode: string, year: number): Promise<readonly HolidayVersion[]>;
  add(version: NewHolidayVersion): Promise<void>;
  /** The request with this key that edited the tables of an area. */
  requestOf(areaCode: string, actorId: string, idempotencyKey: string): Promise<HolidayRequest | undefined>;
  /** Waits until nobody else edits the tables of an area. */
  lock(areaCode: string): Promise<void>;
}
