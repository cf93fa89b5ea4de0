import type { LateAnswer, Page } from '#libs/contracts';
import { cycleToRead } from '../access/reading.js';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Identity } from '../identity/identity.js';
import { reminderBasis } from '../reminders/due-lines.js';
import { nowOf } from '../transaction/now-of.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import { type LateRequest, latePapers } from './late-lines.js';

type Needs = Stores<'cycles' | 'migrations' | 'now' | 'reminders' | 'units' | 'workingDays'>;

/** Who has not handed in what by its last day, units and offices, and who receives it. Reads only. */
export class ListLate {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly rules: CycleRules,
  ) {}

  /** @throws DomainError CYCLE.UNKNOWN */
  async execute(identity: Identity, cycleId: string, request: LateRequest): Promise<Page<LateAnswer>> {
    return this.unitOfWork.inSnapshot(async (records) => {
      const cycle = await cycleToRead(records, identity, 'readReports', cycleId);
      const now = await nowOf(records, cycle);
      const { book } = await reminderBasis(records, this.rules, cycle);
      const { papers, next } = await latePapers(records, cycle, book, identity.scope, request, now);
      return { items: papers.map(({ line }) => line), next };
    });
  }
}
