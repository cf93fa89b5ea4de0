import type { MigrationChange } from '#libs/unit-year';

/** POST /cycles/{id}/migrations, and the same with `dryRun=true`, which changes nothing. */
export interface MigrationAnswer {
  readonly cycleId: string;
  readonly dryRun: boolean;
  /** Number of the migration among the changes of the cycle's rules; absent in a dry run. */
  readonly version?: number | undefined;
  readonly before: MigrationPackAnswer;
  readonly after: MigrationPackAnswer;
  /** First day under the new pack. */
  readonly from: string;
  readonly number: string;
  readonly date: string;
  /** What the migration itself must be sent with: it is refused where something has changed since. */
  readonly digest: string;
  /** How many subjects each kind of change touches. */
  readonly summary: readonly {
    readonly kind: MigrationChange['kind'];
    readonly text: string;
    readonly subjects: number;
  }[];
  /** What changes for everybody, in Vietnamese: words, targets, consequences. */
  readonly general: readonly string[];
  /** Subjects for which something changes, in the order of their codes. */
  readonly subjects: readonly MigrationSubjectAnswer[];
  /** Subjects for which nothing changes but the pack itself. */
  readonly unchanged: number;
  /** What stands in the way; the migration is refused while something does. */
  readonly blockers: readonly MigrationBlockerAnswer[];
}

export interface MigrationPackAnswer {
  readonly id: string;
  readonly title: string;
  readonly hash: string;
}

export interface MigrationSubjectAnswer {
  readonly id: string;
  readonly name: string;
  readonly changes: readonly { readonly kind: MigrationChange['kind']; readonly text: string }[];
  /** Names of the stages whose results stay as they were judged. */
  readonly kept: readonly string[];
}

export interface MigrationBlockerAnswer {
  /** Code of the subject, or of the row of the table. */
  readonly id: string;
  readonly name: string;
  readonly code: string;
  readonly text: string;
}

/** GET /cycles/{id}/migrations: the packs a cycle has gone by, the oldest first. */
export interface MigrationsAnswer {
  readonly cycleId: string;
  readonly packs: readonly (MigrationPackAnswer & {
    /** First day in force; absent for the pack the cycle was opened with. */
    readonly from?: string | undefined;
    /** Last day in force; absent for the pack in force. */
    readonly to?: string | undefined;
    /** Document that brought it. */
    readonly number?: string | undefined;
    readonly date?: string | undefined;
    readonly reason?: string | undefined;
    /** Subjects whose runs have adopted it, and all it was recorded for. */
    readonly carried?: number | undefined;
    readonly subjects?: number | undefined;
  })[];
}
