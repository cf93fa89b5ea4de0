import { dateOf } from '#libs/calendar';
import type { Page, UnitYearRowAnswer } from '#libs/contracts/http';
import { classificationOf, currentStage } from '#libs/unit-year';
import { cycleInView } from '../access/cycle-in-view.js';
import type { CycleRules, Rules } from '../cycle-rules/cycle-rules.js';
import type { Identity } from '../identity/identity.js';
import type { ReadModel, UnitFilter } from '../read-model/read-model.port.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import { className } from './class-name.js';
import { standingsOf } from './standing-answer.js';

type Needs = Stores<'cycles' | 'extensions' | 'migrations' | 'now' | 'presentedDrafts' | 'units'>;

/** Years of the units, and of the bodies that owe papers of their own, in the account's scope. */
export class ListUnitYears {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly readModel: Pick<ReadModel, 'unitYears'>,
    private readonly rules: CycleRules,
  ) {}

  /**
   * @param request.stages with where each stands at each of its stages
   * @throws DomainError CYCLE.UNKNOWN
   */
  async execute(
    identity: Identity,
    cycleId: string,
    { stages, ...filter }: Omit<UnitFilter, 'cycleId'> & { readonly stages: boolean },
  ): Promise<Page<UnitYearRowAnswer>> {
    const { cycle, now } = await this.unitOfWork.inTransaction((records) =>
      cycleInView(records, this.rules, identity, 'readUnitYears', cycleId),
    );
    const rows = await this.readModel.unitYears(cycleId, identity.scope, filter);
    const { rules, presented, requests } = await this.unitOfWork.inTransaction(async (records) => {
      const each: Rules[] = [];
      for (const row of rows) each.push(await this.rules.of(records, cycle, row));
      const shown = stages ? rows.map(({ unitId }) => unitId) : [];
      return {
        rules: each,
        presented: await records.presentedDrafts.latest(cycleId, shown),
        requests: await records.extensions.latest(cycleId, shown),
      };
    });
    const today = dateOf(now);
    const items = rows.map((row, index): UnitYearRowAnswer => {
      const { pack, graph } = rules[index] as Rules;
      const classification = classificationOf(row.state);
      const isOfUnit = ({ unitId }: { readonly unitId: string }) => unitId === row.unitId;
      const waiting = [presented.filter(isOfUnit), requests.filter(isOfUnit)] as const;
      return {
        unitId: row.unitId,
        name: row.unitName,
        kind: row.unitKind,
        communeCode: row.communeCode,
        communeName: row.communeName,
        managedBy: row.managedBy,
        standing: row.standing,
        standingReason: row.standingReason,
        round: row.state.round,
        status: row.state.status,
        current: row.standing === 'inside' ? currentStage(graph, row.state)?.name : undefined,
        class: classification === undefined ? undefined : className(pack, classification.classKey),
        stages:
          stages && row.standing === 'inside' ? standingsOf(graph, row.state, today, ...waiting) : undefined,
      };
    });
    return { items, next: rows.length === filter.limit ? rows.at(-1)?.unitId : undefined };
  }
}
