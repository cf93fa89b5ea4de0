import type { LateAnswer, Page } from '#libs/contracts';
import type { Identity } from '../ports/identity.js';
import type { UnitOfWork } from '../ports/records.port.js';
import { reminderBasis } from '../reminders/due-lines.js';
import { visibleCycle } from '../reminders/visible-cycle.js';
import type { CycleRules } from '../rules/cycle-rules.js';
import { lateLineOf } from './subject-stages.js';

const PAGE = 500;

export interface LateRequest {
  readonly stage?: string | undefined;
  readonly communeCode?: string | undefined;
  /** Only units, or only offices. */
  readonly of?: 'units' | 'bodies' | undefined;
  /** Also what came, but late. */
  readonly withDone: boolean;
  /** Code of the last subject of the page before. */
  readonly afterId?: string | undefined;
  /** Lines a page; the lines of one subject are not torn apart. */
  readonly limit: number;
}

/** Who has not handed in what by its last day, units and offices, and who receives it. Reads only. */
export class ListLate {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly rules: CycleRules,
  ) {}

  /** @throws DomainError CYCLE.UNKNOWN */
  async execute(identity: Identity, cycleId: string, request: LateRequest): Promise<Page<LateAnswer>> {
    return this.unitOfWork.inSnapshot(async (records) => {
      const cycle = await visibleCycle(records, identity, cycleId);
      const now = cycle.clockAt ?? (await records.now());
      const { book } = await reminderBasis(records, this.rules, cycle);
      const items: LateAnswer[] = [];
      let { afterId } = request;
      for (;;) {
        const { communeCode } = request;
        const years = await records.reminders.visible(cycleId, identity.scope, {
          communeCode,
          afterId,
          limit: PAGE,
        });
        for (const year of years) {
          afterId = year.unitId;
          const isWanted =
            request.of === undefined || (request.of === 'bodies') === (year.bodyKey !== undefined);
          if (!isWanted || year.standing === 'outside') continue;
          for (const stage of book.of(year).graph) {
            if (request.stage !== undefined && request.stage !== stage.key) continue;
            const line = lateLineOf(book, year, stage, now);
            if (line !== undefined && (request.withDone || line.state !== 'late')) items.push(line);
          }
          if (items.length >= request.limit) return { items, next: afterId };
        }
        if (years.length < PAGE) return { items };
      }
    });
  }
}
