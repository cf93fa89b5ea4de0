import { DomainError, type OpeningProgress } from '#libs/contracts';
import { eligibility } from '#libs/policy';
import { initialState } from '#libs/unit-year';
import type { FaultPoints } from '../ports/fault-points.port.js';
import type { Cycle, Records, Unit, UnitOfWork, UnitYear } from '../ports/records.port.js';
import type { Runs, UnitRun } from '../ports/runs.port.js';
import { counterChanges } from '../rules/counter-changes.js';
import type { CycleRules, Rules } from '../rules/cycle-rules.js';

const PAGE_SIZE = 100;

export interface OpeningBookmark {
  /** Last unit of the last page that is wholly open. */
  readonly afterUnitId?: string | undefined;
  readonly opened: number;
}

/**
 * Opens every unit of a cycle, page by page: rows and counters in one transaction, then the runs. Each step is done
 * once however often it is repeated, so a page that was half done is simply done again.
 */
export class OpenUnits {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly runs: Runs,
    private readonly rules: CycleRules,
    private readonly faultPoints: FaultPoints,
  ) {}

  /**
   * @param bookmark where an earlier try had come to
   * @param onPage told after each page that is wholly open
   * @throws DomainError CYCLE.UNKNOWN
   */
  async execute(
    cycleId: string,
    bookmark: OpeningBookmark,
    onPage: (bookmark: OpeningBookmark) => void,
  ): Promise<OpeningProgress> {
    let { afterUnitId, opened } = bookmark;
    const cycle = await this.unitOfWork.inTransaction((records) => records.cycles.find(cycleId));
    if (cycle === undefined) throw new DomainError('CYCLE.UNKNOWN', { cycle: cycleId });
    for (;;) {
      const page = await this.unitOfWork.inTransaction((records) =>
        this.recordPage(records, cycle, afterUnitId),
      );
      if (page.last === undefined) break;
      this.faultPoints.hit('midOpenPage');
      await this.runs.startUnitYears(page.runs);
      this.faultPoints.hit('afterOpenPage');
      afterUnitId = page.last;
      opened += page.runs.length;
      onPage({ afterUnitId, opened });
    }
    await this.unitOfWork.inTransaction(async (records) => {
      const locked = await records.cycles.lock(cycleId);
      if (locked?.state === 'opening')
        await records.cycles.markOpen(cycleId, cycle.clockAt ?? (await records.now()));
    });
    return { opened, total: cycle.unitsTotal };
  }

  private async recordPage(
    records: Records,
    cycle: Cycle,
    afterUnitId: string | undefined,
  ): Promise<{ last: string | undefined; runs: UnitRun[] }> {
    const units = await records.units.page(cycle.provinceCode, afterUnitId, PAGE_SIZE);
    // One after the other: they share the transaction's one connection.
    const rules = {
      tinh: await this.rules.of(records, cycle, 'tinh'),
      xa: await this.rules.of(records, cycle, 'xa'),
    };
    const rows = units.map((unit) => newRow(rules[unit.managedBy], cycle, unit));
    const inserted = new Set(await records.unitYears.insertNew(rows));
    const fresh = rows.filter((row) => inserted.has(row.unitId));
    const changes = fresh
      .filter((row) => row.standing === 'inside')
      .map((row) => counterChanges(rules[row.managedBy].graph, undefined, row));
    await records.counters.add(changes.flat());
    if (fresh.length > 0) {
      await records.audit.append({
        cycleId: cycle.id,
        areaCode: cycle.provinceCode,
        actorId: 'system',
        actorRole: 'system',
        action: 'unitYears.opened',
        object: `${fresh[0]?.unitId ?? ''}..${fresh.at(-1)?.unitId ?? ''}`,
        detail: fresh.map(({ unitId, standing, standingReason }) => ({ unitId, standing, standingReason })),
      });
    }
    const runs = rows
      .filter((row) => row.standing === 'inside')
      .map(({ cycleId, unitId, provinceCode, communeCode, unitKind }) => ({
        cycleId,
        unitId,
        provinceCode,
        communeCode,
        unitKind,
      }));
    return { last: units.at(-1)?.id, runs };
  }
}

function newRow({ pack, graph }: Rules, cycle: Cycle, unit: Unit): Omit<UnitYear, 'unitName'> {
  const standing = eligibility(pack, unit);
  return {
    cycleId: cycle.id,
    unitId: unit.id,
    communeCode: unit.communeCode,
    provinceCode: unit.provinceCode,
    unitKind: unit.kind,
    managedBy: unit.managedBy,
    standing: standing.standing,
    standingReason: standing.standing === 'outside' ? standing.reason : undefined,
    state: initialState(graph),
  };
}
