import { DomainError } from '#libs/contracts';
import type { PackLetterhead } from '#libs/policy';
import { foldFacts, stageOf } from '#libs/unit-year';
import { unitYearToRead } from '../access/reading.js';
import type { Command } from '../commands/commands.port.js';
import type { CycleRules, Rules } from '../cycle-rules/cycle-rules.js';
import { factAfterSuggested } from '../cycle-rules/lateness.js';
import type { Identity } from '../identity/identity.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { FactRecord, UnitYear } from '../unit-years/unit-years.port.js';
import { latestArrival, upTo } from './latest-arrival.js';

type Needs = Stores<'commands' | 'cycles' | 'migrations' | 'unitYears' | 'units'>;

/** What a phiếu tiếp nhận says of one paper that came. Days are YYYY-MM-DD, instants ISO 8601. */
export interface PaperSlip {
  readonly cycleId: string;
  readonly year: number;
  /** Label of a rehearsal; absent in a real year. */
  readonly rehearsal?: string;
  readonly unitId: string;
  readonly unitName: string;
  readonly stage: string;
  readonly stageName: string;
  readonly arrivalNumber: string;
  readonly arrivedOn: string;
  readonly late: boolean;
  /** Late by a day that no document sets. */
  readonly afterSuggested: boolean;
  /** Who has entered it, at which office and when. */
  readonly byName: string;
  readonly enteredAt: string;
  readonly office: string;
  readonly letterhead?: PackLetterhead;
  /** Names of the areas in which the unit lies: `Tỉnh Quảng Ngãi`, `Xã Tịnh Khê`. */
  readonly areas: { readonly province: string; readonly district?: string; readonly commune?: string };
}

/** The slip by which an office hands back to a unit that its paper has come, from the record of its receipt. */
export class ReadPaperSlip {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly rules: CycleRules,
  ) {}

  /** @throws DomainError as `findUnitYear`; STAGE.UNKNOWN, PAPER.NO_SLIP */
  execute(
    identity: Identity,
    about: { readonly cycleId: string; readonly unitId: string; readonly stage: string },
  ): Promise<PaperSlip> {
    return this.unitOfWork.inSnapshot(async (records) => {
      const { cycleId, unitId } = about;
      const { cycle, unit } = await unitYearToRead(records, identity, 'composeDocument', cycleId, unitId, {
        outside: true,
      });
      const rules = await this.rules.of(records, cycle, unit);
      const stage = stageOf(rules.graph, about.stage);
      if (stage === undefined) {
        const known = rules.graph.map(({ key }) => key).join(', ');
        throw new DomainError('STAGE.UNKNOWN', { stage: about.stage, known });
      }
      const facts = await records.unitYears.facts(cycleId, [unitId]);
      const arrival = await latestArrival(records, facts, stage.key);
      if (arrival === undefined) throw new DomainError('PAPER.NO_SLIP', { stageName: stage.name });
      const { record, command, arrivalNumber, arrivedOn } = arrival;
      return {
        ...{ cycleId, unitId, unitName: unit.unitName, stage: stage.key, stageName: stage.name },
        year: cycle.year,
        rehearsal: cycle.clockKind === 'rehearsal' ? (cycle.label ?? cycle.id) : undefined,
        ...{ arrivalNumber, arrivedOn },
        ...latenessOf(rules, facts, record),
        ...{ byName: command.actor.name, enteredAt: record.atCycle },
        ...(await issuerOf(records, rules, unit, command, stage.receiver)),
      };
    });
  }
}

function latenessOf(rules: Rules, facts: readonly FactRecord[], record: FactRecord) {
  const { fact } = record;
  const after = foldFacts(
    rules.graph,
    upTo(facts, record).map((each) => each.fact),
  );
  const late = 'late' in fact && fact.late;
  return { late, afterSuggested: late && factAfterSuggested(rules, fact, after) };
}

/** The office that has the paper: that of whoever entered it, else the body that receives the step. */
async function issuerOf(
  { units }: Stores<'units'>,
  { pack }: Rules,
  unit: UnitYear,
  { actor }: Command,
  receiver: string | undefined,
): Promise<Pick<PaperSlip, 'office' | 'letterhead' | 'areas'>> {
  const office = actor.officeCode === undefined ? undefined : await units.office(actor.officeCode);
  const body = pack.bodies.find(({ key }) => key === receiver);
  const kind = office?.kind ?? body?.officeKind;
  const codes = [unit.provinceCode, unit.districtCode, unit.communeCode].filter((code) => code !== undefined);
  const names = await units.areaNames(codes);
  return {
    office: office?.name ?? body?.name ?? '',
    letterhead: pack.letterheads.find(({ key }) => key === kind),
    areas: {
      province: names.get(unit.provinceCode) ?? pack.jurisdiction.name,
      district: unit.districtCode === undefined ? undefined : names.get(unit.districtCode),
      commune: names.get(unit.communeCode),
    },
  };
}
