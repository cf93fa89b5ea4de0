/** How many runs are told at once while somebody waits at the door, and while nobody does. */
const BESIDE_OTHERS = 2;
const ALONE = 8;
/** Where more than these wait, the machine has nothing to spare: to tell one run costs as much as to decide several commands. */
const CROWD = 4;
/** While a crowd waits one run is told this often, so that runs are never left behind for good. */
const BESIDE_A_CROWD_MS = 1_000;
/** What is kept beyond this is found again in the database. */
const KEPT_AT_MOST = 500;

/** Something that a unit's run is to hear of. */
export interface Tidings {
  readonly id: string;
  readonly cycleId: string;
  readonly unitId: string;
}

/**
 * Tells the runs of what is decided already: a few at once, fewer while somebody waits for an answer, one now and then while
 * a crowd does, and the tidings of one unit one after the other in the order in which they came.
 */
export class CarryLane<T extends Tidings> {
  private readonly queue: T[] = [];
  private readonly known = new Set<string>();
  private readonly busyUnits = new Set<string>();
  private readonly underWay = new Set<Promise<void>>();
  private waiting = 0;
  private begunAt = Number.NEGATIVE_INFINITY;

  /**
   * @param tell does not reject
   * @param now milliseconds of a clock that only runs forward
   */
  constructor(
    private readonly tell: (tidings: T) => Promise<unknown>,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** How much more it takes. */
  get room(): number {
    return KEPT_AT_MOST - this.queue.length;
  }

  /** Work that somebody waits for: until it is done fewer runs are told at once. */
  async besides<R>(work: () => Promise<R>): Promise<R> {
    this.waiting += 1;
    try {
      return await work();
    } finally {
      this.waiting -= 1;
      this.go();
    }
  }

  /** Takes tidings in unless they are known or there is no room. */
  push(tidings: T): void {
    if (this.known.has(tidings.id) || this.room <= 0) return;
    this.known.add(tidings.id);
    this.queue.push(tidings);
    this.go();
  }

  /** Leaves what has not begun. */
  forget(): void {
    for (const { id } of this.queue.splice(0)) this.known.delete(id);
  }

  /** Leaves what has not begun, and waits for what has. */
  async drain(): Promise<void> {
    this.forget();
    await Promise.all(this.underWay);
  }

  /** How many may be under way. */
  private get atOnce(): number {
    if (this.waiting === 0) return ALONE;
    if (this.waiting <= CROWD) return BESIDE_OTHERS;
    return this.now() - this.begunAt < BESIDE_A_CROWD_MS ? 0 : 1;
  }

  private go(): void {
    while (this.underWay.size < this.atOnce) {
      const next = this.queue.findIndex((each) => !this.busyUnits.has(unitOf(each)));
      const [tidings] = next < 0 ? [] : this.queue.splice(next, 1);
      if (tidings === undefined) return;
      this.begin(tidings);
    }
  }

  private begin(tidings: T): void {
    this.busyUnits.add(unitOf(tidings));
    this.begunAt = this.now();
    const telling = this.tell(tidings).then(() => {
      this.underWay.delete(telling);
      this.busyUnits.delete(unitOf(tidings));
      this.known.delete(tidings.id);
      this.go();
    });
    this.underWay.add(telling);
  }
}

const unitOf = ({ cycleId, unitId }: Tidings): string => `${cycleId}/${unitId}`;
