import type { Scope } from '#libs/access';
import { dateOf } from '#libs/calendar';
import { DomainError } from '#libs/contracts';
import type { BoardAnswer } from '#libs/contracts/http';
import { bodyKeys, levelsOf, type PolicyPack, type ResolvedStage } from '#libs/policy';
import { requireInProvince } from '../access/rights.js';
import { type VisibleCycle, visibleCycle } from '../access/visible-cycle.js';
import { levelRulesOf } from '../cycle-rules/cycle-days.js';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Cycle } from '../cycles/cycles.port.js';
import type { Identity } from '../identity/identity.js';
import type { ReadModel } from '../read-model/read-model.port.js';
import { nowOf } from '../transaction/now-of.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import { headsOf, sumOf, watchedBy } from './audit-heads.js';
import { type BodyStage, boardBodies, boardColumns, boardRows, unitsIn } from './board-answer.js';
import type { BoardFilter, WatchModel } from './watch-model.port.js';

type Needs = Stores<'cycles' | 'migrations' | 'now' | 'units'>;

/** A command without an outcome for so long is a fault of the system and nobody's lateness. */
const STUCK_SECONDS = 120;
/** Units outside the standard change only while a cycle is opened or when an administrator decides so. */
const OUTSIDE_KEPT_MS = 30_000;

type Outside = Awaited<ReturnType<WatchModel['unitsOutside']>>;

/** What of a board is asked for; `asOf` a day of the cycle's own clock, YYYY-MM-DD. */
export interface BoardRequest extends BoardFilter {
  readonly asOf?: string;
}

/**
 * The board of a cycle, as it stands or as it stood at the end of a past day: from the counters and their days, never from
 * the units' years.
 */
export class ShowBoard {
  private readonly outside = new Map<string, { readonly until: number; readonly rows: Outside }>();

  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly readModel: Pick<ReadModel, 'areaName' | 'auditHeads' | 'communesIn' | 'provinceOf'>,
    private readonly watchModel: WatchModel,
    private readonly rules: CycleRules,
  ) {}

  /**
   * @throws DomainError CYCLE.UNKNOWN, ACTOR.UNIT_ACCOUNT, AREA.UNKNOWN, BOARD.DAY_AHEAD, BOARD.BEFORE_OPENING,
   *   BOARD.PAST_UNKNOWN
   */
  async execute(identity: Identity, cycleId: string, asked: BoardRequest): Promise<BoardAnswer> {
    const { cycle, past } = await this.unitOfWork.inTransaction(async (records) => {
      const found = await visibleCycle(records, identity, cycleId);
      requireInProvince(identity, 'watchCycle', found.provinceCode);
      if (asked.asOf === undefined) return { cycle: found, past: undefined };
      const day = pastDay(found, asked.asOf, await nowOf(records, found));
      return day === undefined ? { cycle: found } : this.onDay(records, found, day);
    });
    const { scope } = identity;
    const commune = await this.communeOf(cycle, scope, asked.communeCode);
    const filter = { communeCode: commune?.code, kind: asked.kind };
    // Before the counts: what changes in between is told once more, and nothing is missed.
    const watched = await watchedBy(this.readModel, scope);
    const seq = sumOf(headsOf(await this.readModel.auditHeads(cycleId)), watched);
    const counts = await this.watchModel.boardCounts(cycleId, scope, filter, past);
    const stuck =
      past === undefined ? await this.watchModel.stuckByStage(cycleId, scope, filter, STUCK_SECONDS) : [];
    const names = await this.watchModel.areaNames(counts.map(({ communeCode }) => communeCode));
    const { graphs, bodies, now } = await this.stagesOf(cycle);
    const today = past ?? dateOf(now);
    const columns = boardColumns(graphs, today);
    const matter = { counts, stuck, today, names };
    const rows = boardRows(columns, graphs, matter);
    return {
      cycleId,
      year: cycle.year,
      provinceName: await this.readModel.areaName(cycle.provinceCode),
      clockKind: cycle.clockKind,
      label: cycle.label,
      state: cycle.state,
      now,
      asOf: asked.asOf,
      pastFrom: pastFrom(cycle),
      seq,
      commune,
      kind: asked.kind,
      units: {
        inside: unitsIn(rows.total),
        outside: await this.unitsOutside(cycle, scope, filter, past),
      },
      columns,
      ...rows,
      bodies: boardBodies(bodies, matter),
    };
  }

  /** The cycle as it was recorded at the end of a past day. */
  private async onDay(records: Needs, cycle: VisibleCycle, past: string) {
    const then = await this.rules.onDay(records, cycle, past);
    const isClosed = then.closedAt !== undefined && dateOf(then.closedAt) <= past;
    const state = isClosed ? ('closed' as const) : ('open' as const);
    // A migration brings other communes; which there were before it only the counters of then tell.
    const communes = then.packHash === cycle.packHash ? then.communes : undefined;
    return { cycle: { ...then, state, communes }, past };
  }

  private async unitsOutside(cycle: Cycle, scope: Scope, filter: BoardFilter, past: string | undefined) {
    if (past !== undefined) return this.watchModel.unitsOutsideOn(cycle.id, scope, filter, past);
    const rows = (await this.outsideOf(cycle)).filter(
      ({ communeCode, districtCode, kind }) =>
        (scope.level !== 'huyen' || districtCode === scope.districtCode) &&
        (filter.communeCode === undefined || communeCode === filter.communeCode) &&
        (filter.kind === undefined || kind === filter.kind),
    );
    return rows.reduce((sum, { units }) => sum + units, 0);
  }

  /** The commune a board is narrowed to; one that the account does not see is like one that is not there. */
  private async communeOf(cycle: Cycle, scope: Scope, asked: string | undefined) {
    const own = scope.level === 'xa' ? scope.communeCode : undefined;
    const code = asked ?? own;
    if (code === undefined) return undefined;
    const known =
      (own === undefined || own === code) &&
      cycle.communes?.includes(code) !== false &&
      (scope.level === 'huyen'
        ? (await this.readModel.communesIn(scope.districtCode)).includes(code)
        : (await this.readModel.provinceOf(code)) === cycle.provinceCode);
    if (!known) throw new DomainError('AREA.UNKNOWN', { area: code });
    return { code, name: (await this.watchModel.areaNames([code])).get(code) ?? code };
  }

  private stagesOf(cycle: Cycle) {
    return this.unitOfWork.inTransaction(async (records) => {
      const levels = await levelRulesOf(records, this.rules, cycle);
      const province = levels.tinh;
      const bodies: BodyStage[] = [];
      for (const bodyKey of bodyKeys(province.stages)) {
        const body = levelOf(province.pack, bodyKey);
        const { graph } = await this.rules.of(records, cycle, { managedBy: body.level, bodyKey });
        bodies.push(...graph.map((stage) => ({ stage, level: body.level, bodyName: body.name })));
      }
      const graphs = new Map(levelsOf(province.pack).map((level) => [level, levels[level].graph]));
      const now = await nowOf(records, cycle);
      return { graphs, bodies: inOrderOf(province.stages, bodies), now };
    });
  }

  private async outsideOf(cycle: Cycle): Promise<Outside> {
    const kept = this.outside.get(cycle.id);
    if (kept !== undefined && kept.until > performance.now()) return kept.rows;
    const rows = await this.watchModel.unitsOutside(cycle.id);
    if (cycle.state !== 'opening') {
      this.outside.set(cycle.id, { until: performance.now() + OUTSIDE_KEPT_MS, rows });
    }
    return rows;
  }
}

