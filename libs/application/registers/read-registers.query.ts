import { mayAct, RIGHTS, relationsToProvince } from '#libs/access';
import { DomainError } from '#libs/contracts';
import type { Page, RegisterEntryAnswer, RegistersAnswer, UnitRegistersAnswer } from '#libs/contracts/http';
import { assessmentWindowOf, cite, type PolicyPack } from '#libs/policy';
import { cycleToRead, requireToRead } from '../access/reading.js';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Identity } from '../identity/identity.js';
import type { ReadModel } from '../read-model/read-model.port.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import { countAnswer, entryAnswer, registerAnswer, reopeningAnswer } from './register-answer.js';
import { contradictionsIn, findingsFor } from './register-desk.js';
import { registerOf, registerScene } from './register-rules.js';
import type { RegisterEntry, RegisterFilter } from './registers.port.js';

type Needs = Stores<'cycles' | 'migrations' | 'registers' | 'unitYears' | 'units'>;

/** Registers as lists and forms show them. */
export class ReadRegisters {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly readModel: Pick<ReadModel, 'sheet'>,
    private readonly rules: CycleRules,
  ) {}

  /** @throws DomainError CYCLE.UNKNOWN */
  async registers(identity: Identity, cycleId: string): Promise<RegistersAnswer> {
    return this.unitOfWork.inTransaction(async (records) => {
      const cycle = await cycleToRead(records, identity, 'readRegisters', cycleId);
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
    page: Omit<RegisterFilter, 'register'>,
  ): Promise<Page<RegisterEntryAnswer>> {
    return this.unitOfWork.inTransaction(async (records) => {
      if (page.unitId !== undefined) {
        await this.scene(records, identity, cycleId, page.unitId);
      }
      const cycle = await cycleToRead(records, identity, 'readRegisters', cycleId);
      const register = registerOf(await this.rules.packOf(records, cycle), key);
      const lines = await records.registers.page(cycleId, identity.scope, {
        ...page,
        register: key,
      });
      return {
        items: lines.map((line) => entryAnswer(register, line)),
        next: lines.length === page.limit ? lines.at(-1)?.id : undefined,
      };
    });
  }

  /** @throws DomainError CYCLE.UNKNOWN, UNIT.NOT_IN_SCOPE */
  async ofUnit(identity: Identity, cycleId: string, unitId: string): Promise<UnitRegistersAnswer> {
    const sheet = await this.readModel.sheet(cycleId, unitId);
    return this.unitOfWork.inTransaction(async (records) => {
      const { cycle, unit, rules } = await this.scene(records, identity, cycleId, unitId);
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
      const cycle = await cycleToRead(records, identity, 'readRegisters', recorded.cycleId);
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
      const { rules } = await this.scene(records, identity, cycleId, unitId);
      const register = registerOf(rules.pack, key);
      const found = await records.registers.versions(cycleId, entryId);
      const versions = found.filter((each) => each.unitId === unitId && each.register === key);
      if (versions.length === 0) throw new DomainError('REGISTER.ENTRY_UNKNOWN', { entry: entryId });
      return { items: versions.map((version) => entryAnswer(register, version)) };
    });
  }

  private async scene(records: Needs, identity: Identity, cycleId: string, unitId: string) {
    const found = await registerScene(records, this.rules, identity, cycleId, unitId);
    requireToRead(identity, 'readRegisters', found.year);
    return found;
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
