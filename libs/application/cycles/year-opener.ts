import { DomainError } from '#libs/contracts';
import { bodyKeys, eligibility, type ManagementLevel } from '#libs/policy';
import { initialState, isOver, type StageGraph, stageLines } from '#libs/unit-year';
import { SYSTEM_AUDIT } from '../audit/system-actor.js';
import { counterGains } from '../counters/counter-changes.js';
import type { CycleRules, Rules } from '../cycle-rules/cycle-rules.js';
import type { Runs, UnitRun } from '../runs/runs.port.js';
import type { FaultPoints } from '../transaction/fault-points.port.js';
import { nowOf } from '../transaction/now-of.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { NewYear } from '../unit-years/unit-years.port.js';
import type { Office, Unit } from '../units/units.port.js';
import type { Cycle } from './cycles.port.js';

type Needs = Stores<'audit' | 'counters' | 'cycles' | 'migrations' | 'now' | 'unitYears' | 'units'>;

const PAGE_SIZE = 100;

/** What a transaction did of one page. */
interface Page {
  /** Id of its last subject; absent where nothing is left. */
  readonly last: string | undefined;
  /** Units of the page inside the standard. */
  readonly units: number;
  readonly runs: readonly UnitRun[];
}

const NOTHING_LEFT: Page = { last: undefined, units: 0, runs: [] };

/**
 * Opens the years of a cycle page by page: rows and counters in one transaction under the rules in force, then the
 * runs. A page that was half done is simply done again. Once the cycle is open no unit is added to it; what is left to
 * do for those it has is to start the runs that their years may lack.
 */
export class YearOpener {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly runs: Runs,
    private readonly rules: CycleRules,
    private readonly faultPoints: FaultPoints,
  ) {}

  /** @throws DomainError CYCLE.UNKNOWN */
  openUnits(cycleId: string, after: string | undefined): Promise<Page> {
    return this.openPage(cycleId, (records, cycle) =>
      cycle.state === 'opening'
        ? this.recordUnits(records, cycle, after)
        : this.yearsWithoutEnd(records, cycle, after),
    );
  }

  /**
   * Opens every office that owes papers of its own: while the cycle opens, and before the first turn of the calendar of
   * a cycle that was opened when offices had no years.
   *
   * @param onPage told after each page that is wholly open
   * @throws DomainError CYCLE.UNKNOWN
   */
  async openBodies(cycleId: string, onPage: () => void): Promise<void> {
    for (let after = ''; ; ) {
      const page = await this.openPage(cycleId, (records, cycle) => this.recordBodies(records, cycle, after));
      if (page.last === undefined) return;
      after = page.last;
      onPage();
    }
  }

  private async openPage(
    cycleId: string,
    record: (records: Needs, cycle: Cycle) => Promise<Page>,
  ): Promise<Page> {
    const page = await this.unitOfWork.inTransaction(async (records) => {
      await records.cycles.holdRules(cycleId);
      const cycle = await records.cycles.find(cycleId);
      if (cycle === undefined) throw new DomainError('CYCLE.UNKNOWN', { cycle: cycleId });
      return record(records, cycle);
    });
    if (page.last === undefined) return page;
    this.faultPoints.hit('midOpenPage');
    await this.runs.startUnitYears(page.runs);
    this.faultPoints.hit('afterOpenPage');
    return page;
  }

  private async recordUnits(records: Needs, cycle: Cycle, after: string | undefined): Promise<Page> {
    const units = await records.units.page(cycle, after, PAGE_SIZE);
    const rows: NewYear[] = [];
    // One after the other: they share the transaction's one connection.
    for (const unit of units) {
      rows.push(
        unitRow(
          await this.rules.of(records, cycle, { managedBy: unit.managedBy, unitKind: unit.kind }),
          cycle,
          unit,
        ),
      );
    }
    return this.recordRows(records, cycle, units.at(-1)?.id, rows);
  }

  /** Years of a cycle that is open already, whose runs may have been lost. */
  private async yearsWithoutEnd(records: Needs, cycle: Cycle, after: string | undefined): Promise<Page> {
    if (cycle.state === 'closed') return NOTHING_LEFT;
    const years = await records.unitYears.pageInside(cycle.id, after, PAGE_SIZE);
    const runs: UnitRun[] = [];
    for (const year of years) {
      const { graph } = await this.rules.of(records, cycle, year);
      if (!isOver(graph, year.state)) runs.push(runOf(year));
    }
    const units = years.filter(({ bodyKey }) => bodyKey === undefined).length;
    return { last: years.at(-1)?.unitId, units, runs };
  }

  /** Offices are few and cheap to read, so each page takes them from the whole list, in the order of their codes. */
  private async recordBodies(records: Needs, cycle: Cycle, after: string): Promise<Page> {
    const isFirstTurn = cycle.state === 'open' && cycle.calendar.plannedAt === undefined;
    if (cycle.state !== 'opening' && !isFirstTurn) return NOTHING_LEFT;
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
    return this.recordRows(records, cycle, page.at(-1)?.code, rows);
  }

  /** Writes the years that are not there yet; the runs of all that have one. */
  private async recordRows(
    records: Needs,
    cycle: Cycle,
    last: string | undefined,
    rows: readonly NewYear[],
  ): Promise<Page> {
    const inserted = new Set(await records.unitYears.insertNew(rows));
    const fresh = rows.filter((row) => inserted.has(row.unitId));
    const now = await nowOf(records, cycle);
    await records.counters.add(fresh.filter(isInside).flatMap(counterGains), now);
    if (fresh.length > 0) {
      await records.audit.append({
        ...SYSTEM_AUDIT,
        cycleId: cycle.id,
        areaCode: cycle.provinceCode,
        action: 'unitYears.opened',
        object: `${fresh[0]?.unitId ?? ''}..${fresh.at(-1)?.unitId ?? ''}`,
        detail: fresh.map(({ unitId, standing, standingReason }) => ({ unitId, standing, standingReason })),
      });
    }
    const runs = rows.filter(isInside).map(runOf);
    return { last, units: runs.length, runs };
  }
}

const isInside = ({ standing }: Pick<NewYear, 'standing'>) => standing === 'inside';

const runOf = ({
  cycleId,
  unitId,
  provinceCode,
  communeCode,
  unitKind,
}: Omit<NewYear, 'lines'>): UnitRun => ({
  cycleId,
  unitId,
  provinceCode,
  communeCode,
  unitKind,
});

/** A year in which nothing has happened yet. */
function openedWith(graph: StageGraph): Pick<NewYear, 'state' | 'lines'> {
  const state = initialState(graph);
  return { state, lines: stageLines(graph, state) };
}

function unitRow({ pack, graph }: Rules, cycle: Cycle, unit: Unit): NewYear {
  const standing = eligibility(pack, unit);
  return {
    cycleId: cycle.id,
    unitId: unit.id,
    communeCode: unit.communeCode,
    districtCode: unit.districtCode,
    provinceCode: unit.provinceCode,
    unitKind: unit.kind,
    managedBy: unit.managedBy,
    standing: standing.standing,
    standingReason: standing.standing === 'outside' ? standing.reason : undefined,
    ...openedWith(graph),
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
    districtCode: office.districtCode,
    provinceCode: cycle.provinceCode,
    unitKind: 'body',
    managedBy,
    bodyKey,
    standing: 'inside',
    ...openedWith(graph),
  };
}
