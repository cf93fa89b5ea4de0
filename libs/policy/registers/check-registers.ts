import type { PolicyPack } from '../pack.schema.js';
import type { Report } from '../report.js';
import { leavesOf } from '../scoring/all-criteria.js';
import type { PackRegister, RegisterField, RegisterFilter, RegisterReading } from './registers.schema.js';

export type RegisterFaultCode =
  | 'PACK.REGISTER_CRITERION'
  | 'PACK.REGISTER_FIELD'
  | 'PACK.REGISTER_WORDS'
  | 'PACK.STAGE_UNKNOWN'
  | 'PACK.KEY_TWICE';

type RegisterReport = Report<RegisterFaultCode>;

/**
 * Whether the registers of a pack hold together: every field that is named exists and has the right type, every
 * reading speaks about a criterion that is scored itself, and what holds numbers only has no place for words.
 */
export const checkRegisters = (pack: PolicyPack, report: RegisterReport): void => {
  const leaves = leavesOf(pack.criteria);
  for (const register of pack.registers) {
    const place = `registers.${register.key}`;
    for (const { key, stages } of pack.stageSets) {
      if (stages.length > 0 && stages.every((stage) => !register.stages.includes(stage.key)))
        report(
          'PACK.STAGE_UNKNOWN',
          `${place}.stages`,
          `Quy trình “${key}” không có bước nào trong các bước ghi sổ: ${register.stages.join(', ')}.`,
        );
    }
    checkFields(pack, register, place, report);
    checkNumbersOnly(register, place, report);
    checkPapers(pack, register, place, report);
    for (const reading of register.readings) {
      const path = `${place}.readings.${reading.key}`;
      const criterion = leaves.find(({ key }) => key === reading.criterion);
      // A pack without the table of points, or one that is only extended, keeps its registers all the same.
      if (criterion === undefined && leaves.length > 0) {
        report(
          'PACK.REGISTER_CRITERION',
          path,
          `Không có tiêu chí chấm điểm “${reading.criterion}” trong bảng.`,
        );
      }
      if (criterion !== undefined && reading.as === 'awards' && criterion.perAward === undefined) {
        report('PACK.REGISTER_CRITERION', path, `Tiêu chí “${criterion.key}” không tính theo lượt khen.`);
      }
      checkReading(pack, register, reading, path, report);
    }
  }
};

const fieldOf = (register: PackRegister | undefined, key: string): RegisterField | undefined =>
  register?.fields.find((field) => field.key === key);

function expectField(
  register: PackRegister | undefined,
  key: string,
  type: RegisterField['type'],
  path: string,
  report: RegisterReport,
): void {
  if (fieldOf(register, key)?.type === type) return;
  report('PACK.REGISTER_FIELD', path, `Sổ không có trường “${key}” kiểu ${type}.`);
}

function checkFields(pack: PolicyPack, register: PackRegister, place: string, report: RegisterReport): void {
  const keys = register.fields.map(({ key }) => key);
  for (const key of new Set(keys.filter((each, index) => keys.indexOf(each) !== index)))
    report('PACK.KEY_TWICE', `${place}.fields.${key}`, `Khóa “${key}” ghi hai lần.`);
  for (const field of register.fields) {
    const path = `${place}.fields.${field.key}`;
    if (field.needs !== undefined && !keys.includes(field.needs))
      report('PACK.REGISTER_FIELD', path, `Sổ không có trường “${field.needs}”.`);
    if (field.type === 'whole') {
      if (field.max < field.min)
        report('PACK.REGISTER_FIELD', path, `Từ ${field.min} đến ${field.max} là khoảng ngược.`);
      if (field.atMost !== undefined) expectField(register, field.atMost, 'whole', path, report);
    }
    if (field.type === 'entry' && pack.registers.every(({ key }) => key !== field.of))
      report('PACK.REGISTER_FIELD', path, `Không có sổ “${field.of}”.`);
  }
  if (register.countBy !== undefined)
    expectField(register, register.countBy, 'choice', `${place}.countBy`, report);
  for (const one of register.oneOf ?? []) expectField(register, one, 'whole', `${place}.oneOf`, report);
  for (const sum of register.sums ?? []) expectField(register, sum, 'whole', `${place}.sums`, report);
}

function checkNumbersOnly(register: PackRegister, place: string, report: RegisterReport): void {
  if (register.numbersOnly !== true) return;
  for (const field of register.fields.filter(({ type }) => type === 'text')) {
    report(
      'PACK.REGISTER_WORDS',
      `${place}.fields.${field.key}`,
      'Sổ chỉ ghi ngày, loại, số thì không có trường chữ tự do.',
    );
  }
  if (register.reasons === undefined)
    report(
      'PACK.REGISTER_WORDS',
      `${place}.reasons`,
      'Sổ chỉ ghi ngày, loại, số cần danh sách lý do để chọn.',
    );
}

/** A paper that is filled in from the entries is one that the pack has. */
function checkPapers(pack: PolicyPack, register: PackRegister, place: string, report: RegisterReport): void {
  for (const { document, where, number, date, counterpart } of register.papers ?? []) {
    const path = `${place}.papers`;
    if (!pack.base && pack.documents.every(({ key }) => key !== document))
      report('PACK.REGISTER_FIELD', path, `Không có văn bản “${document}”.`);
    checkFilter(register, where, path, report);
    if (number !== undefined) expectField(register, number, 'text', path, report);
    if (date !== undefined) expectField(register, date, 'day', path, report);
    if (counterpart !== undefined) expectField(register, counterpart, 'text', path, report);
  }
}

function checkFilter(
  register: PackRegister | undefined,
  filter: RegisterFilter | undefined,
  path: string,
  report: RegisterReport,
): void {
  if (filter === undefined) return;
  const field = fieldOf(register, filter.field);
  if (field === undefined) report('PACK.REGISTER_FIELD', path, `Sổ không có trường “${filter.field}”.`);
  const options = field?.type === 'choice' ? field.options.map(({ key }) => key) : [];
  for (const value of filter.in?.filter((each) => !options.includes(each)) ?? [])
    report('PACK.REGISTER_FIELD', path, `Trường “${filter.field}” không có lựa chọn “${value}”.`);
}

function checkReading(
  pack: PolicyPack,
  register: PackRegister,
  reading: RegisterReading,
  path: string,
  report: RegisterReport,
): void {
  checkFilter(register, reading.where, path, report);
  switch (reading.as) {
    case 'awards':
      expectField(register, reading.collectives, 'whole', path, report);
      expectField(register, reading.persons, 'whole', path, report);
      break;
    case 'against':
      expectField(register, reading.counts, 'whole', path, report);
      break;
    case 'support': {
      if (reading.unless === undefined) break;
      const { register: key, field, where } = reading.unless;
      const other = pack.registers.find((each) => each.key === key);
      expectField(other, field, 'entry', path, report);
      checkFilter(other, where, path, report);
      break;
    }
    case 'share':
      if (pack.targets.every(({ key }) => key !== reading.target))
        report('PACK.REGISTER_FIELD', path, `Không có chỉ tiêu “${reading.target}”.`);
      for (const { done, of } of reading.groups) {
        expectField(register, done, 'whole', path, report);
        expectField(register, of, 'whole', path, report);
      }
  }
}
