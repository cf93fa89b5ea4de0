import type { Config } from '#libs/config';
import { createDataSource, type Database, type PoolObserver } from '#libs/persistence';

/** Accounts are looked up and runs told by a few short statements each. */
const UPKEEP_CONNECTIONS = 5;

/** What the connections of the API are for. */
export const POOLS = ['commands', 'reads', 'exports', 'upkeep'] as const;
export type PoolName = (typeof POOLS)[number];

/** Pools on which nothing is written. */
const READERS: readonly PoolName[] = ['reads', 'exports'];

/** One pool for each kind of work, so that no kind takes the connections of another. */
export type Pools = Readonly<Record<PoolName, Database>>;

/** @param observe told of every connection that is asked for */
export async function openPools(
  { database }: Pick<Config, 'database'>,
  observe: (pool: PoolName) => PoolObserver,
): Promise<Pools> {
  const sizes: Readonly<Record<PoolName, number>> = {
    commands: database.poolSize,
    reads: database.readPoolSize,
    exports: database.exportPoolSize,
    upkeep: UPKEEP_CONNECTIONS,
  };
  const { atMost, waitMs } = database.queue;
  const open = async (name: PoolName): Promise<Database> =>
    createDataSource({
      url: database.url,
      poolSize: sizes[name],
      applicationName: `antq-api-${name}`,
      // Whoever asks for anything is looked up first, so as many may wait there as in all the others.
      queue: { waitMs, atMost: name === 'upkeep' ? atMost * (POOLS.length - 1) : atMost },
      observer: observe(name),
      role: READERS.includes(name) ? 'antq_reader' : undefined,
    }).initialize();
  const [commands, reads, exports, upkeep] = await Promise.all([
    open('commands'),
    open('reads'),
    open('exports'),
    open('upkeep'),
  ]);
  return { commands, reads, exports, upkeep };
}

export async function closePools(pools: Pools): Promise<void> {
  await Promise.all(POOLS.map((name) => pools[name].destroy()));
}
