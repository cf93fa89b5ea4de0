import pg from 'pg';
import type { DataSource, EntityManager } from 'typeorm';
import type { Sight } from '#libs/application';

type IsolationLevel = 'READ COMMITTED' | 'REPEATABLE READ';

/**
 * Where every read of the API begins: a transaction that writes nothing and tells PostgreSQL whose sight it has, until its
 * end only. The role `antq_reader` is shown what the policies make of that, whatever a statement asks for; without a sight
 * it is shown nothing.
 */
export class ScopedReads {
  constructor(
    private readonly source: DataSource,
    private readonly sight: () => Sight | undefined,
  ) {}

  /** One transaction; what others commit meanwhile is seen by its later statements. */
  read<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.within('READ COMMITTED', work);
  }

  /** One unchanging view of everything that is seen. */
  snapshot<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.within('REPEATABLE READ', work);
  }

  /** Begins and tells whose sight it is in one round trip, which a look at one row feels. */
  private async within<T>(level: IsolationLevel, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    const runner = this.source.createQueryRunner();
    // Where none is had there is nothing to take back, and nobody waits for one a second time.
    await runner.connect();
    try {
      await runner.query(`BEGIN ISOLATION LEVEL ${level} READ ONLY; ${settingsOf(this.sight())}`);
      const done = await work(runner.manager);
      await runner.query('COMMIT');
      return done;
    } catch (error) {
      // A connection that is gone takes its transaction along, and the first error says why.
      await runner.query('ROLLBACK').catch(() => undefined);
      throw error;
    } finally {
      await runner.release();
    }
  }
}

/** A model of which each call is a transaction of its own with the sight of who asks. */
export function eachCallScoped<Model extends object>(
  reads: ScopedReads,
  model: new (source: Pick<DataSource, 'manager'>) => Model,
): Model {
  type Methods = Readonly<Record<string, (...parameters: unknown[]) => Promise<unknown>>>;
  const described = Object.entries(Object.getOwnPropertyDescriptors(model.prototype as object));
  const names = described.flatMap(([name, { value }]) =>
    name !== 'constructor' && typeof value === 'function' ? [name] : [],
  );
  const scoped = names.map((name) => [
    name,
    (...parameters: unknown[]) =>
      reads.read((manager) => {
        const made = new model({ manager }) as unknown as Methods;
        return (made[name] as Methods[string]).apply(made, parameters);
      }),
  ]);
  return Object.fromEntries(scoped) as Model;
}

/** What the policies read; what a sight leaves out is empty and shows nothing. */
interface Settings {
  /** Whole cycles. */
  readonly cycles?: string;
  /** Kind of the units in those cycles, and in the province; any where empty. */
  readonly kind?: string;
  /** For what belongs to no cycle. */
  readonly province?: string;
  readonly communes?: string;
  readonly unit?: string;
}

const NAMES = [
  'cycles',
  'kind',
  'province',
  'communes',
  'unit',
] as const satisfies readonly (keyof Settings)[];

function settingsOf(sight: Sight | undefined): string {
  const values = sight === undefined ? {} : valuesOf(sight);
  const set = NAMES.map((name) => `set_config('antq.${name}', ${values[name] ?? `''`}, true)`);
  return `SELECT ${set.join(', ')}`;
}

/** SQL of each value: several codes stand in one, with commas between. */
function valuesOf(sight: Sight): Settings {
  const text = (value: string): string => pg.escapeLiteral(value);
  const cyclesOf = (province: string) =>
    `(SELECT coalesce(string_agg(id, ','), '') FROM cycle WHERE province_code = ${text(province)})`;
  switch (sight.level) {
    case 'unit':
      return { unit: text(sight.unitId) };
    case 'xa':
      return { communes: text(sight.communeCode) };
    case 'huyen': {
      const district = text(sight.districtCode);
      return {
        communes: `(SELECT string_agg(code, ',') FROM (
          SELECT ${district} AS code UNION SELECT code FROM area WHERE parent_code = ${district}) AS within)`,
      };
    }
    case 'tinh':
      return { cycles: cyclesOf(sight.provinceCode), province: text(sight.provinceCode) };
    case 'sector': {
      // A sector without a kind would be a whole province.
      if (sight.unitKind === ('' as string)) return {};
      return {
        cycles: cyclesOf(sight.provinceCode),
        province: text(sight.provinceCode),
        kind: text(sight.unitKind),
      };
    }
    case 'cycle':
      return { cycles: text(sight.cycleId) };
  }
}
