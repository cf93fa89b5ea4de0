import type { Unit } from '#libs/application';
import type { UnitAnswer } from '#libs/contracts';

export function unitAnswer(unit: Unit): UnitAnswer {
  const { hasParty, hasUnion, hasMassOrganisations, hasGuards, hasStudents, isFdi } = unit;
  return {
    id: unit.id,
    name: unit.name,
    kind: unit.kind,
    subKind: unit.subKind,
    communeCode: unit.communeCode,
    communeName: unit.communeName,
    managedBy: unit.managedBy,
    size: unit.size,
    flags: { hasParty, hasUnion, hasMassOrganisations, hasGuards, hasStudents, isFdi },
    subunits: unit.subunits,
    headcount: unit.headcount,
    students: unit.students,
    email: unit.email,
    contacts: unit.contacts,
  };
}
