import { WithCycle } from '../app/cycle.js';
import { useSignedIn } from '../app/session.js';
import { UnitYearOf } from '../unit/unit-year-of.js';

/** Việc của tôi: the year of the unit whose people ask. */
export function TasksPage() {
  const { scope } = useSignedIn();
  return <WithCycle>{({ id }) => <UnitYearOf cycleId={id} unitId={scope.code} />}</WithCycle>;
}
