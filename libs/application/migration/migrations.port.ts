import type { MigrationAnswer } from '#libs/contracts';
import type { ManagementLevel } from '#libs/policy';
import type { Place } from '#libs/unit-year';
import type { NewYear, UnitYear } from '../unit-years/unit-years.port.js';

/** A running cycle that came under another pack; the row is the fact, and stays. */
export interface Migration {
  readonly id: string;
  readonly cycleId: string;
  /** The cycle's rules version from this migration on. */
  readonly version: number;
  readonly packBefore: string;
  readonly packAfter: string;
  /** First day under the new pack (YYYY-MM-DD), and its first instant. */
  readonly from: string;
  readonly effectiveAt: string;
  /** The cycle's own now when it was carried out. */
  readonly migratedAt: string;
  readonly number: string;
  readonly date: string;
  readonly reason: string;
}

/** A migration to be recorded, with the request by which it is known when it comes again. */
export interface NewMigration extends Omit<Migration, 'version'> {
  readonly actorId: string;
  readonly idempotencyKey: string;
  readonly bodyDigest: string;
  /** The table of places that was given. */
  readonly mapping: unknown;
  readonly answer: MigrationAnswer;
}

/** An area of a province with the days it is in force. */
export interface ProvinceArea {
  readonly code: string;
  readonly name: string;
  readonly kind: ManagementLevel;
  readonly parentCode?: string;
  /** First and last day in force, YYYY-MM-DD; open where absent. */
  readonly validFrom?: string;
  readonly validTo?: string;
  /** The area whose offices act for it once it is not in force any more. */
  readonly successorCode?: string;
}

/** A subject's year as a migration leaves it. */
export interface MigratedYear
  extends Place,
    Pick<UnitYear, 'unitId' | 'standing' | 'standingReason' | 'state'>,
    Pick<NewYear, 'lines'> {}

export interface MigrationProgress {
  readonly migrationId: string;
  readonly carried: number;
  readonly subjects: number;
}

export interface MigrationRecords {
  /** Migrations of a cycle in the order of their versions. */
  list(cycleId: string): Promise<readonly Migration[]>;
  /** The migration that a request with this key made in the cycle. */
  byKey(
    cycleId: string,
    actorId: string,
    idempotencyKey: string,
  ): Promise<{ readonly bodyDigest: string; readonly answer: MigrationAnswer } | undefined>;
  /** How many runs have adopted each migration of a cycle. */
  progress(cycleId: string): Promise<readonly MigrationProgress[]>;
  /** Areas of a province, itself among them. */
  areas(provinceCode: string): Promise<readonly ProvinceArea[]>;
  /** All subjects of a cycle after `afterId` in the order of their ids, with their names; closed and outside ones too. */
  subjects(cycleId: string, afterId: string, limit: number, lock: boolean): Promise<readonly UnitYear[]>;
  /** Effective days of what units have on record and did not withdraw, by unit. */
  recordedDays(cycleId: string, unitIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>;
  /** Records a migration under the next rules version, and the pack and communes that the cycle goes by from now on. */
  add(
    migration: NewMigration,
    cycle: { readonly packId: string; readonly communes?: readonly string[] },
  ): Promise<Migration>;
  saveYears(cycleId: string, years: readonly MigratedYear[]): Promise<void>;
}
