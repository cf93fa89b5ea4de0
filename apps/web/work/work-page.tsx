import { useQuery } from '@tanstack/react-query';
import { api } from '../app/api.js';
import { useCycle } from '../app/cycle.js';
import { Problem } from '../app/problem.js';
import { useSignedIn } from '../app/session.js';
import { unitKey } from '../unit/unit-page.js';
import { UnitYear } from '../unit/unit-year.js';

/** Việc của tôi: what a unit's people owe in the year. */
export function WorkPage() {
  const { scope } = useSignedIn();
  const cycle = useCycle();
  const { data, error, refetch } = useQuery({
    queryKey: unitKey(cycle?.id ?? '', scope.code),
    queryFn: () =>
      api.call('GET /cycles/{cycleId}/units/{unitId}', {
        params: { cycleId: cycle?.id ?? '', unitId: scope.code },
      }),
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
