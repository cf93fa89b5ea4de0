import type { Office, Unit } from '#libs/application';
import type { OfficeRow } from '../areas/area.rows.js';
import type { ContactRow, UnitRow } from './unit.rows.js';

/** What a unit is told of its commune. */
export type UnitCommune = Pick<Unit, 'communeName' | 'districtCode'>;

export function toUnit(row: UnitRow, commune: UnitCommune, contacts: readonly ContactRow[]): Unit {
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    subKind: row.subKind,
    managedBy: row.managedBy,
    size: row.size,
    hasParty: row.hasParty,
    hasUnion: row.hasUnion,
    hasMassOrganisations: row.hasMassOrganisations,
    hasGuards: row.hasGuards,
    hasStudents: row.hasStudents,
    isFdi: row.isFdi,
    communeCode: row.communeCode,
    ...commune,
    provinceCode: row.provinceCode,
    superior: row.superior ?? undefined,
    subunits: row.subunits,
    headcount: row.headcount,
    students: row.students,
    email: row.email ?? undefined,
    contacts: contacts.map((contact) => ({
      role: contact.role,
      name: contact.name,
      email: contact.email ?? undefined,
      phone: contact.phone ?? undefined,
    })),
  };
}

export const toOffice = (row: OfficeRow): Office => ({
  code: row.code,
  kind: row.kind,
  name: row.name,
  areaCode: row.areaCode ?? undefined,
  email: row.email ?? undefined,
  address: row.address ?? undefined,
  telephone: row.telephone ?? undefined,
  dutyOfficer: row.dutyOfficer ?? undefined,
});
