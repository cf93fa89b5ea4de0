import { formatDay, isIsoDate } from '#libs/calendar';
import { evaluate, type PackRegister, type RegisterField, type UnitProfile } from '#libs/policy';
import type { EntryData, EntryProblem } from './registers.types.js';

const CONTROL = /\p{Cc}/u;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The fields that a unit fills in. */
export const fieldsFor = (register: PackRegister, unit: UnitProfile): readonly RegisterField[] =>
  register.fields.filter(({ when }) => when === undefined || evaluate(when, unit));

/** One value as it is kept, or what is wrong with it. */
function valueOf(field: RegisterField, raw: unknown): { readonly value: string | number } | string {
  switch (field.type) {
    case 'text': {
      const text = typeof raw === 'string' ? raw.normalize('NFC').trim() : '';
      if (text === '' || CONTROL.test(text)) return 'phải là chữ trên một dòng';
      return text.length > field.maxLength ? `dài quá ${field.maxLength} ký tự` : { value: text };
    }
    case 'whole':
      return typeof raw === 'number' && Number.isSafeInteger(raw) && raw >= field.min && raw <= field.max
        ? { value: raw }
        : `phải là số nguyên từ ${field.min} đến ${field.max}`;
    case 'day':
      return typeof raw === 'string' && isIsoDate(raw)
        ? { value: raw }
        : 'phải là một ngày có thật, dạng YYYY-MM-DD';
    case 'choice': {
      const known = field.options.map(({ key, text }) => `${key} (${text})`).join('; ');
      return field.options.some(({ key }) => key === raw)
        ? { value: raw as string }
        : `phải là một trong: ${known}`;
    }
    case 'entry':
      return typeof raw === 'string' && UUID.test(raw)
        ? { value: raw.toLowerCase() }
        : 'phải là mã của một mục trong sổ được nêu';
  }
}

/**
 * What is entered, checked against the fields that the register has for this unit: every fault at once, or the values
 * as they are kept (text in NFC, trimmed). That an entry which is referred to exists is the caller's to see.
 */
export function checkEntry(
  register: PackRegister,
  unit: UnitProfile,
  entered: Readonly<Record<string, unknown>>,
): { readonly data: EntryData } | { readonly problems: readonly EntryProblem[] } {
  const fields = fieldsFor(register, unit);
  const problems: EntryProblem[] = [];
  const report = (field: string, message: string): void => {
    problems.push({ field, message });
  };
  const data: Record<string, string | number> = {};
  const isGiven = (key: string) => entered[key] !== undefined && entered[key] !== null && entered[key] !== '';
  const nameOf = (key: string) => register.fields.find((field) => field.key === key)?.name ?? key;

  for (const key of Object.keys(entered).filter(isGiven)) {
    if (fields.some((field) => field.key === key)) continue;
    const other = register.fields.find((field) => field.key === key);
    report(
      key,
      other === undefined
        ? `Sổ “${register.name}” không có trường “${key}”; các trường: ${fields.map((field) => field.key).join(', ')}.`
        : `“${other.name}” không dùng cho đơn vị này; bỏ trường này.`,
    );
  }
  for (const field of fields) {
    if (!isGiven(field.key)) {
      if (field.required === true) report(field.key, `Thiếu “${field.name}”.`);
      continue;
    }
    const read = valueOf(field, entered[field.key]);
    if (typeof read === 'string') report(field.key, `“${field.name}” ${read}.`);
    else data[field.key] = read.value;
    if (field.needs !== undefined && !isGiven(field.needs))
      report(field.needs, `“${field.name}” cần có “${nameOf(field.needs)}”.`);
  }
  for (const field of fields) {
    if (field.type !== 'whole' || field.atMost === undefined) continue;
    const [value, most] = [data[field.key], data[field.atMost]];
    if (typeof value === 'number' && typeof most === 'number' && value > most)
      report(field.key, `“${field.name}” (${value}) lớn hơn “${nameOf(field.atMost)}” (${most}).`);
  }
  const { oneOf = [] } = register;
  const [first] = oneOf;
  if (first !== undefined && problems.length === 0 && oneOf.every((key) => (data[key] ?? 0) === 0))
    report(first, `Cần ít nhất một trong các số: ${oneOf.map(nameOf).join(', ')}.`);
  return problems.length > 0 ? { problems } : { data };
}

/** One value as people read it. */
export function shownValue(field: RegisterField, value: string | number): string {
  if (field.type === 'choice') return field.options.find(({ key }) => key === value)?.text ?? String(value);
  return field.type === 'day' ? formatDay(String(value)) : String(value);
}

/** An entry in one line, its fields in the order of the register: `Tên mô hình: …; Loại: …`. */
export const describeEntry = (register: PackRegister, data: EntryData): string =>
  register.fields
    .flatMap((field) => {
      const value = data[field.key];
      return value === undefined || field.type === 'entry'
        ? []
        : [`${field.name}: ${shownValue(field, value)}`];
    })
    .join('; ');
