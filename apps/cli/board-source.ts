import type { ApiClient } from '#libs/api-client';
import type { BoardAnswer, BoardQuery, UnitYearRowAnswer } from '#libs/contracts/http';
import { isAnswered } from './api-errors.js';
import { isPast } from './print/board.js';
import { comingText } from './print/coming.js';

/** Most units that the API tells of at once. */
const PAGE = 500;
/** What comes next changes rarely; it is asked for no more often. */
const COMING_KEPT_MS = 15_000;

export interface BoardQuestion {
  readonly cycleId: string;
  readonly commune?: string;
  readonly kind?: BoardQuery['kind'];
  /** A day of the cycle's own clock, YYYY-MM-DD: the board as it stood at its end. */
  readonly asOf?: string;
  /** Only communes and units with something overdue, or past a suggested day. */
  readonly isOverdueOnly: boolean;
}

/** A board with what stands around it for people. */
export interface BoardScene {
  readonly board: BoardAnswer;
  /** Units of the commune that the board is narrowed to, by name. */
  readonly units?: readonly UnitYearRowAnswer[];
  readonly coming?: string;
}

const byName = new Intl.Collator('vi').compare;

/** Reads a board, the units of its one commune, and what comes next. */
export class BoardSource {
  private coming: { readonly until: number; readonly text: string | undefined } | undefined;

  constructor(
    private readonly client: ApiClient,
    private readonly question: BoardQuestion,
    private readonly now: () => number,
  ) {}

  /** The board of the question, with every commune. */
  read(): Promise<BoardAnswer> {
    const { commune, kind, asOf } = this.question;
    const query = { commune, kind, asOf };
    return this.client.call('GET /cycles/{cycleId}/board', { params: this.params, query });
  }

  /** As much of it as was asked to be shown. */
  shown(board: BoardAnswer): BoardAnswer {
    if (!this.question.isOverdueOnly) return board;
    return {
      ...board,
      communes: board.communes.filter(({ cells }) =>
        cells.some(({ overdue, pastSuggested = 0 }) => overdue + pastSuggested > 0),
      ),
    };
  }

  /** Units and what comes next are known of the present alone. */
  async around(whole: BoardAnswer): Promise<BoardScene> {
    const board = this.shown(whole);
    if (isPast(board)) return { board };
    const units = board.commune === undefined ? undefined : await this.unitsOf(board.commune.code);
    return { board, units, coming: await this.next(board.year) };
  }

  private async unitsOf(commune: string): Promise<readonly UnitYearRowAnswer[]> {
    const { kind, isOverdueOnly } = this.question;
    const query = { commune, kind, standing: 'inside', stages: true } as const;
    const request = { params: this.params, query };
    const { items } = await this.client.list('GET /cycles/{cycleId}/units', request, { pageSize: PAGE });
    return items
      .filter((unit) => unit.kind !== 'body')
      .filter(
        ({ stages = [] }) =>
          !isOverdueOnly ||
          stages.some(({ standing }) => standing === 'overdue' || standing === 'pastSuggested'),
      )
      .sort((a, b) => byName(a.name, b.name) || (a.unitId < b.unitId ? -1 : 1));
  }

  /** The board does without it where the API refuses it. */
  private async next(year: number): Promise<string | undefined> {
    if (this.coming !== undefined && this.coming.until > this.now()) return this.coming.text;
    let text: string | undefined;
    try {
      const { items } = await this.client.call('GET /cycles/{cycleId}/upcoming', {
        params: this.params,
        query: { limit: 1 },
      });
      text = comingText(items, year);
    } catch (error) {
      if (!isAnswered(error)) throw error;
    }
    this.coming = { until: this.now() + COMING_KEPT_MS, text };
    return text;
  }

  private get params(): { readonly cycleId: string } {
    return { cycleId: this.question.cycleId };
  }
}
