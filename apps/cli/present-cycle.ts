import type { CycleAnswer, Page } from '#libs/contracts';
import { CliError, EXIT } from './cli.error.js';
import type { ApiClient } from './client.js';

/** The cycle that was named, else the one opened last of those that run, else the one opened last. */
export async function cycleInView(client: ApiClient, named: string | undefined): Promise<string> {
  if (named !== undefined) return named;
  const { items } = await client.get<Page<CycleAnswer>>('/cycles');
  const newest = items.toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
  const found = newest.find(({ state }) => state === 'open') ?? newest[0];
  if (found === undefined)
    throw new CliError(EXIT.notFound, 'Chưa có chu kỳ nào. Mở chu kỳ: antq cycle open');
  return found.id;
}
