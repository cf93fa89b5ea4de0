import type { Stores } from '../transaction/records.port.js';
import type { Area, Unit } from '../units/units.port.js';
import type { YearStanding } from './readiness.js';

/** Units of one statement. */
const PAGE = 500;

/** What a year of an area would find: units, offices, who acts for them, days off. */
export async function yearStanding(
  records: Stores<'accounts' | 'holidays' | 'offices' | 'units'>,
  area: Area,
  year: number,
): Promise<YearStanding> {
  const { provinceCode } = area;
  const units: Unit[] = [];
  let page: readonly Unit[];
  do {
    page = await records.units.page(area, units.at(-1)?.id, PAGE);
    units.push(...page);
  } while (page.length === PAGE);
  const codes = units.flatMap(({ communeCode, districtCode }) => [communeCode, districtCode ?? communeCode]);
  const [table] = await records.holidays.inForce(provinceCode, year);
  return {
    provinceCode,
    units,
    offices: await records.offices.ofProvince(provinceCode),
    actors: await records.accounts.actorsOf(provinceCode),
    hasDaysOff: table?.days.some(({ kind }) => kind === 'off') === true,
    areaNames: await records.units.areaNames([...new Set([provinceCode, ...codes])]),
  };
}
