import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api } from '../app/api.js';
import { Problem } from '../app/problem.js';
import { UnitYear } from './unit-year.js';

interface UnitYearOfProps {
  readonly cycleId: string;
  readonly unitId: string;
}

/** The year of a unit, read anew when somebody comes back to it. */
export function UnitYearOf({ cycleId, unitId }: UnitYearOfProps) {
  const { data, error, refetch } = useQuery({
    queryKey: ['unit-year', cycleId, unitId],
    queryFn: () => api.call('GET /cycles/{cycleId}/units/{unitId}', { params: { cycleId, unitId } }),
  });
  const name = data?.unit.name;
  useEffect(() => {
    if (name !== undefined) document.title = `${name} · antq`;
  }, [name]);
  return (
    <main className="page page-narrow" aria-busy={data === undefined && error === null}>
      {data === undefined && error === null && <span className="waiting-line" />}
      {data === undefined && error !== null && <Problem error={error} onRetry={() => void refetch()} />}
      {data !== undefined && <UnitYear year={data} />}
    </main>
  );
}
