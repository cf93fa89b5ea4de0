import { Inject, Injectable } from '@nestjs/common';
import { mayAct, RIGHTS, relationsToProvince } from '#libs/access';
import {
  CycleRules,
  contradictionsIn,
  findingsFor,
  type Identity,
  type ReadModel,
  type RegisterEntry,
  type RegisterLine,
  type Reopening,
  registerOf,
  registerScene,
  type UnitOfWork,
  visibleCycle,
} from '#libs/application';
import { DomainError } from '#libs/contracts';
import {
  type Page,
  type RegisterAnswer,
  type RegisterEntryAnswer,
  type RegisterFieldAnswer,
  type RegisterQuery,
  type RegisterReopeningAnswer,
  type RegistersAnswer,
  type UnitRegistersAnswer,
} from '#libs/contracts/http';

import {
  assessmentWindowOf,
  cite,
  type PackRegister,
  type PolicyPack,
  type RegisterField,
} from '#libs/policy';
import { describeEntry } from '#libs/registers';
import { READ_MODEL, UNIT_OF_WORK } from '../ports/tokens.js';

/** Registers as lists and forms show them. */
@Injectable()
export class RegisterReader {
  constructor(
    @Inject(UNIT_OF_WORK) private readonly unitOfWork: UnitOfWork,
    @Inject(READ_MODEL) private readonly readModel: ReadModel,
    private readonly rules: CycleRules,
  ) {}

  /** @throws DomainError CYCLE.UNKNOWN */
  async registers(identity: Identity, cycleId: string): Promise<RegistersAnswer> {
    return this.unitOfWork.inTransaction(async (records) => {
      const cycle = await visibleCycle(records, identity, cycleId);
      const pack = await this.rules.packOf(records, cycle);
      const counts = await records.registers.counts(cycleId, identity.scope, pack.registers);
      const held = relationsToProvince(identity, cycle.provinceCode);
      const seesReopenings = mayAct(RIGHTS, identity.role, 'readReopenings', held).granted;
      const reopenings = seesReopenings ? await records.registers.reopenings(cycleId) : [];
      return {
        cycleId,
        items: pack.registers.map((register) => {
          const count = counts.find((each) => each.register === register.key);
          return { ...registerAnswer(pack, register), ...countAnswer(register, count) };
        }),
        reopenings: reopenings.map(reopeningAnswer),
      };
    });
  }

  /** @throws DomainError CYCLE.UNKNOWN, REGISTER.UNKNOWN, UNIT.NOT_IN_SCOPE */
  async list(
    identity: Identity,
    cycleId: string,
    key: string,
    query: RegisterQuery,
    unitId?: string,
  ): Promise<Page<RegisterEntryAnswer>> {
    return this.unitOfWork.inTransaction(async (records) => {
      if (unitId !== undefined) await registerScene(records, this.rules, identity, cycleId, unitId);
      const cycle = await visibleCycle(records, identity, cycleId);
      const register = registerOf(await this.rules.packOf(records, cycle), key);
      const lines = await records.registers.page(cycleId, identity.scope, {
        register: key,
        state: query.state,
        unitId,
        communeCode: query.commune,
        after: query.cursor,
        limit: query.limit,
      });
      return {
        items: lines.map((line) => entryAnswer(register, line)),
        next: lines.length === query.limit ? lines.at(-1)?.id : undefined,
      };
    });
  }

  /** @throws DomainError CYCLE.UNKNOWN, UNIT.NOT_IN_SCOPE */
  async ofUnit(identity: Identity, cycleId: string, unitId: string): Promise<UnitRegistersAnswer> {
    const sheet = await this.readModel.sheet(cycleId, unitId);
    return this.unitOfWork.inTransaction(async (records) => {
      const { cycle, unit, rules } = await registerScene(records, this.rules, identity, cycleId, unitId);
      const { pack } = rules;
      const entries = await records.registers.ofUnit(cycleId, unitId);
      const findings = await findingsFor(records, pack, { cycleId, unitId, profile: unit });
      const { from, to, src, status } = assessmentWindowOf(pack, unit.kind, cycle.year);
      return {
        cycleId,
        unitId,
        unitName: unit.name,
        window: { from, to, source: cite(pack, src), status },
        findings: findings.map(({ src: of, reading: _, ...finding }) => ({
          ...finding,
          no: numberOf(pack, finding.criterion),
          reason: finding.speaks === 'against' ? sentence(finding.text) : undefined,
          source: cite(pack, of),
        })),
        entries: entries.flatMap((entry) => {
          const register = pack.registers.find((each) => each.key === entry.register);
          return register === undefined ? [] : [entryAnswer(register, entry)];
        }),
        contradictions: (['self', 'higher'] as const).flatMap((column) =>
          contradictionsIn(findings, sheet?.[column] ?? []).map(({ criterion, text }) => ({
            column,
            criterion,
            text,
          })),
        ),
      };
    });
  }

  /** @throws DomainError CYCLE.UNKNOWN */
  async entry(identity: Identity, recorded: RegisterEntry): Promise<RegisterEntryAnswer> {
    return this.unitOfWork.inTransaction(async (records) => {
      const cycle = await visibleCycle(records, identity, recorded.cycleId);
      return entryAnswer(registerOf(await this.rules.packOf(records, cycle), recorded.register), recorded);
    });
  }

  /** Every version of one entry, the first first. @throws DomainError REGISTER.ENTRY_UNKNOWN */
  async versions(
    identity: Identity,
    cycleId: string,
    unitId: string,
    key: string,
    entryId: string,
  ): Promise<{ readonly items: readonly RegisterEntryAnswer[] }> {
    return this.unitOfWork.inTransaction(async (records) => {
      const { rules } = await registerScene(records, this.rules, identity, cycleId, unitId);
      const register = registerOf(rules.pack, key);
      const found = await records.registers.versions(cycleId, entryId);
      const versions = found.filter((each) => each.unitId === unitId && each.register === key);
      if (versions.length === 0) throw new DomainError('REGISTER.ENTRY_UNKNOWN', { entry: entryId });
      return { items: versions.map((version) => entryAnswer(register, version)) };
    });
  }
}

const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** The number of a criterion as printed, its parents' before it: `5 a)`. */
function numberOf({ criteria }: PolicyPack, key: string): string {
  for (const criterion of criteria) {
    if (criterion.key === key) return criterion.no;
    const child = criterion.children?.find((each) => each.key === key);
    if (child !== undefined) return `${criterion.no} ${child.no}`;
  }
  return key;
}

function registerAnswer(
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

function countAnswer(
  register: PackRegister,
  count:
    | {
        readonly entries: number;
        readonly units: number;
        readonly by: readonly { readonly value: string; readonly entries: number }[];
        readonly sums: Readonly<Record<string, number>>;
      }
    | undefined,
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

function entryAnswer(register: PackRegister, entry: RegisterEntry | RegisterLine): RegisterEntryAnswer {
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
