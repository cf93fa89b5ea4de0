import { relationsTo } from '#libs/access';
import { DomainError } from '#libs/contracts';
import { findUnitYear } from '../access/find-unit-year.js';
import { requireRight } from '../access/rights.js';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Identity } from '../identity/identity.js';
import { nowOf } from '../transaction/now-of.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import { askedStep } from './asked-step.js';
import type { PresentedStep } from './present-draft.use-case.js';

type Needs = Stores<'cycles' | 'migrations' | 'now' | 'presentedDrafts' | 'unitYears' | 'units'>;

/** The latest presentation of a step, for the people of the unit alone. */
export class ShowPresented {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly rules: CycleRules,
  ) {}

  /** @throws DomainError as `findUnitYear`; ACTOR.OTHER_ROLE, STAGE.UNKNOWN, STAGE.WRONG_ACT, DRAFT.NEVER_PRESENTED */
  async execute(identity: Identity, cycleId: string, unitId: string, key: string): Promise<PresentedStep> {
    return this.unitOfWork.inTransaction(async (records) => {
      const { cycle, unit } = await findUnitYear(records, identity, cycleId, unitId, { outside: true });
      requireRight(identity, 'followDraft', relationsTo(identity, unit));
      const step = askedStep(cycle, unit, await this.rules.of(records, cycle, unit), key);
      const latest = await records.presentedDrafts.latest(cycle.id, [unit.unitId]);
      const draft = latest.find((each) => each.stage === key);
      if (draft === undefined) throw new DomainError('DRAFT.NEVER_PRESENTED', { stageName: step.stage.name });
      return { step, draft, now: await nowOf(records, cycle) };
    });
  }
}
