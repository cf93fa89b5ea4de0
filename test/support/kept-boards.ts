import { type Identity, ShowBoard } from '#libs/application';
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

/** The board of a province's cycles, as the API shows it. */
export const boardOf = ({ unitOfWork, source, rules }: SmallProvince): ShowBoard =>
  new ShowBoard(unitOfWork, new PostgresReadModel(source), new PostgresWatchModel(source), rules);

/** Keeps what a cycle's board says as its year goes on, to be compared with what is said of these days afterwards. */
export class KeptBoards {
  private readonly kept = new Map<string, readonly Board[]>();

  constructor(
    private readonly province: SmallProvince,
    private readonly cycleId: string,
    private readonly looks: readonly Look[],
  ) {}

  /** The boards as they stand; the last ones of a day are kept. */
  async keep(): Promise<void> {
    const boards = await this.boards();
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

  async boards(asOf?: string): Promise<readonly BoardAnswer[]> {
    const show = boardOf(this.province);
    const boards: BoardAnswer[] = [];
    for (const { who, commune, kind } of this.looks) {
      boards.push(await show.execute(who, this.cycleId, { communeCode: commune, kind, asOf }));
    }
    return boards;
  }
}

/** All but what is of the moment of asking. */
const told = ({ now: _now, seq: _seq, asOf: _asOf, ...board }: BoardAnswer): Board => board;
