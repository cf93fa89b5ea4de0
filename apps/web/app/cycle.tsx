import { useQuery } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { CycleAnswer } from '#libs/contracts/http';
import { api } from './api.js';
import { Problem } from './problem.js';

const CLOCK_MS = 5_000;
const isRehearsed = ({ clockKind, state }: CycleAnswer): boolean =>
  clockKind === 'rehearsal' && state === 'open';

export const useCycles = () =>
  useQuery({
    queryKey: ['cycles'],
    queryFn: async () => (await api.call('GET /cycles')).items,
    staleTime: 30_000,
    // The clock of a rehearsal goes on by itself.
    refetchInterval: ({ state: { data } }) => (data?.some(isRehearsed) === true ? CLOCK_MS : false),
  });

/** Of the cycles that run the one opened last, a real one before a rehearsal; where none runs, the same of all. */
export function presentCycleOf(cycles: readonly CycleAnswer[]): CycleAnswer | undefined {
  const newest = [...cycles].sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
  const running = newest.filter(({ state }) => state === 'open');
  const among = running.length === 0 ? newest : running;
  return among.find(({ clockKind }) => clockKind === 'calendar') ?? among[0];
}

/** The cycle that the address names, in its path or beside it, else the present one; undefined while it is asked for or where there is none. */
export function useCycle() {
  const { cycleId: inPath } = useParams({ strict: false });
  const { 'chu-ky': inSearch } = useSearch({ strict: false });
  const named = inPath ?? inSearch;
  const { data, error, refetch } = useCycles();
  const cycle =
    data === undefined || named === undefined
      ? presentCycleOf(data ?? [])
      : data.find(({ id }) => id === named);
  return { cycle, named, isInPath: inPath !== undefined, isAsked: data === undefined, error, refetch };
}

/** What a page shows of the cycle that is looked at, and a sentence in its place where there is none. */
export function WithCycle({ children }: { readonly children: (cycle: CycleAnswer) => ReactNode }) {
  const { cycle, named, isAsked, error, refetch } = useCycle();
  if (cycle !== undefined) return children(cycle);
  return (
    <main className="page page-narrow" aria-busy={isAsked && error === null}>
      {isAsked && error === null && <span className="waiting-line" />}
      {isAsked && error !== null && <Problem error={error} onRetry={() => void refetch()} />}
      {!isAsked && named === undefined && (
        <div className="empty">
          <h1>Chưa có chu kỳ nào</h1>
          <p>
            Quản trị mở chu kỳ của năm, hoặc mở một chu kỳ diễn tập để làm quen; bảng điều hành có số liệu
            ngay sau đó.
          </p>
        </div>
      )}
      {!isAsked && named !== undefined && (
        <div className="empty">
          <h1>Không có chu kỳ “{named}”</h1>
          <p>Đường dẫn nêu một chu kỳ không có trong phạm vi của tài khoản này.</p>
          <a className="button" href="/">
            Về trang của tôi
          </a>
        </div>
      )}
    </main>
  );
}
