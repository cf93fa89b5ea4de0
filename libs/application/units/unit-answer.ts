import type { UnitAnswer } from '#libs/contracts/http';
import type { UnitYear } from '../unit-years/unit-years.port.js';
import type { Office, Unit } from './units.port.js';

export function unitAnswer(unit: Unit): UnitAnswer {
  const { hasParty, hasUnion, hasMassOrganisations, hasGuards, hasStudents, isFdi } = unit;
  return {
    id: unit.id,
    name: unit.name,
    kind: unit.kind,
    subKind: unit.subKind,
    communeCode: unit.communeCode,
    communeName: unit.communeName,
    districtCode: unit.districtCode,
    managedBy: unit.managedBy,
    superior: unit.superior,
    size: unit.size,
    flags: { hasParty, hasUnion, hasMassOrganisations, hasGuards, hasStudents, isFdi },
    subunits: unit.subunits,
    headcount: unit.headcount,
    students: unit.students,
    email: unit.email,
    contacts: unit.contacts,
  };
}

/** An office as the subject of a year: it has neither size nor people of its own. */
export function bodyAnswer(office: Office, year: UnitYear, areaName: string): UnitAnswer {
  return {
    id: office.code,
    name: office.name,
    kind: year.unitKind,
    subKind: year.bodyKey ?? '',
    communeCode: year.communeCode,
    communeName: areaName,
    managedBy: year.managedBy,
    size: '',
    flags: {},
    subunits: 0,
    headcount: 0,
    students: 0,
    email: office.email,
    contacts: [],
  };
}
