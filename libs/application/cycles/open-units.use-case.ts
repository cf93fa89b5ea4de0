import { DomainError, type OpeningProgress } from '#libs/contracts';
import { bodyKeys, eligibility, type ManagementLevel } from '#libs/policy';
import { initialState } from '#libs/unit-year';
import type { FaultPoints } from '../ports/fault-points.port.js';
import type { Cycle, Office, Records, Unit, UnitOfWork, UnitYear } from '../ports/records.port.js';
import type { Runs, UnitRun } from '../ports/runs.port.js';
import { counterChanges } from '../rules/counter-changes.js';
import type { CycleRules, Rules } from '../rules/cycle-rules.js';
import { wake } from './wake.js';

const PAGE_SIZE = 100;

export interface OpeningBookmark {
  /** Last unit of the last page that is wholly open. */
  readonly afterUnitId?: string | undefined;
  readonly opened: number;
}

type NewYear = Omit<UnitYear, 'unitName'>;

/** What a transaction wrote of one page. */
interface Page {
  /** Id of its last subject; absent where nothing is left. */
  readonly last: string | undefined;
  readonly runs: readonly UnitRun[];
}

/**
 * Opens every unit of a cycle and then every office that owes papers of its own, page by page: rows and counters in one
 * transaction, then the runs. Each step is done once however often it is repeated, so a page that was half done is
 * simply done again.
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
    // A late wake may begin the run of a closed year once more; nothing of it is opened again.
    if (cycle.state === 'closed') return { opened, total: cycle.unitsTotal };
    for (;;) {
      const page = await this.openPage((records) => this.recordUnits(records, cycle, afterUnitId));
      if (page.last === undefined) break;
      afterUnitId = page.last;
      opened += page.runs.length;
      onPage({ afterUnitId, opened });
    }
    for (let after = ''; ; ) {
      const page = await this.openPage((records) => this.recordBodies(records, cycle, after));
      if (page.last === undefined) break;
      after = page.last;
      onPage({ afterUnitId, opened });
    }
    await this.unitOfWork.inTransaction(async (records) => {
      const locked = await records.cycles.lock(cycleId);
      if (locked?.state !== 'opening') return;
      await records.cycles.markOpen(cycleId, locked.clockAt ?? (await records.now()));
      await records.cycles.touch(cycleId);
    });
    await wake(this.runs, cycle);
    return { opened, total: cycle.unitsTotal };
  }

  private async openPage(record: (records: Records) => Promise<Page>): Promise<Page> {
    const page = await this.unitOfWork.inTransaction(record);
    if (page.last === undefined) return page;
    this.faultPoints.hit('midOpenPage');
    await this.runs.startUnitYears(page.runs);
    this.faultPoints.hit('afterOpenPage');
    return page;
  }

  private async recordUnits(records: Records, cycle: Cycle, after: string | undefined): Promise<Page> {
    const units = await records.units.page(cycle, after, PAGE_SIZE);
    const rows: NewYear[] = [];
    // One after the other: they share the transaction's one connection.
    for (const unit of units) {
      rows.push(unitRow(await this.rules.of(records, cycle, { managedBy: unit.managedBy }), cycle, unit));
    }
    return { last: units.at(-1)?.id, runs: await this.recordRows(records, cycle, rows) };
  }

  /** Offices are few and cheap to read, so each page takes them from the whole list, in the order of their codes. */
  private async recordBodies(records: Records, cycle: Cycle, after: string): Promise<Page> {
    const { pack, stages } = await this.rules.of(records, cycle, { managedBy: 'tinh' });
    const owing = new Set(bodyKeys(stages));
    const bodies = pack.bodies.filter(({ key }) => owing.has(key));
    const offices = await records.units.officesOf(
      cycle,
      bodies.map(({ officeKind }) => officeKind),
    );
    const page = offices.filter(({ code }) => code > after).slice(0, PAGE_SIZE);
    const rows: NewYear[] = [];
    for (const office of page) {
      const body = bodies.find(({ officeKind }) => officeKind === office.kind);
      if (body === undefined || body.level === 'bo') continue;
      const subject = { bodyKey: body.key, managedBy: body.level };
      rows.push(bodyRow(await this.rules.of(records, cycle, subject), cycle, office, subject));
    }
    return { last: page.at(-1)?.code, runs: await this.recordRows(records, cycle, rows) };
  }

  /** Writes the years that are not there yet; the runs of all that have one. */
  private async recordRows(records: Records, cycle: Cycle, rows: readonly NewYear[]): Promise<UnitRun[]> {
    const inserted = new Set(await records.unitYears.insertNew(rows));
    const fresh = rows.filter((row) => inserted.has(row.unitId));
    const changes: ReturnType<typeof counterChanges> = [];
    for (const row of fresh.filter(isInside)) {
      const { graph } = await this.rules.of(records, cycle, row);
      changes.push(...counterChanges(graph, undefined, row));
    }
    await records.counters.add(changes);
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
    return rows.filter(isInside).map(({ cycleId, unitId, provinceCode, communeCode, unitKind }) => ({
      cycleId,
      unitId,
      provinceCode,
      communeCode,
      unitKind,
    }));
  }
}

const isInside = ({ standing }: NewYear) => standing === 'inside';

function unitRow({ pack, graph }: Rules, cycle: Cycle, unit: Unit): NewYear {
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

function bodyRow(
  { graph }: Rules,
  cycle: Cycle,
  office: Office,
  { bodyKey, managedBy }: { readonly bodyKey: string; readonly managedBy: ManagementLevel },
): NewYear {
  return {
    cycleId: cycle.id,
    unitId: office.code,
    communeCode: office.areaCode ?? cycle.provinceCode,
    provinceCode: cycle.provinceCode,
    unitKind: 'body',
    managedBy,
    bodyKey,
    standing: 'inside',
    state: initialState(graph),
  };
}
