import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import type { CycleAnswer } from '#libs/contracts/http';
import { api } from './api.js';

export const useCycles = () =>
  useQuery({
    queryKey: ['cycles'],
    queryFn: async () => (await api.call('GET /cycles')).items,
    staleTime: 30_000,
    // The clock of a rehearsal goes on by itself.
    refetchInterval: ({ state: { data } }) => (data?.some(isRehearsed) === true ? CLOCK_MS : false),
  });

const CLOCK_MS = 5_000;
const isRehearsed = ({ clockKind, state }: CycleAnswer): boolean =>
  clockKind === 'rehearsal' && state === 'open';

/** Of the cycles that run the one opened last, a real one before a rehearsal; where none runs, the same of all. */
export function presentCycleOf(cycles: readonly CycleAnswer[]): CycleAnswer | undefined {
  const newest = cycles.toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
  const running = newest.filter(({ state }) => state === 'open');
  const among = running.length === 0 ? newest : running;
  return among.find(({ clockKind }) => clockKind === 'calendar') ?? among[0];
}

/** The cycle that the address names, else the present one; undefined while it is asked for or where there is none. */
export function useCycle(): CycleAnswer | undefined {
  const named = useSearch({ strict: false })['chu-ky'];
  const { data } = useCycles();
  if (data === undefined) return undefined;
  return named === undefined ? presentCycleOf(data) : data.find(({ id }) => id === named);
}
