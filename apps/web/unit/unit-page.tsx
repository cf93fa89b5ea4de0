import { useParams } from '@tanstack/react-router';
import { WithCycle } from '../app/cycle.js';
import { UnitYearOf } from './unit-year-of.js';

/** Hồ sơ đơn vị: the year of one unit. */
export function UnitPage() {
  const { unitId } = useParams({ from: '/inside/don-vi/$unitId' });
  return <WithCycle>{({ id }) => <UnitYearOf cycleId={id} unitId={unitId} />}</WithCycle>;
}
