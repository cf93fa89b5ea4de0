import type { Scope } from '#libs/access';
import type { ActorRole, PackRegister } from '#libs/policy';
import type { Entry, EntryData } from '#libs/registers';
import type { OnBehalf } from '#libs/unit-year';

/** Who recorded, as the account was then. */
export interface RecordedBy {
  readonly actorId: string;
  readonly name: string;
  readonly role: ActorRole;
  readonly officeCode?: string;
}

/** One version of one entry of a register. A correction is the next version, a withdrawal the last one; none changes. */
export interface RegisterEntry extends Entry {
  /** 1 for what was entered first. */
  readonly version: number;
  readonly cycleId: string;
  readonly unitId: string;
  readonly data: EntryData;
  readonly state: 'standing' | 'withdrawn';
  /** Why it was corrected or withdrawn. */
  readonly reason?: string;
  readonly actor: RecordedBy;
  /** Database clock, ISO 8601. */
  readonly recordedAt: string;
  /** The cycle's own now. */
  readonly at: string;
  readonly onBehalf?: OnBehalf;
  readonly idempotencyKey: string;
  readonly bodyDigest: string;
}

/** An entry in a list over an area. */
export interface RegisterLine extends RegisterEntry {
  readonly unitName: string;
  readonly communeCode: string;
  readonly communeName: string;
}

export interface RegisterFilter {
  readonly register: string;
  readonly state: 'standing' | 'withdrawn' | 'all';
  readonly unitId?: string;
  readonly communeCode?: string;
  /** Id of the last entry of the page before. */
  readonly after?: string;
  readonly limit: number;
}

/** What one register holds in an area, entries that were withdrawn left out. */
export interface RegisterCount {
  readonly register: string;
  readonly entries: number;
  readonly units: number;
  /** Entries by the choice that the register counts by. */
  readonly by: readonly { readonly value: string; readonly entries: number }[];
  readonly sums: Readonly<Record<string, number>>;
}

/** What came in, was corrected or was withdrawn after an instant. */
export interface EntriesSince {
  readonly entries: number;
  readonly units: number;
  /** The cycle's own instant of the last of them. */
  readonly lastAt?: string;
}

/** A register opened again after its cut-off, for one unit, one area or the whole cycle. */
export interface Reopening {
  readonly id: string;
  readonly cycleId: string;
  /** Key of the register; every register where absent. */
  readonly register?: string;
  readonly unitId?: string;
  /** Commune or district. */
  readonly areaCode?: string;
  /** Last day on which entries are taken, YYYY-MM-DD. */
  readonly until: string;
  readonly reason: string;
  readonly actor: RecordedBy;
  readonly recordedAt: string;
  readonly idempotencyKey: string;
  readonly bodyDigest: string;
}

export interface RegisterRecords {
  /** The latest version of an entry. */
  find(cycleId: string, entryId: string): Promise<RegisterEntry | undefined>;
  /** Every version of an entry, the first first. */
  versions(cycleId: string, entryId: string): Promise<readonly RegisterEntry[]>;
  byKey(actorId: string, idempotencyKey: string): Promise<RegisterEntry | undefined>;
  insert(entry: RegisterEntry): Promise<void>;
  /** What stands in the registers of a unit, in the order of the days, then of the recording. */
  ofUnit(cycleId: string, unitId: string): Promise<readonly RegisterEntry[]>;
  /** The latest versions of those of the ids that are entries of the unit, withdrawn ones too. */
  ofIds(cycleId: string, unitId: string, ids: readonly string[]): Promise<readonly RegisterEntry[]>;
  /** What stands in these registers of several units, in the same order. */
  ofUnits(
    cycleId: string,
    unitIds: readonly string[],
    registers: readonly string[],
  ): Promise<readonly RegisterEntry[]>;
  page(cycleId: string, scope: Scope, filter: RegisterFilter): Promise<readonly RegisterLine[]>;
  counts(
    cycleId: string,
    scope: Scope,
    registers: readonly Pick<PackRegister, 'key' | 'countBy' | 'sums'>[],
  ): Promise<readonly RegisterCount[]>;
  /**
   * What changed in the registers after an instant of the cycle's own clock, in a commune or district, or in the whole
   * cycle: a report that was handed in at that instant no longer says everything when there is something.
   */
  entriesSince(cycleId: string, areaCode: string | undefined, instant: string): Promise<EntriesSince>;
  addReopening(reopening: Reopening): Promise<void>;
  reopeningByKey(actorId: string, idempotencyKey: string): Promise<Reopening | undefined>;
  reopenings(cycleId: string): Promise<readonly Reopening[]>;
}
