import type { Cycle } from '../cycles/cycles.port.js';
import type { SheetRecord } from '../papers/papers.port.js';
import { overlaid } from '../transaction/overlaid.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';
import type { Office } from '../units/units.port.js';

type Needs = Stores<'cycles' | 'papers' | 'units'>;

/**
 * The records of a transaction in which what every judgement of a list asks for was read at once: sheets, confirmations
 * and offices. Everything else goes through.
 */
export async function readingAhead<S extends Needs>(
  records: S,
  cycle: Pick<Cycle, 'id'>,
  units: readonly UnitYear[],
): Promise<S> {
  const found = await records.papers.latestSheets(
    cycle.id,
    units.map(({ unitId, state }) => ({ unitId, round: state.round })),
  );
  const sheets = new Map(found.map((sheet): [string, SheetRecord] => [sheet.unitId, sheet]));
  const confirmations = records.cycles.confirmations(cycle.id);
  const offices = new Map<string, Promise<Office | undefined>>();
  await confirmations;
  return {
    ...records,
    papers: overlaid(records.papers, {
      latestSheet: (_cycleId: string, unitId: string) => Promise.resolve(sheets.get(unitId)),
    }),
    cycles: overlaid(records.cycles, { confirmations: () => confirmations }),
    units: overlaid(records.units, {
      office: (code: string) => {
        const known = offices.get(code) ?? records.units.office(code);
        offices.set(code, known);
        return known;
      },
    }),
  };
}
