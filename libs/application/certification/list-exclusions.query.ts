import { excludedClasses, hasExclusions } from '#libs/certification';
import { DomainError } from '#libs/contracts';
import type { ExclusionAnswer, Page } from '#libs/contracts/http';
import { cycleInView } from '../access/cycle-in-view.js';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Identity } from '../identity/identity.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { CertificationModel } from './certification-model.port.js';
import type { CommunePage } from './commune-page.js';
import { exclusionAnswer } from './exclusion-answer.js';
import type { ExclusionModel } from './exclusion-model.port.js';

type Needs = Stores<'cycles' | 'migrations' | 'now' | 'units'>;

/** Units that are kept from awards, and the rule that keeps them. */
export class ListExclusions {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly exclusions: ExclusionModel,
    private readonly model: Pick<CertificationModel, 'bodies'>,
    private readonly rules: CycleRules,
  ) {}

  /** @throws DomainError CYCLE.UNKNOWN; INPUT.INVALID where the page begins after a unit that the account does not see */
  async execute(identity: Identity, cycleId: string, page: CommunePage): Promise<Page<ExclusionAnswer>> {
    const { cycle, pack } = await this.unitOfWork.inTransaction((records) =>
      cycleInView(records, this.rules, identity, 'readResults', cycleId),
    );
    // A year whose documents keep nobody from awards has no list, whoever handed nothing in.
    if (!hasExclusions(pack)) return { items: [], next: undefined };
    const lines = await this.exclusions.exclusions(cycleId, identity.scope, {
      ...page,
      classes: excludedClasses(pack),
    });
    if (lines === undefined) {
      const message = 'phải là vị trí mà trang trước đã báo; bỏ đi để xem từ đầu';
      throw new DomainError('INPUT.INVALID', {}, [{ code: 'INPUT.FIELD', place: 'cursor', message }]);
    }
    const overrides = await this.model.bodies(lines.flatMap(({ overriddenBy = [] }) => overriddenBy));
    return {
      items: lines.map((line) => exclusionAnswer(pack, line, overrides.get(line.overriddenBy ?? ''), cycle)),
      next: lines.length === page.limit ? lines.at(-1)?.unitId : undefined,
    };
  }
}
