import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { api } from '../app/api.js';
import { useCycle } from '../app/cycle.js';
import { Problem } from '../app/problem.js';
import { UnitYear } from './unit-year.js';

export const unitKey = (cycleId: string, unitId: string) => ['unit-year', cycleId, unitId] as const;

/** Hồ sơ đơn vị: the year of one unit. */
export function UnitPage() {
  const { unitId } = useParams({ from: '/inside/don-vi/$unitId' });
  const cycle = useCycle();
  const { data, error, refetch } = useQuery({
    queryKey: unitKey(cycle?.id ?? '', unitId),
    queryFn: () =>
      api.call('GET /cycles/{cycleId}/units/{unitId}', { params: { cycleId: cycle?.id ?? '', unitId } }),
    enabled: cycle !== undefined,
  });
  if (data === undefined) {
    return (
      <main className="page page-narrow" aria-busy={error === null}>
        {error === null ? (
          <span className="waiting-line" />
        ) : (
          <Problem error={error} onRetry={() => void refetch()} />
        )}
      </main>
    );
  }
  return (
    <main className="page page-narrow">
      <UnitYear year={data} />
    </main>
  );
}
