import { isInScope } from '#libs/access';
import type { Identity } from '../identity/identity.js';
import type { Stores } from '../transaction/records.port.js';
import type { Unit } from '../units/units.port.js';

type Needs = Stores<'units'>;

/** Units of the caller's scope by the codes that a list names them by. */
export interface UnitCodes {
  /** The id of the unit with this code, whatever the case of its letters; the code itself where there is none. */
  idOf(code: string): string;
  /** The unit that may be meant by a code that no unit has: one with zeros in front, which a spreadsheet drops. */
  meantBy(code: string): Unit | undefined;
}

const key = (code: string): string => code.toLowerCase();
const bare = (code: string): string => key(code).replace(/^0+(?=.)/, '');

/** Looks up the units that a list names. */
export async function unitsByCode(
  records: Needs,
  { scope }: Identity,
  codes: readonly string[],
): Promise<UnitCodes> {
  const found = await records.units.alike([...new Set(codes)]);
  const units = found.filter((unit) => isInScope(scope, { ...unit, unitId: unit.id, unitKind: unit.kind }));
  const byCode = new Map(units.map((unit) => [key(unit.id), unit]));
  const byBareCode = new Map(units.map((unit) => [bare(unit.id), unit]));
  return {
    idOf: (code) => byCode.get(key(code))?.id ?? code,
    meantBy: (code) => (byCode.has(key(code)) ? undefined : byBareCode.get(bare(code))),
  };
}

/** Asks for the code that is meant; nothing is taken from the row. */
export const askForCode = (code: string, { id, name }: Unit): string =>
  `Không có đơn vị mã ${code}; có phải là ${id} (${name}) đã mất các số 0 ở đầu? Hãy ghi lại đúng mã.`;
