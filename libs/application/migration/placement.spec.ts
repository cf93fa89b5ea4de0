import { describe, expect, it } from '@jest/globals';
import { Placement } from './placement.js';

describe('a unit of a district that is no more', () => {
  const areas = [
    { code: '51', kind: 'tinh', name: 'Tỉnh' },
    {
      code: 'H1',
      kind: 'huyen',
      name: 'Huyện',
      parentCode: '51',
      validTo: '2025-06-30',
      successorCode: '51',
    },
    { code: 'C1', kind: 'xa', name: 'Xã cũ', parentCode: 'H1', validTo: '2025-06-30', successorCode: 'X1' },
    { code: 'X1', kind: 'xa', name: 'Xã mới', parentCode: '51', validFrom: '2025-07-01' },
  ] as const;
  const unit = { unitId: 'U1', unitName: 'Trường', communeCode: 'C1', districtCode: 'H1' };
  const placed = (rows: ConstructorParameters<typeof Placement>[3]) =>
    new Placement(areas, '2025-07-01', ['tinh', 'xa'], rows).of({ ...unit, managedBy: 'huyen' });

  it('comes under no level that nobody has named, although its district has a successor', () => {
    expect(placed([])).toMatchObject({ id: 'U1', code: 'MIGRATION.LEVEL' });
  });

  it('comes under the level of the table', () => {
    expect(placed([{ from: 'huyen', level: 'xa' }])).toEqual({ communeCode: 'X1', managedBy: 'xa' });
  });
});
