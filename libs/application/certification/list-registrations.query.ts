import type { RegistrationCountsAnswer, RegistrationsAnswer } from '#libs/contracts/http';
import { stageSetFor, stageWithRole } from '#libs/policy';
import { cycleToRead } from '../access/reading.js';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Identity } from '../identity/identity.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { CertificationModel, RegistrationCount } from './certification-model.port.js';

type Needs = Stores<'cycles' | 'migrations' | 'units'>;

const COUNTED = [
  'units',
  'inside',
  'movement',
  'standard',
  'exemplar',
  'pledging',
  'fullyPledged',
  'subunits',
  'pledgedSubunits',
] as const;

/** The four registrations of a cycle, counted apart, in all and by commune. */
export class ListRegistrations {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly model: Pick<CertificationModel, 'registrations'>,
    private readonly rules: CycleRules,
  ) {}

  /** @throws DomainError CYCLE.UNKNOWN */
  async execute(identity: Identity, cycleId: string): Promise<RegistrationsAnswer> {
    const stage = await this.unitOfWork.inTransaction(async (records) => {
      const cycle = await cycleToRead(records, identity, 'readResults', cycleId);
      const { stages } = stageSetFor(await this.rules.packOf(records, cycle), cycle.year);
      return stageWithRole(stages, 'registration')?.key;
    });
    const counts = await this.model.registrations(cycleId, identity.scope, stage);
    const codes = [...new Set(counts.map(({ communeCode }) => communeCode))];
    return {
      total: summed(counts),
      communes: codes.map((communeCode) => {
        const own = counts.filter((count) => count.communeCode === communeCode);
        return { communeCode, communeName: own[0]?.communeName ?? communeCode, ...summed(own) };
      }),
    };
  }
}

function summed(counts: readonly RegistrationCount[]): RegistrationCountsAnswer {
  const sum = (field: (typeof COUNTED)[number]) => counts.reduce((total, each) => total + each[field], 0);
  return Object.fromEntries(
    COUNTED.map((field) => [field, sum(field)]),
  ) as unknown as RegistrationCountsAnswer;
}
