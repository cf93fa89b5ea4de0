import { useParams } from '@tanstack/react-router';
import { UnitYearOf } from '../unit/unit-year-of.js';

/** The step that a mail leads to, in the year of its unit. */
export function StepPage() {
  const { cycleId, unitId } = useParams({ from: '/inside/viec/$cycleId/$unitId/$stage' });
  return <UnitYearOf cycleId={cycleId} unitId={unitId} />;
}
