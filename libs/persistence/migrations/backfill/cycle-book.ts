import type { QueryRunner } from 'typeorm';
import {
  applyAmendments,
  bodyStages,
  type DayChange,
  type ManagementLevel,
  type PolicyPack,
  packSchema,
  resolveStages,
  unitStages,
} from '#libs/policy';
import type { StageGraph } from '#libs/unit-year';

/** A cycle as a database of 0.2.0 has it. */
interface StoredCycle {
  readonly id: string;
  readonly year: number;
  readonly pack_hash: string;
}

interface Change {
  readonly version: number;
  /** Day of the cycle's own clock on which it was recorded, YYYY-MM-DD. */
  readonly recordedOn: string;
}
type Amendment = DayChange & Change;
type Migration = Change & { readonly packBefore: string };

/** Whose graph is asked for: units of a level, or an office of a body. */
export interface BookSubject {
  readonly managedBy: ManagementLevel;
  readonly bodyKey?: string;
}

/**
 * The stage graphs that a stored cycle goes by, for a migration of the schema. It reads by statements of its own: those of
 * the running product ask for columns that later migrations bring.
 */
export class CycleBook {
  private readonly graphs = new Map<string, StageGraph>();

  private constructor(
    private readonly cycle: StoredCycle,
    private readonly packs: ReadonlyMap<string, PolicyPack>,
    private readonly amendments: readonly Amendment[],
    private readonly migrations: readonly Migration[],
  ) {}

  /** Every cycle of the database. */
  static async all(runner: QueryRunner): Promise<readonly CycleBook[]> {
    const cycles = (await runner.query(`SELECT id, year, pack_hash FROM cycle ORDER BY id`)) as StoredCycle[];
    const stored = (await runner.query(`SELECT hash, content FROM policy_pack`)) as {
      hash: string;
      content: string;
    }[];
    const packs = new Map(stored.map(({ hash, content }) => [hash, packSchema.parse(JSON.parse(content))]));
    const books: CycleBook[] = [];
    for (const cycle of cycles) {
      const amendments = (await runner.query(
        `SELECT version, stage, level, operator, day, last_day AS "lastDay", words, number, date,
                ${dayOf('effective_at')} AS "recordedOn"
           FROM amendment WHERE cycle_id = $1 ORDER BY version`,
        [cycle.id],
      )) as Amendment[];
      const migrations = (await runner.query(
        `SELECT version, pack_before AS "packBefore", ${dayOf('migrated_at')} AS "recordedOn"
           FROM cycle_migration WHERE cycle_id = $1 ORDER BY version`,
        [cycle.id],
      )) as Migration[];
      books.push(new CycleBook(cycle, packs, amendments, migrations));
    }
    return books;
  }

  get cycleId(): string {
    return this.cycle.id;
  }

  /** Days on which a day or the pack of the cycle changed. */
  get daysOfChange(): readonly string[] {
    return [...this.amendments, ...this.migrations].map(({ recordedOn }) => recordedOn);
  }

  /** Whether a choice takes a unit into the standard, by any pack that the cycle has gone by. */
  takesIn(gap: string, option: string): boolean {
    const hashes = [this.cycle.pack_hash, ...this.migrations.map(({ packBefore }) => packBefore)];
    return hashes.some((hash) =>
      this.packs
        .get(hash)
        ?.gaps.find(({ key }) => key === gap)
        ?.options.some(({ key, effect }) => key === option && effect?.standing === 'inside'),
    );
  }

  /**
   * The stages of a subject under the rules in force, or under those that were recorded until the end of a day; what was
   * moved under an earlier pack ended with it.
   *
   * @param day YYYY-MM-DD
   */
  graph({ managedBy, bodyKey }: BookSubject, day?: string): StageGraph {
    const isKnown = ({ recordedOn }: Change) => day === undefined || recordedOn <= day;
    const next = this.migrations.find((each) => !isKnown(each));
    const since = this.migrations.findLast(isKnown)?.version ?? 0;
    const amendments = this.amendments.filter(
      (each) => isKnown(each) && each.version > since && each.version < (next?.version ?? Infinity),
    );
    const packHash = next?.packBefore ?? this.cycle.pack_hash;
    const versions = amendments.map(({ version }) => version).join();
    const key = `${managedBy}/${bodyKey ?? ''}/${packHash}/${versions}`;
    const known = this.graphs.get(key);
    if (known !== undefined) return known;
    const pack = this.packs.get(packHash);
    if (pack === undefined) throw new Error(`cycle ${this.cycle.id} goes by a pack that is not stored`);
    const stages = applyAmendments(
      resolveStages(pack, this.cycle.year, { managedBy }),
      managedBy,
      amendments,
    );
    const graph = bodyKey === undefined ? unitStages(stages) : bodyStages(stages, bodyKey);
    this.graphs.set(key, graph);
    return graph;
  }
}

/** SQL: the day in Vietnam of an instant. */
const dayOf = (instant: string) => `to_char(${instant} AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD')`;
