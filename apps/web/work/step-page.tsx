import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { api } from '../app/api.js';
import { Problem } from '../app/problem.js';
import { unitKey } from '../unit/unit-page.js';
import { UnitYear } from '../unit/unit-year.js';

/** The step that a mail leads to. */
export function StepPage() {
  const { cycleId, unitId } = useParams({ from: '/inside/viec/$cycleId/$unitId/$stage' });
  const { data, error, refetch } = useQuery({
    queryKey: unitKey(cycleId, unitId),
    queryFn: () => api.call('GET /cycles/{cycleId}/units/{unitId}', { params: { cycleId, unitId } }),
  });
  return (
    <main className="page page-narrow" aria-busy={data === undefined && error === null}>
      {error !== null && <Problem error={error} onRetry={() => void refetch()} />}
      {data !== undefined && <UnitYear year={data} />}
    </main>
  );
}