/** The first day whose board can be shown; undefined while the cycle opens. */
function pastFrom({ openedAt, pastKnownFrom }: Cycle): string | undefined {
  if (openedAt === undefined) return undefined;
  const opened = dateOf(openedAt);
  return pastKnownFrom !== undefined && pastKnownFrom > opened ? pastKnownFrom : opened;
}

/**
 * The day, where it is a past one whose board is known; undefined where it is today.
 *
 * @throws DomainError BOARD.DAY_AHEAD, BOARD.BEFORE_OPENING, BOARD.PAST_UNKNOWN
 */
function pastDay(cycle: Cycle, day: string, now: string): string | undefined {
  const today = dateOf(now);
  if (day === today) return undefined;
  if (day > today) throw new DomainError('BOARD.DAY_AHEAD', { day, today });
  const opened = dateOf(cycle.openedAt ?? now);
  if (day < opened) throw new DomainError('BOARD.BEFORE_OPENING', { day, opened });
  const from = pastFrom(cycle) ?? today;
  if (day < from) throw new DomainError('BOARD.PAST_UNKNOWN', { day, from });
  return day;
}

function levelOf(pack: PolicyPack, bodyKey: string) {
  const body = pack.bodies.find(({ key }) => key === bodyKey);
  const level = body === undefined || body.level === 'bo' ? 'tinh' : body.level;
  return { name: body?.name ?? bodyKey, level } as const;
}

function inOrderOf(stages: readonly ResolvedStage[], bodies: readonly BodyStage[]): BodyStage[] {
  const place = new Map(stages.map(({ key }, index) => [key, index]));
  return [...bodies].sort((a, b) => (place.get(a.stage.key) ?? 0) - (place.get(b.stage.key) ?? 0));
}
