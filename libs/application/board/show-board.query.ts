import type { Scope } from '#libs/access';
import { scopeCode } from '#libs/access';
import { dateOf } from '#libs/calendar';
import { DomainError } from '#libs/contracts';
import type { BoardAnswer } from '#libs/contracts/http';
import type { Whereabouts } from '../access/is-foreign.js';
import { requireInProvince } from '../access/rights.js';
import { requireSeen, type VisibleCycle, visibleCycle } from '../access/visible-cycle.js';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Cycle } from '../cycles/cycles.port.js';
import type { Identity } from '../identity/identity.js';
import type { ReadModel } from '../read-model/read-model.port.js';
import { nowOf } from '../transaction/now-of.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import { headsOf, sumOf, watchedBy } from './audit-heads.js';
import { boardBodies, boardColumns, boardRows, unitsIn } from './board-answer.js';
import { digestOf } from './board-digest.js';
import type { BoardMirrors } from './board-mirror.js';
import type { BoardView } from './board-view.js';
import { cycleStages } from './cycle-stages.js';
import { pastFrom } from './past-from.js';
import type { BoardFilter, WatchModel } from './watch-model.port.js';

type Needs = Stores<'cycles' | 'migrations' | 'now' | 'units'>;

/** What of a board is asked for. */
export interface BoardRequest extends BoardFilter {
  /** A day of the cycle's own clock, YYYY-MM-DD: the board as it stood at its end. */
  readonly asOf?: string;
}

/** A board as it is answered. */
export interface ShownBoard {
  /** A `BoardAnswer` as JSON. */
  readonly json: Buffer;
  /** The same as long as everybody stands where they stood; the clock that runs on in the answer does not count. */
  readonly digest: string;
}

/**
 * The board of a cycle: as it stands from the mirror, as it stood at the end of a past day from the days of the counters;
 * never from the units' years.
 */
export class ShowBoard {
  /** Asked of the database only where the scope does not name the province by itself. */
  private readonly whereabouts: Whereabouts = {
    units: {
      communes: (province) => this.unitOfWork.inTransaction(({ units }) => units.communes(province)),
      find: (unitId) => this.unitOfWork.inTransaction(({ units }) => units.find(unitId)),
    },
  };

  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly readModel: Pick<ReadModel, 'areaName' | 'auditHeads' | 'communesIn' | 'provinceOf'>,
    private readonly watchModel: WatchModel,
    private readonly rules: CycleRules,
    private readonly mirrors: BoardMirrors,
  ) {}

  /**
   * @throws DomainError CYCLE.UNKNOWN, ACTOR.UNIT_ACCOUNT, AREA.UNKNOWN, BOARD.DAY_AHEAD, BOARD.BEFORE_OPENING,
   *   BOARD.PAST_UNKNOWN
   */
  async execute(identity: Identity, cycleId: string, asked: BoardRequest): Promise<ShownBoard> {
    const past = asked.asOf === undefined ? undefined : await this.pastOf(identity, cycleId, asked.asOf);
    if (past !== undefined) return shown(await this.pastBoard(identity, past, asked));
    const view = await this.view(identity, cycleId, asked);
    return view.answer(asked.asOf);
  }

  /**
   * The present board as the account sees it, as of a reading that began after the call; accounts that see the same share it.
   *
   * @throws DomainError CYCLE.UNKNOWN, ACTOR.UNIT_ACCOUNT, AREA.UNKNOWN
   */
  async view(identity: Identity, cycleId: string, filter: BoardFilter): Promise<BoardView> {
    const mirror = this.mirrors.of(cycleId);
    const { cycle } = await mirror.fresh();
    const seen = await requireSeen(this.whereabouts, identity, cycle);
    requireInProvince(identity, 'watchCycle', seen.provinceCode);
    const { scope } = identity;
    const commune = await this.communeOf(cycle, scope, filter.communeCode);
    const watched = await watchedBy(this.readModel, scope);
    const scopeKey = scope.level === 'tinh' ? '' : `${scope.level}/${scopeCode(scope)}`;
    const view = mirror.view(`${scopeKey}|${commune?.code ?? ''}|${filter.kind ?? ''}`, {
      watched,
      commune,
      kind: filter.kind,
      sector: scope.level === 'sector' ? scope.unitKind : undefined,
    });
    return view;
  }

  /** The cycle as it was recorded at the end of a past day; undefined where that day is its today. */
  private async pastOf(identity: Identity, cycleId: string, asOf: string) {
    return this.unitOfWork.inTransaction(async (records) => {
      const cycle = await visibleCycle(records, identity, cycleId);
      requireInProvince(identity, 'watchCycle', cycle.provinceCode);
      const now = await nowOf(records, cycle);
      const day = pastDay(cycle, asOf, now);
      return day === undefined ? undefined : { ...(await this.onDay(records, cycle, day)), day, now };
    });
  }

  private async onDay(records: Needs, cycle: VisibleCycle, day: string) {
    const then = await this.rules.onDay(records, cycle, day);
    const isClosed = then.closedAt !== undefined && dateOf(then.closedAt) <= day;
    const state = isClosed ? ('closed' as const) : ('open' as const);
    // A migration brings other communes; which there were before it only the counters of then tell.
    const communes = then.packHash === cycle.packHash ? then.communes : undefined;
    const recorded = { ...then, state, communes };
    return { cycle: recorded, stages: await cycleStages(records, this.rules, recorded) };
  }

  private async pastBoard(
    { scope }: Identity,
    { cycle, stages, day, now }: NonNullable<Awaited<ReturnType<ShowBoard['pastOf']>>>,
    asked: BoardRequest,
  ): Promise<BoardAnswer> {
    const commune = await this.communeOf(cycle, scope, asked.communeCode);
    const filter = { communeCode: commune?.code, kind: asked.kind };
    const watched = await watchedBy(this.readModel, scope);
    const seq = sumOf(headsOf(await this.readModel.auditHeads(cycle.id)), watched);
    const counts = await this.watchModel.boardCountsOn(cycle.id, scope, filter, day);
    const names = await this.watchModel.areaNames(counts.map(({ communeCode }) => communeCode));
    const columns = boardColumns(stages.graphs, day);
    const matter = { counts, stuck: [], today: day, names };
    const rows = boardRows(columns, stages.graphs, matter);
    return {
      cycleId: cycle.id,
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
        outside: await this.watchModel.unitsOutsideOn(cycle.id, scope, filter, day),
      },
      columns,
      ...rows,
      bodies: boardBodies(stages.bodies, matter),
    };
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
}

/** Of a past day the events of today change nothing. */
function shown(board: BoardAnswer): ShownBoard {
  const { now: _, seq: __, ...told } = board;
  return { json: Buffer.from(JSON.stringify(board)), digest: digestOf(JSON.stringify(told)) };
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
