import { dateOf } from '#libs/calendar';
import { DomainError } from '#libs/contracts';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Cycle } from '../cycles/cycles.port.js';
import { readingAs } from '../identity/sight.js';
import type { ReadModel } from '../read-model/read-model.port.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import { grouped } from './board-answer.js';
import { BoardView, type Narrowing } from './board-view.js';
import { cycleStages } from './cycle-stages.js';
import type { CommuneMatter, MirroredBoard } from './mirrored-board.types.js';
import type { BoardReading, WatchModel } from './watch-model.port.js';

type Needs = Stores<'cycles' | 'migrations'>;

/** What a mirror reads from. */
export interface MirrorParts {
  readonly unitOfWork: UnitOfWork<Needs>;
  readonly readModel: Pick<ReadModel, 'areaName'>;
  readonly watchModel: Pick<WatchModel, 'areaNames' | 'boardChange' | 'stuck'>;
  readonly rules: CycleRules;
}

/** A command without an outcome for so long is a fault of the system and nobody's lateness. */
const STUCK_SECONDS = 120;
/** Nothing tells when a command has waited for so long, so it is looked for this often, while anybody looks at all. */
const STUCK_KEPT_MS = 2_000;
/** Rules that change while they are read are read again; so often in a row they do not. */
const MOST_READINGS = 5;

/** So many ways to see one board are kept; the one that nobody has asked for longest gives way. */
const MOST_VIEWS = 256;

/**
 * Turns are counted for all mirrors of the process together: a view, or who tells its watchers, may go from a mirror that was
 * given up to the one that took its place, and takes no reading for one that it has seen.
 */
let turns = 0;

const NOTHING: Omit<CommuneMatter, 'changedAt'> = { counts: [], stuck: [], outside: [], waiting: [] };

/**
 * The board of one cycle in memory: counters and numbers of the audit chains, taken from the database in one statement and
 * kept up with it by what has changed since. A reading is never older than the question: whoever asks is answered from one
 * that began afterwards, and shares it with all who wait.
 */
export class BoardMirror {
  private board: MirroredBoard | undefined;
  private current: Promise<MirroredBoard> | undefined;
  private next: Promise<MirroredBoard> | undefined;
  private stuckAt = Number.NEGATIVE_INFINITY;
  private readonly views = new Map<string, BoardView>();

  constructor(
    private readonly cycleId: string,
    private readonly parts: MirrorParts,
  ) {}

  /** As of the last reading; undefined before the first. */
  get present(): MirroredBoard | undefined {
    return this.board;
  }

  /**
   * As of a reading that began after the call.
   *
   * @throws DomainError CYCLE.UNKNOWN
   */
  fresh(): Promise<MirroredBoard> {
    if (this.current === undefined) {
      this.current = this.read().finally(() => {
        this.current = undefined;
      });
      return this.current;
    }
    this.next ??= this.current
      .catch(() => undefined)
      .then(() => {
        this.next = undefined;
        return this.fresh();
      });
    return this.next;
  }

  /**
   * The board as those see it who share the key, as of the last reading; there must have been one.
   *
   * @param key names the narrowing: whoever sees the same asks by the same key
   */
  view(key: string, narrowing: Narrowing): BoardView {
    const view = this.views.get(key) ?? new BoardView(narrowing);
    this.views.delete(key);
    this.views.set(key, view);
    const [oldest] = this.views.keys();
    if (this.views.size > MOST_VIEWS && oldest !== undefined) this.views.delete(oldest);
    if (this.board !== undefined) view.update(this.board);
    return view;
  }

  /** Whoever asks, the whole of the cycle is read: a mirror is shared, and each view of it narrowed. */
  private read(): Promise<MirroredBoard> {
    return readingAs({ level: 'cycle', cycleId: this.cycleId }, () => this.readWhole());
  }

  private async readWhole(): Promise<MirroredBoard> {
    for (let readings = 1; ; readings += 1) {
      const before = this.board;
      const reading = await this.parts.watchModel.boardChange(this.cycleId, before?.heads);
      if (reading === undefined) throw new DomainError('CYCLE.UNKNOWN', { cycle: this.cycleId });
      const { cycle, now } = reading;
      const { stages, isOfOne } = await this.stagesOf(before, cycle);
      if (!isOfOne && readings < MOST_READINGS) continue;
      turns += 1;
      const turn = turns;
      const changed = this.withReading(before, reading, turn);
      const communes = await this.withStuck(changed, turn);
      const isSame =
        before !== undefined &&
        reading.moved.size === 0 &&
        communes === before.communes &&
        !isOtherTime(before, cycle, now);
      this.board = {
        turn: isSame ? before.turn : turn,
        cycle,
        now,
        stages,
        communes,
        provinceName: before?.provinceName ?? (await this.parts.readModel.areaName(cycle.provinceCode)),
        heads:
          reading.moved.size === 0 && before
            ? before.heads
            : new Map([...(before?.heads ?? []), ...reading.moved]),
        names: await this.namesOf(before, communes),
        changedAt: before === undefined || isOtherTime(before, cycle, now) ? turn : before.changedAt,
      };
      return this.board;
    }
  }

