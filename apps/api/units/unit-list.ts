import type { ListReader, NewUnit } from '#libs/application';
import { DomainError } from '#libs/contracts';
import { readTable } from '#libs/documents';
import { parseRoster, type RosterProblem, type RosterUnit } from '#libs/roster';

/**
 * Reads a unit list from a CSV or XLSX file.
 *
 * @throws DomainError ROSTER.REFUSED where the file as a whole cannot be read
 */
export function unitListReader(file: Uint8Array, filename: string, communeCode?: string): ListReader {
  return async (communes) => {
    const table = await readTable(file, filename);
    if ('problem' in table) throw new DomainError('ROSTER.REFUSED', {}, [problemOf(table.problem)]);
    const { units, problems, rowsRead } = parseRoster(table.rows, { communes, communeCode });
    if (rowsRead === 0 && problems.length > 0) {
      throw new DomainError('ROSTER.REFUSED', {}, problems.map(problemOf));
    }
    return { units: units.map(newUnit), problems: problems.map(problemOf), rowsRead };
  };
}

function newUnit(unit: RosterUnit): NewUnit {
  const { code, officerName, officerEmail, officerPhone, secondContactEmail, headName, headEmail } = unit;
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
    subunits: unit.subunits,
    headcount: unit.headcount,
    students: unit.students,
    email: unit.email === '' ? undefined : unit.email,
    contacts: [
      { role: 'officer', name: officerName, email: officerEmail, phone: officerPhone },
      ...(secondContactEmail === undefined
        ? []
        : [{ role: 'second' as const, name: 'Đầu mối thứ hai', email: secondContactEmail }]),
      ...(headName === undefined ? [] : [{ role: 'head' as const, name: headName, email: headEmail }]),
    ],
  };
}

function problemOf(problem: RosterProblem) {
  const row = problem.row === undefined ? 'tệp' : `dòng ${problem.row}`;
  const place = problem.column === undefined ? row : `${row}, cột "${problem.column}"`;
  return { code: problem.code, place, message: problem.message };
}
