import type { UnitChangeAnswer } from '#libs/contracts';
import type { Contact, NewUnit, Unit } from './units.port.js';

type FieldChange = UnitChangeAnswer['fields'][number];
type Profile = Omit<NewUnit, 'id' | 'contacts'>;

/** Vietnamese names of what an import may change. */
const labels: Readonly<Record<keyof Profile, string>> = {
  name: 'Tên đơn vị',
  kind: 'Loại hình',
  subKind: 'Phân loại chi tiết',
  communeCode: 'Mã xã',
  managedBy: 'Cấp quản lý',
  superior: 'Cơ quan chủ quản',
  size: 'Quy mô',
  hasParty: 'Tổ chức Đảng',
  hasUnion: 'Công đoàn',
  hasMassOrganisations: 'Đoàn thể',
  hasGuards: 'LL bảo vệ',
  hasStudents: 'Có học sinh',
  isFdi: 'FDI',
  subunits: 'Số phòng, ban, tổ',
  headcount: 'Số người',
  students: 'Số học sinh',
  email: 'Email đơn vị',
};

const contactLabels: Readonly<Record<Contact['role'], string>> = {
  officer: 'Cán bộ đầu mối',
  second: 'Liên hệ thứ hai',
  head: 'Thủ trưởng',
};

const shown = (value: string | number | boolean | undefined): string => {
  if (value === undefined) return '';
  return typeof value === 'boolean' ? (value ? 'có' : 'không') : String(value);
};

const contactText = ({ name, email, phone }: Contact): string =>
  [name, email, phone].filter((part) => part !== undefined && part !== '').join(', ');

/** What a list states otherwise than the unit has it; contacts that the list does not name stay. */
export function unitChanges(before: Unit, after: NewUnit): readonly FieldChange[] {
  const fields = (Object.keys(labels) as (keyof Profile)[]).filter((field) => before[field] !== after[field]);
  const changes: FieldChange[] = fields.map((field) => ({
    field,
    label: labels[field],
    before: shown(before[field]),
    after: shown(after[field]),
  }));
  for (const contact of after.contacts) {
    const known = before.contacts.find(({ role }) => role === contact.role);
    const [was, is] = [known === undefined ? '' : contactText(known), contactText(contact)];
    if (was === is) continue;
    changes.push({
      field: `contacts.${contact.role}`,
      label: contactLabels[contact.role],
      before: was,
      after: is,
    });
  }
  return changes;
}
