import type { Places } from '#libs/roster';
import type { Stores } from '../transaction/records.port.js';

/** A province with its communes of now and of before, as lists name them. */
export async function placesOf({ units }: Stores<'units'>, provinceCode: string): Promise<Places> {
  const province = await units.area(provinceCode);
  return {
    province: { code: provinceCode, name: province?.name ?? provinceCode },
    communes: await units.communes(provinceCode),
    formerCommunes: await units.formerCommunes(provinceCode),
  };
}
