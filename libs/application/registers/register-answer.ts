import type {
  RegisterAnswer,
  RegisterEntryAnswer,
  RegisterFieldAnswer,
  RegisterReopeningAnswer,
} from '#libs/contracts/http';
import { cite, type PackRegister, type PolicyPack, type RegisterField } from '#libs/policy';
import { describeEntry } from '#libs/registers';
import type { RegisterCount, RegisterEntry, RegisterLine, Reopening } from './registers.port.js';

/** A register as lists and forms show it. */
export function registerAnswer(
  pack: PolicyPack,
  register: PackRegister,
): Omit<RegisterAnswer, 'entries' | 'units' | 'by' | 'sums'> {
  return {
    register: register.key,
    name: register.name,
    recordedBy: register.recordedBy,
    numbersOnly: register.numbersOnly === true,
    source: cite(pack, register.src),
    status: register.status,
    formAssumed: register.form.status === 'assumed',
    fields: register.fields.map(fieldAnswer),
    reasons: register.reasons,
    criteria: [...new Set(register.readings.map(({ criterion }) => criterion))],
  };
}

function fieldAnswer(field: RegisterField): RegisterFieldAnswer {
  const { key, name, type, required } = field;
  return {
    key,
    name,
    type,
    required: required === true,
    options: field.type === 'choice' ? field.options : undefined,
    min: field.type === 'whole' ? field.min : undefined,
    max: field.type === 'whole' ? field.max : undefined,
    maxLength: field.type === 'text' ? field.maxLength : undefined,
    of: field.type === 'entry' ? field.of : undefined,
  };
}

/** How much a register holds in the account’s scope. */
export function countAnswer(
  register: PackRegister,
  count: RegisterCount | undefined,
): Pick<RegisterAnswer, 'entries' | 'units' | 'by' | 'sums'> {
  const choice = register.fields.find(({ key }) => key === register.countBy);
  const textOf = (value: string) =>
    (choice?.type === 'choice' ? choice.options.find(({ key }) => key === value)?.text : undefined) ?? value;
  return {
    entries: count?.entries ?? 0,
    units: count?.units ?? 0,
    by: (count?.by ?? []).map(({ value, entries }) => ({ value, text: textOf(value), entries })),
    sums: (register.sums ?? []).map((field) => ({
      field,
      name: register.fields.find(({ key }) => key === field)?.name ?? field,
      total: count?.sums[field] ?? 0,
    })),
  };
}

/** One entry with its line of words. */
export function entryAnswer(
  register: PackRegister,
  entry: RegisterEntry | RegisterLine,
): RegisterEntryAnswer {
  const { id, version, cycleId, unitId, effectiveOn, data, state, reason, recordedAt, at, onBehalf } = entry;
  return {
    id,
    version,
    cycleId,
    register: register.key,
    unitId,
    ...('unitName' in entry
      ? { unitName: entry.unitName, communeCode: entry.communeCode, communeName: entry.communeName }
      : {}),
    effectiveOn,
    data,
    text: describeEntry(register, data),
    state,
    reason,
    recordedAt,
    at,
    recordedBy: { name: entry.actor.name, role: entry.actor.role },
    onBehalf:
      onBehalf === undefined
        ? undefined
        : { arrivalNumber: onBehalf.arrivalNumber, arrivedOn: onBehalf.arrivedOn },
  };
}

/** A reopening as lists show it. */
export function reopeningAnswer(reopening: Reopening): RegisterReopeningAnswer {
  const { id, register, unitId, areaCode, until, reason, recordedAt, actor } = reopening;
  return { id, register, unitId, areaCode, until, reason, recordedAt, recordedBy: actor.name };
}
