import type { RosterUnit } from '#libs/roster';
import type { Contact, NewUnit } from './units.port.js';

/** A unit as a list states it, as it is stored. */
export function newUnitOf(unit: RosterUnit): NewUnit {
  const { code, officerName, officerEmail, officerPhone, secondContactEmail, headName, headEmail } = unit;
  const second: Contact[] =
    secondContactEmail === undefined
      ? []
      : [{ role: 'second', name: 'Đầu mối thứ hai', email: secondContactEmail }];
  const head: Contact[] = headName === undefined ? [] : [{ role: 'head', name: headName, email: headEmail }];
  return {
    id: code,
    name: unit.name,
    kind: unit.kind,
    subKind: unit.subKind,
    managedBy: unit.managedBy,
    size: unit.size,
    hasParty: unit.hasParty,
    hasUnion: unit.hasUnion,
    hasMassOrganisations: unit.hasMassOrganisations,
    hasGuards: unit.hasGuards,
    hasStudents: unit.hasStudents,
    isFdi: unit.isFdi,
    communeCode: unit.communeCode,
    superior: unit.superior,
    subunits: unit.subunits,
    headcount: unit.headcount,
    students: unit.students,
    email: unit.email,
    contacts: [
      { role: 'officer', name: officerName, email: officerEmail, phone: officerPhone },
      ...second,
      ...head,
    ],
  };
}
