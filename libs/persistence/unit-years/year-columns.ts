import { exemplarOf, type UnitYearState } from '#libs/unit-year';
import type { UnitYearRow } from './unit-year.rows.js';

/** What lists ask of a year, beside the lines of its stages. */
export const columnsOf = (
  state: UnitYearState,
): Pick<UnitYearRow, 'pledgeTotal' | 'pledged' | 'exemplar'> => ({
  pledgeTotal: state.pledges?.total ?? null,
  pledged: state.pledges?.pledged ?? null,
  exemplar: exemplarOf(state) ?? null,
});
