import type { TableFile } from '#libs/tables';
import type { PeoplePlaces } from './people-list.js';

/** A CSV file of these lines. */
export const csvFile = (...lines: readonly string[]): TableFile => ({
  filename: 'ds.csv',
  content: new TextEncoder().encode(`${lines.join('\n')}\n`),
});

const office = (code: string, kind: string, areaCode: string, ...duties: string[]) => ({
  ...{ code, kind, areaCode, duties },
  name: `Cơ quan ${code}`,
});

/** A province of two communes with some offices and units. */
export const PLACES: PeoplePlaces = {
  province: { code: '12', name: 'Lai Châu' },
  communes: [
    { code: '03158', name: 'Xã Mường Kim' },
    { code: '03390', name: 'Phường Tân Phong' },
  ],
  offices: [
    office('CAT', 'province-police', '12', 'appraises', 'supervises'),
    office('BCDT', 'province-steering', '12', 'supervises'),
    office('GDT', 'sector', '12', 'supervises:co-so-giao-duc'),
    office('CAX', 'commune-police', '03158', 'appraises'),
    office('UBX', 'commune-committee', '03158', 'decides'),
  ],
  unitCodes: ['LC0001', '0012'],
};
