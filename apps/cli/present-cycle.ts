import type { ApiClient } from '#libs/api-client';
import type { CycleAnswer } from '#libs/contracts/http';
import { CliError, EXIT } from './cli.error.js';

/** The cycle that was named, else the one that is meant where none is. */
export async function cycleInView(client: ApiClient, named: string | undefined): Promise<CycleAnswer> {
  return named === undefined
    ? presentCycle(client)
    : client.call('GET /cycles/{cycleId}', { params: { cycleId: named } });
}

/** Its id alone; one that was named is not asked for. */
export const cycleIdInView = async (client: ApiClient, named: string | undefined): Promise<string> =>
  named ?? (await presentCycle(client)).id;

/** Of the cycles that run the one opened last, a real one before a rehearsal; where none runs, the same of all. */
async function presentCycle(client: ApiClient): Promise<CycleAnswer> {
  const { items } = await client.call('GET /cycles');
  const newest = items.toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
  const running = newest.filter(({ state }) => state === 'open');
  const among = running.length === 0 ? newest : running;
  const found = among.find(({ clockKind }) => clockKind === 'calendar') ?? among[0];
  if (found === undefined)
    throw new CliError(EXIT.notFound, 'Chưa có chu kỳ nào. Mở chu kỳ: antq cycle open');
  return found;
}