  /**
   * The stages under the rules of a cycle as it was read with its counters. The rules themselves are read later, and told
   * not to be of one with the counters where they have changed in between.
   */
  private async stagesOf(before: MirroredBoard | undefined, cycle: Cycle) {
    if (before !== undefined && !isOtherRules(before.cycle, cycle)) {
      return { stages: before.stages, isOfOne: true };
    }
    const { unitOfWork, rules } = this.parts;
    return unitOfWork.inTransaction(async (records) => {
      const latest = await records.cycles.find(this.cycleId);
      if (latest === undefined) throw new DomainError('CYCLE.UNKNOWN', { cycle: this.cycleId });
      return { stages: await cycleStages(records, rules, latest), isOfOne: !isOtherRules(latest, cycle) };
    });
  }

  /** The communes with what was read of them; the same map where nothing was. */
  private withReading(
    before: MirroredBoard | undefined,
    { isWhole, moved, counts, outside, waiting }: BoardReading,
    turn: number,
  ): ReadonlyMap<string, CommuneMatter> {
    if (before !== undefined && moved.size === 0) return before.communes;
    const kept = before?.communes ?? new Map<string, CommuneMatter>();
    const countsOf = grouped(counts, ({ communeCode }) => communeCode);
    const outsideOf = grouped(outside, ({ communeCode }) => communeCode);
    const waitingOf = grouped(waiting, ({ communeCode }) => communeCode);
    const told = isWhole ? [...kept.keys(), ...countsOf.keys(), ...outsideOf.keys()] : moved.keys();
    const communes = new Map(kept);
    for (const code of new Set(told)) {
      const stuck = kept.get(code)?.stuck ?? [];
      const own = {
        counts: countsOf.get(code) ?? [],
        outside: outsideOf.get(code) ?? [],
        waiting: waitingOf.get(code) ?? [],
        stuck,
      };
      if (own.counts.length + own.outside.length + stuck.length === 0) communes.delete(code);
      else communes.set(code, { ...own, changedAt: turn });
    }
    return communes;
  }

  private async withStuck(
    communes: ReadonlyMap<string, CommuneMatter>,
    turn: number,
  ): Promise<ReadonlyMap<string, CommuneMatter>> {
    if (performance.now() - this.stuckAt < STUCK_KEPT_MS) return communes;
    const stuckOf = grouped(
      await this.parts.watchModel.stuck(this.cycleId, STUCK_SECONDS),
      ({ communeCode }) => communeCode,
    );
    this.stuckAt = performance.now();
    const others = new Set([
      ...stuckOf.keys(),
      ...[...communes].filter(([, { stuck }]) => stuck.length > 0).map(([code]) => code),
    ]);
    if (others.size === 0) return communes;
    const after = new Map(communes);
    for (const code of others) {
      after.set(code, { ...(after.get(code) ?? NOTHING), stuck: stuckOf.get(code) ?? [], changedAt: turn });
    }
    return after;
  }

  private async namesOf(
    before: MirroredBoard | undefined,
    communes: ReadonlyMap<string, CommuneMatter>,
  ): Promise<ReadonlyMap<string, string>> {
    const known = before?.names ?? new Map<string, string>();
    const unknown =
      communes === before?.communes ? [] : [...communes.keys()].filter((code) => !known.has(code));
    if (unknown.length === 0) return known;
    return new Map([...known, ...(await this.parts.watchModel.areaNames(unknown))]);
  }
}

const isOtherRules = (a: Cycle, b: Cycle): boolean =>
  a.rulesVersion !== b.rulesVersion || a.packHash !== b.packHash;

/** Whether cells may stand elsewhere though no counter changed. */
const isOtherTime = (before: MirroredBoard, cycle: Cycle, now: string): boolean =>
  isOtherRules(before.cycle, cycle) ||
  before.cycle.state !== cycle.state ||
  before.cycle.pastKnownFrom !== cycle.pastKnownFrom ||
  dateOf(before.now) !== dateOf(now);

/** So many cycles are kept; the one that nobody has asked for longest gives way. */
const MOST_KEPT = 32;

/** The mirrors of one process. */
export class BoardMirrors {
  private readonly kept = new Map<string, BoardMirror>();

  constructor(
    private readonly unitOfWork: MirrorParts['unitOfWork'],
    private readonly readModel: MirrorParts['readModel'],
    private readonly watchModel: MirrorParts['watchModel'],
    private readonly rules: CycleRules,
  ) {}

  of(cycleId: string): BoardMirror {
    const { unitOfWork, readModel, watchModel, rules } = this;
    const mirror =
      this.kept.get(cycleId) ?? new BoardMirror(cycleId, { unitOfWork, readModel, watchModel, rules });
    this.kept.delete(cycleId);
    this.kept.set(cycleId, mirror);
    if (this.kept.size > MOST_KEPT) this.giveUpOne();
    return mirror;
  }

  /** One that has never been read may be of no cycle at all, and takes no place of one that has. */
  private giveUpOne(): void {
    const all = [...this.kept];
    const [cycleId] = all.find(([, { present }]) => present === undefined) ?? all[0] ?? [];
    if (cycleId !== undefined) this.kept.delete(cycleId);
  }
}
