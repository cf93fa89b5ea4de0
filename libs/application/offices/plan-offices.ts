import type { OfficeChangeAnswer, Problem } from '#libs/contracts';
import type { OfficeLine } from '#libs/roster';
import { placeOf } from '#libs/tables';
import { sameNameKey } from '#libs/text';
import type { KeptOffice } from './offices.port.js';

/** What an import of offices does: the same for a dry run and for the run after it. */
export interface OfficePlan {
  readonly inserts: readonly KeptOffice[];
  readonly updates: readonly KeptOffice[];
  readonly unchanged: number;
  /** Offices of the province that the list does not name; they stay. */
  readonly unlisted: readonly KeptOffice[];
  readonly changes: readonly OfficeChangeAnswer[];
  readonly problems: readonly Problem[];
}

type Told = Omit<KeptOffice, 'code' | 'kind' | 'duties'> & { readonly duties: string };

/** Vietnamese names of what an import may change. */
const LABELS: Readonly<Record<keyof Told, string>> = {
  name: 'Tên cơ quan',
  areaCode: 'Mã địa bàn',
  duties: 'Nhiệm vụ',
  address: 'Địa chỉ',
  telephone: 'Điện thoại',
  dutyOfficer: 'Trực ban',
  email: 'Thư điện tử',
};

/** Begins the codes that offices get whose list has none; the codes of units begin otherwise. */
const CODE_START = 'CQ';

/**
 * What comes of a list of offices. An office is found by its code; one without a code by its kind in its area, a body of a
 * sector by its name, among those that no row names by code. No office is moved to where another one of its kind stays. What the
 * list has no column for stays as it is.
 *
 * @param takenElsewhere codes in lower case that the province may not give
 */
export function planOffices(
  provinceCode: string,
  lines: readonly OfficeLine[],
  known: readonly KeptOffice[],
  takenElsewhere: ReadonlySet<string>,
): OfficePlan {
  const byCode = new Map(known.map((office) => [office.code.toLowerCase(), office]));
  const given = new Set(lines.flatMap(({ code }) => (code === undefined ? [] : [code.toLowerCase()])));
  const byPlace = new Map(
    known.filter(({ code }) => !given.has(code.toLowerCase())).map((office) => [placeKey(office), office]),
  );
  let last = 0;
  const nextCode = (): string => {
    for (;;) {
      last += 1;
      const code = `${CODE_START}${provinceCode}${String(last).padStart(4, '0')}`;
      const key = code.toLowerCase();
      if (!byCode.has(key) && !given.has(key) && !takenElsewhere.has(key)) return code;
    }
  };
  const inserts: KeptOffice[] = [];
  const updates: KeptOffice[] = [];
  const changes: OfficeChangeAnswer[] = [];
  const problems: Problem[] = [];
  const listed = new Set<string>();
  for (const line of lines) {
    const before =
      line.code === undefined ? byPlace.get(placeKey(line)) : byCode.get(line.code.toLowerCase());
    const problem = problemOf(line, before, byPlace.get(placeKey(line)), takenElsewhere);
    if (problem !== undefined) {
      problems.push({ ...problem, place: placeOf(line.line) });
      continue;
    }
    const after = officeOf(line, before, nextCode);
    listed.add(after.code);
    if (before === undefined) {
      inserts.push(after);
      changes.push({ office: after.code, name: after.name, isNew: true, fields: [] });
      continue;
    }
    const fields = changedFields(before, after);
    if (fields.length === 0) continue;
    updates.push(after);
    changes.push({ office: after.code, name: after.name, isNew: false, fields });
  }
  const unlisted = known.filter(({ code }) => !listed.has(code));
  const unchanged = lines.length - inserts.length - updates.length - problems.length;
  return { inserts, updates, unchanged, unlisted, changes, problems };
}

const placeKey = ({ kind, areaCode, name }: Pick<OfficeLine, 'areaCode' | 'kind' | 'name'>): string =>
  `${kind} ${areaCode} ${kind === 'sector' ? sameNameKey(name) : ''}`;

/**
 * A code stays with its kind: what has acted under it as police does not become a committee.
 *
 * @param there the office of that kind that stays at the place, and that no row names by code
 */
function problemOf(
  { code, kind }: OfficeLine,
  before: KeptOffice | undefined,
  there: KeptOffice | undefined,
  takenElsewhere: ReadonlySet<string>,
): Omit<Problem, 'place'> | undefined {
  if (code === undefined) return undefined;
  if (takenElsewhere.has(code.toLowerCase())) {
    const message = `Mã "${code}" đã có đơn vị hoặc cơ quan khác dùng; chọn mã khác, hoặc để trống để hệ thống đặt mã.`;
    return { code: 'OFFICES.CODE_TAKEN', message };
  }
  if (before !== undefined && before.kind !== kind) {
    const message = `Mã "${before.code}" là của "${before.name}", một cơ quan loại khác; sửa mã hoặc loại cơ quan.`;
    return { code: 'OFFICES.OTHER_KIND', message };
  }
  if (there !== undefined) {
    const message = `Địa bàn này đã có "${there.name}" (mã ${there.code}) cùng loại; ghi mã đó, hoặc để trống ô mã.`;
    return { code: 'OFFICES.DUPLICATE', message };
  }
  return undefined;
}

function officeOf(line: OfficeLine, before: KeptOffice | undefined, nextCode: () => string): KeptOffice {
  const { name, kind, areaCode, duties, details } = line;
  const code = before?.code ?? line.code ?? nextCode();
  const { address, telephone, dutyOfficer, email } = { ...before, ...stated(line, details) };
  return { code, name, kind, areaCode, duties, address, telephone, dutyOfficer, email };
}

/** What the list has a column for, a blank cell as nothing. */
const stated = ({ stated: fields }: OfficeLine, details: OfficeLine['details']): OfficeLine['details'] =>
  Object.fromEntries(fields.map((field) => [field, details[field]]));

function changedFields(before: KeptOffice, after: KeptOffice): OfficeChangeAnswer['fields'] {
  const shown = (office: KeptOffice, field: keyof Told): string =>
    field === 'duties' ? office.duties.join(', ') : (office[field] ?? '');
  return (Object.keys(LABELS) as (keyof Told)[])
    .filter((field) => shown(before, field) !== shown(after, field))
    .map((field) => ({
      field,
      label: LABELS[field],
      before: shown(before, field),
      after: shown(after, field),
    }));
}
