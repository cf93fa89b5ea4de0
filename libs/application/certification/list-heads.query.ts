import { headsInWindow } from '#libs/certification';
import type { HeadRowAnswer, Page } from '#libs/contracts/http';
import { assessmentWindowOf, type UnitKind } from '#libs/policy';
import { cycleInView } from '../access/cycle-in-view.js';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import { standOf } from '../decisions/plan-result.use-case.js';
import type { Identity } from '../identity/identity.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { CertificationModel } from './certification-model.port.js';
import type { CommunePage } from './commune-page.js';

type Needs = Stores<'cycles' | 'migrations' | 'now' | 'units'>;

/** Results for the grading of heads, by the days each was in post in the assessment window; nobody is graded here. */
export class ListHeads {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly model: Pick<CertificationModel, 'results' | 'heads'>,
    private readonly rules: CycleRules,
  ) {}

  /** @throws DomainError CYCLE.UNKNOWN */
  async execute(identity: Identity, cycleId: string, page: CommunePage): Promise<Page<HeadRowAnswer>> {
    const { cycle, pack } = await this.unitOfWork.inTransaction((records) =>
      cycleInView(records, this.rules, identity, 'readResults', cycleId),
    );
    const lines = await this.model.results(cycleId, identity.scope, page);
    const ids = lines.map(({ unitId }) => unitId);
    const heads = await this.model.heads(cycleId, ids);
    const items = lines.flatMap((line): HeadRowAnswer[] => {
      const about = {
        unitId: line.unitId,
        unitName: line.unitName,
        communeName: line.communeName,
        ...standOf(pack, line.state, cycle),
      };
      const window = assessmentWindowOf(pack, line.unitKind as UnitKind, cycle.year);
      const terms = headsInWindow(
        heads.filter(({ unitId }) => unitId === line.unitId),
        window,
      );
      // Who is in the roster today may not be who was in post; nobody is shown with a year that may not be theirs.
      if (terms.length === 0) return [{ ...about, head: '' }];
      return terms.map(({ name: head, position, from, to, days }) => ({
        ...about,
        head,
        position,
        from,
        to,
        days,
      }));
    });
    return { items, next: lines.length === page.limit ? lines.at(-1)?.unitId : undefined };
  }
}
