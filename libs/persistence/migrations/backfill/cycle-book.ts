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

type Amendment = DayChange & { readonly version: number };

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
    private readonly migrations: readonly { readonly version: number }[],
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
        `SELECT version, stage, level, operator, day, last_day AS "lastDay", words, number, date
           FROM amendment WHERE cycle_id = $1 ORDER BY version`,
        [cycle.id],
      )) as Amendment[];
      const migrations = (await runner.query(
        `SELECT version FROM cycle_migration WHERE cycle_id = $1 ORDER BY version`,
        [cycle.id],
      )) as { version: number }[];
      books.push(new CycleBook(cycle, packs, amendments, migrations));
    }
    return books;
  }

  get cycleId(): string {
    return this.cycle.id;
  }

  /** The stages of a subject under the rules in force; what was moved under an earlier pack ended with it. */
  graph({ managedBy, bodyKey }: BookSubject): StageGraph {
    const key = `${managedBy}/${bodyKey ?? ''}`;
    const known = this.graphs.get(key);
    if (known !== undefined) return known;
    const pack = this.packs.get(this.cycle.pack_hash);
    if (pack === undefined) throw new Error(`cycle ${this.cycle.id} goes by a pack that is not stored`);
    const since = this.migrations.at(-1)?.version ?? 0;
    const stages = applyAmendments(
      resolveStages(pack, this.cycle.year, { managedBy }),
      managedBy,
      this.amendments.filter(({ version }) => version > since),
    );
    const graph = bodyKey === undefined ? unitStages(stages) : bodyStages(stages, bodyKey);
    this.graphs.set(key, graph);
    return graph;
  }
}
