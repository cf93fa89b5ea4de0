import { expect } from '@jest/globals';
import { withChange } from '#libs/api-client';
import { BoardMirrors, type Identity, ShowBoard } from '#libs/application';
import { dateOf } from '#libs/calendar';
import type { BoardAnswer } from '#libs/contracts/http';
import { PostgresReadModel, PostgresWatchModel } from '#libs/persistence';
import type { SmallProvince } from './small-cycle.js';

/** Who looks at a board, and what it is narrowed to. */
export interface Look {
  readonly who: Identity;
  readonly commune?: string;
  readonly kind?: string;
}

type Board = Omit<BoardAnswer, 'now' | 'seq' | 'asOf'>;

/** Boards by the clock that the test has set: the statement tells the time of the database itself. */
class ClockedWatchModel extends PostgresWatchModel {
  constructor(
    source: SmallProvince['source'],
    private readonly unitOfWork: SmallProvince['unitOfWork'],
  ) {
    super(source);
  }

  override async boardChange(...asked: Parameters<PostgresWatchModel['boardChange']>) {
    const reading = await super.boardChange(...asked);
    if (reading === undefined) return undefined;
    const { clockAt } = reading.cycle;
    return { ...reading, now: clockAt ?? (await this.unitOfWork.inTransaction(({ now }) => now())) };
  }
}

/** What the boards of a province's cycles are read from. */
export const boardParts = ({ unitOfWork, source, rules }: SmallProvince) => ({
  ...{ unitOfWork, rules },
  readModel: new PostgresReadModel(source),
  watchModel: new ClockedWatchModel(source, unitOfWork),
});

/** The board of a province's cycles, as an API that has just started shows it: its mirrors have seen nothing yet. */
export function boardOf(province: SmallProvince): ShowBoard {
  const { unitOfWork, readModel, watchModel, rules } = boardParts(province);
  const mirrors = new BoardMirrors(unitOfWork, readModel, watchModel, rules);
  return new ShowBoard(unitOfWork, readModel, watchModel, rules, mirrors);
}

/** Keeps what a cycle's board says as its year goes on, to be compared with what is said of these days afterwards. */
export class KeptBoards {
  private readonly kept = new Map<string, readonly Board[]>();
  private readonly watchers: readonly Watcher[];

  constructor(
    private readonly province: SmallProvince,
    private readonly cycleId: string,
    private readonly looks: readonly Look[],
  ) {
    const following = boardOf(this.province);
    this.watchers = looks.map((look) => new Watcher(following, cycleId, look));
  }

  /**
   * The boards as they stand; the last ones of a day are kept. A process that has followed the cycle must say the same as
   * one that has just started, and so must a board that was read once and took over every change since.
   */
  async keep(): Promise<void> {
    const boards = await this.boards();
    for (const [at, watcher] of this.watchers.entries()) {
      const { answered: following, followed } = await watcher.sees();
      expect(still(following)).toEqual(still(boards[at]));
      expect(still(followed)).toEqual(still(boards[at]));
    }
    const day = dateOf(boards[0]?.now ?? '');
    this.kept.set(day, boards.map(told));
  }

  get days(): readonly string[] {
    return [...this.kept.keys()];
  }

  /** What is said now of every day that was kept, beside what was said then. */
  async compared(): Promise<readonly { readonly now: unknown; readonly then: unknown }[]> {
    const answers: { now: unknown; then: unknown }[] = [];
    for (const [day, then] of this.kept) {
      const boards = await this.boards(day);
      answers.push({ now: { day, boards: boards.map(told) }, then: { day, boards: then } });
    }
    return answers;
  }

  /** As a process answers that has just started. */
  async boards(asOf?: string): Promise<readonly BoardAnswer[]> {
    const show = boardOf(this.province);
    const boards: BoardAnswer[] = [];
    for (const { who, commune, kind } of this.looks)
      boards.push(await answered(show, who, this.cycleId, { commune, kind, asOf }));
    return boards;
  }
}

/** A board as the API answers it. */
export async function answered(
  show: ShowBoard,
  who: Identity,
  cycleId: string,
  { commune, kind, asOf }: { readonly commune?: string; readonly kind?: string; readonly asOf?: string },
): Promise<BoardAnswer> {
  const { json } = await show.execute(who, cycleId, { communeCode: commune, kind, asOf });
  return JSON.parse(json.toString()) as BoardAnswer;
}

/** One look at a board by who has watched it from the beginning and was told every change. */
class Watcher {
  private board: BoardAnswer | undefined;
  private told = { turn: 0, seq: 0 };

  constructor(
    private readonly show: ShowBoard,
    private readonly cycleId: string,
    private readonly look: Look,
  ) {}

  /** What the following process answers, and what the changes make of the first board; their times aside. */
  async sees(): Promise<{ readonly answered: BoardAnswer; readonly followed: BoardAnswer }> {
    const { who, commune, kind } = this.look;
    const view = await this.show.view(who, this.cycleId, { communeCode: commune, kind });
    const board = JSON.parse(view.answer().json.toString()) as BoardAnswer;
    const change = this.board && view.changeSince(this.told);
    this.told = { turn: view.turn, seq: view.seq };
    if (change?.isAnew === true) throw new Error('a small board has changed by more than is told');
    const followed =
      this.board === undefined || change === undefined
        ? (this.board ?? board)
        : withChange(this.board, change);
    if (followed === undefined) throw new Error('a watcher has missed something');
    this.board = followed;
    return { answered: board, followed };
  }
}

const still = (board: BoardAnswer | undefined) => ({ ...board, now: undefined });

/** All but what is of the moment of asking. */
const told = ({ now: _now, seq: _seq, asOf: _asOf, ...board }: BoardAnswer): Board => board;
