import { Seeder } from '#libs/persistence';
import type { SpecDatabase } from './database/spec-database.js';

/** A province, its commune, and the district between them that is no more from 01/7/2025. */
export const FORMER_DISTRICT = { province: '951', district: '95110', commune: '95111' } as const;

/** Puts the areas in, with an office of the police at each, and another one in the commune. */
export async function seedFormerDistrict({ source }: SpecDatabase): Promise<void> {
  const { province, district, commune } = FORMER_DISTRICT;
  const seeder = new Seeder(source);
  const ended = { validTo: '2025-06-30', successorCode: province };
  await seeder.areas([
    { code: province, kind: 'tinh', name: 'Tỉnh mẫu', adminKind: 'tỉnh' },
    { code: district, kind: 'huyen', name: 'Huyện mẫu', adminKind: 'huyện', parentCode: province, ...ended },
    { code: commune, kind: 'xa', name: 'Xã mẫu', adminKind: 'xã', parentCode: province },
  ]);
  const police = (code: string, kind: string, areaCode: string) => ({
    ...{ code, kind, areaCode },
    name: `Công an ${code}`,
    duties: [],
  });
  await seeder.offices([
    police('CAT', 'province-police', province),
    police('CAH', 'district-police', district),
    police('CAX', 'commune-police', commune),
    police('CAX2', 'commune-police', commune),
  ]);
}
