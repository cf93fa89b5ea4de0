import type { ManagementLevel, UnitKind } from '#libs/policy';
import type { Fact, StageLine, UnitYearState } from '#libs/unit-year';

/** Kind of a subject of a cycle: a unit's own kind, or an office that owes papers of its own. */
export type SubjectKind = UnitKind | 'body';

/** The year of one subject: a unit, or an office (`bodyKey` present) whose stages are that body's area stages. */
export interface UnitYear {
  readonly cycleId: string;
  /** Code of the unit, or of the office. */
  readonly unitId: string;
  readonly unitName: string;
  /** Area of the subject: the commune, or the code of the district or province for an office of theirs. */
  readonly communeCode: string;
  /** The district that this area is or lies in, where the area has districts. */
  readonly districtCode?: string;
  readonly provinceCode: string;
  readonly unitKind: SubjectKind;
  /** The level that manages a unit; the level of an office. */
  readonly managedBy: ManagementLevel;
  /** Key of the pack's body that an office is. */
  readonly bodyKey?: string;
  readonly standing: 'inside' | 'outside';
  readonly standingReason?: string;
  readonly state: UnitYearState;
}

/** A year to be written, with the lines that its stages come to. */
export interface NewYear extends Omit<UnitYear, 'unitName'> {
  readonly lines: readonly StageLine[];
}

/** The days of a stage that a document moved, for the subjects of one level. */
export interface MovedDays {
  readonly cycleId: string;
  readonly stage: string;
  readonly level: ManagementLevel;
  /** Last day in time where no grace is later, YYYY-MM-DD. */
  readonly lastDay: string;
  readonly cutOff?: string;
}

export interface UnitYearRecords {
  find(cycleId: string, unitId: string): Promise<UnitYear | undefined>;
  /** Those of the units that the cycle has, with their names. */
  findAll(cycleId: string, unitIds: readonly string[]): Promise<readonly UnitYear[]>;
  lock(cycleId: string, unitId: string): Promise<UnitYear | undefined>;
  /** Locks those of the units that the cycle has, one after the other in the order of their codes. */
  lockAll(cycleId: string, unitIds: readonly string[]): Promise<readonly UnitYear[]>;
  /** Holds the rules of the cycle and then locks the year, in one statement; where there is no year, nothing is held. */
  lockUnderRules(cycleId: string, unitId: string): Promise<UnitYear | undefined>;
  /** Appends a fact to each year, and saves the state that it leads to with those lines that changed. */
  record(...changes: readonly YearChange[]): Promise<void>;
  /** Takes a unit into the standard, or out of it, with the reason. */
  setStanding(cycleId: string, unitId: string, standing: UnitYear['standing'], reason: string): Promise<void>;
  /** Inserts those not there yet and tells which they were. */
  insertNew(rows: readonly NewYear[]): Promise<readonly string[]>;
  /** Subjects of the cycle inside the standard after `afterId`, in the order of their ids. */
  pageInside(cycleId: string, afterId: string | undefined, limit: number): Promise<readonly UnitYear[]>;
  /** Lines of several subjects, by subject and each in the order of its keys. */
  lines(cycleId: string, unitIds: readonly string[]): Promise<ReadonlyMap<string, readonly StageLine[]>>;
  /** Moves the days in every line of a stage and level; the caller lets nobody else act. */
  moveDays(days: MovedDays): Promise<void>;
  appendFacts(facts: readonly FactRecord[]): Promise<void>;
  /** Facts of several units, each unit's in the order of their versions. */
  facts(cycleId: string, unitIds: readonly string[]): Promise<readonly FactRecord[]>;
}

/** What one fact makes of the year of its unit. */
export interface YearChange {
  readonly fact: FactRecord;
  /** The state that it leads to. */
  readonly state: UnitYearState;
  /** The lines that are not what they were. */
  readonly changed: readonly StageLine[];
}

export interface FactRecord {
  readonly cycleId: string;
  readonly unitId: string;
  readonly version: number;
  readonly round: number;
  readonly commandId: string;
  readonly fact: Fact;
  readonly recordedAt: string;
  /** The cycle's own now when it was recorded, ISO 8601. */
  readonly atCycle: string;
  readonly actorName?: string;
}
