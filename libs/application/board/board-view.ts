import { dateOf } from '#libs/calendar';
import type { BoardAnswer, BoardCellAnswer, BoardChange, BoardColumnAnswer } from '#libs/contracts/http';
import { inScope, sumOf, type Watched } from './audit-heads.js';
import {
  type BoardRow,
  boardBodies,
  boardColumns,
  CellSums,
  cellsOf,
  inOrderOfName,
  type StagesByLevel,
  stagesByLevel,
  unitsIn,
} from './board-answer.js';
import { digestOf } from './board-digest.js';
import type { CommuneMatter, MirroredBoard } from './mirrored-board.types.js';
import { pastFrom } from './past-from.js';
import type { Heads } from './watch-model.port.js';

/** What a board is narrowed to: the areas that the account is told of, one commune, one kind of unit; the kind of its sector. */
export interface Narrowing {
  readonly watched: Watched;
  readonly commune?: BoardAnswer['commune'];
  readonly kind?: string;
  /** The kind of units that the account sees at all, where that is one. */
  readonly sector?: string;
}

/** Something told in an answer, as JSON, with the turn of the mirror at which it last read differently. */
interface Kept<T> {
  readonly value: T;
  readonly json: Buffer;
  readonly digest: string;
  readonly changedAt: number;
}

const COMMA = Buffer.from(',');

/** A change that is larger than this is not told row by row: who watches reads the board anew. */
const MOST_BYTES_TOLD = 32_768;

/**
 * A mirrored board as one kind of account sees it: rows are worked out again only where something of their commune has
 * changed, and kept as the bytes that are answered.
 */
export class BoardView {
  private seen: MirroredBoard | undefined;
  private stages: StagesByLevel = new Map();
  private columns: Kept<readonly BoardColumnAnswer[]> | undefined;
  private bodies: Kept<BoardAnswer['bodies']> | undefined;
  private readonly rows = new Map<string, Kept<BoardRow>>();
  /** Codes of the rows in the order in which they are told; undefined where one has come, gone or changed its name. */
  private order: readonly string[] | undefined;
  /** Communes that had a row once, by the turn at which they lost it. */
  private readonly gone = new Map<string, number>();
  private total: readonly BoardCellAnswer[] = [];
  private outside = 0;
  private answered: { readonly rest: Buffer; readonly digest: string } | undefined;

  constructor(private readonly narrowing: Narrowing) {}

  /** Follows the mirror; cheap where nothing has changed. */
  update(board: MirroredBoard): void {
    const before = this.seen;
    this.seen = board;
    if (before?.turn === board.turn) return;
    this.answered = undefined;
    const today = dateOf(board.now);
    const isAnew = before?.changedAt !== board.changedAt;
    if (isAnew) {
      this.stages = stagesByLevel(board.stages.graphs);
      this.columns = kept(this.columns, boardColumns(board.stages.graphs, today), board.turn);
    }
    const columns = this.columns?.value ?? [];
    const since = isAnew ? Number.NEGATIVE_INFINITY : before.turn;
    let sawOffices = isAnew;
    for (const [code, matter] of board.communes) {
      if (matter.changedAt <= since || !this.isSeen(code)) continue;
      const own = this.narrowed(matter);
      sawOffices ||= hasOffices(matter) || hasOffices(before?.communes.get(code));
      const cells = cellsOf(columns, this.stages, own, today);
      this.putRow({ code, name: board.names.get(code) ?? code, units: unitsIn(cells), cells }, board.turn);
    }
    for (const code of this.rows.keys()) if (!board.communes.has(code)) this.dropRow(code, board.turn);
    this.total = sumOfCells(
      columns.length,
      [...this.rows.values()].map(({ value }) => value.cells),
    );
    this.outside = this.sumOutside(board);
    if (sawOffices) this.bodies = kept(this.bodies, this.bodiesOf(board, today), board.turn);
  }

  /** Sum of the audit numbers in the account's scope. */
  get seq(): number {
    return sumOf(this.seen?.heads ?? new Map(), this.narrowing.watched);
  }

  get heads(): Heads {
    return inScope(this.seen?.heads ?? new Map(), this.narrowing.watched);
  }

  get turn(): number {
    return this.seen?.turn ?? 0;
  }

  /**
   * The board as the bytes of its JSON, and what stays the same as long as everybody stands where they stood.
   *
   * @param asOf the cycle's today, where the board was asked for by its day
   */
  answer(asOf?: string): { readonly json: Buffer; readonly digest: string } {
    const board = this.seen;
    if (board === undefined) throw new Error('a view is looked at before it has followed its mirror');
    this.answered ??= this.made(board);
    const moving = { now: board.now, seq: this.seq, asOf };
    const { rest, digest } = this.answered;
    return {
      json: Buffer.concat([Buffer.from(`${JSON.stringify(moving).slice(0, -1)},`), rest]),
      digest: digestOf(digest, String(moving.seq), dateOf(board.now), asOf ?? ''),
    };
  }

  /**
   * What reads differently since a turn; undefined where nothing does and no number has grown.
   *
   * @param since turn and number of what was told last
   */
  changeSince(since: { readonly turn: number; readonly seq: number }): BoardChange | undefined {
    const board = this.seen;
    if (board === undefined || since.turn >= board.turn) return undefined;
    const isLater = ({ changedAt }: { readonly changedAt: number }) => changedAt > since.turn;
    const rows = [...this.rows.values()].filter(isLater);
    const gone = [...this.gone].filter(([, changedAt]) => isLater({ changedAt })).map(([code]) => code);
    const columns = this.columns && isLater(this.columns) ? this.columns : undefined;
    const bodies = this.bodies && isLater(this.bodies) ? this.bodies : undefined;
    const told = {
      ...{ seq: this.seq, since: since.seq, now: board.now },
      ...{ state: board.cycle.state, units: this.units },
    };
    if (rows.length + gone.length === 0 && columns === undefined && bodies === undefined) {
      return told.seq === since.seq ? undefined : told;
    }
    const bytes = [...rows, columns, bodies].reduce((sum, each) => sum + (each?.json.length ?? 0), 0);
    if (bytes > MOST_BYTES_TOLD) return { ...told, isAnew: true };
    return {
      ...told,
      total: [...this.total],
      communes: rows.map(({ value }) => value),
      ...(gone.length > 0 && { gone }),
      ...(columns && { columns: [...columns.value] }),
      ...(bodies && { bodies: bodies.value }),
    };
  }

  private made({ cycle, provinceName }: MirroredBoard) {
    const still = {
      cycleId: cycle.id,
      year: cycle.year,
      provinceName,
      clockKind: cycle.clockKind,
      label: cycle.label,
      state: cycle.state,
      pastFrom: pastFrom(cycle),
      commune: this.narrowing.commune,
      kind: this.narrowing.kind,
      units: this.units,
      total: this.total,
    };
    const told = JSON.stringify(still).slice(1, -1);
    const inOrder = this.inOrder();
    const rest = Buffer.concat([
      Buffer.from(`${told},"columns":`),
      this.columns?.json ?? Buffer.from('[]'),
      Buffer.from(',"bodies":'),
      this.bodies?.json ?? Buffer.from('[]'),
      Buffer.from(',"communes":['),
      ...inOrder.flatMap(({ json }, index) => (index === 0 ? [json] : [COMMA, json])),
      Buffer.from(']}'),
    ]);
    // Of digests, so that a change of one row does not have the bytes of all gone through.
    const digest = digestOf(
      ...[told, this.columns?.digest ?? '', this.bodies?.digest ?? ''],
      ...inOrder.map(({ digest: ofRow }) => ofRow),
    );
    return { rest, digest };
  }

  /** To put three thousand Vietnamese names in order takes longer than all else that an answer needs. */
  private inOrder(): readonly Kept<BoardRow>[] {
    this.order ??= [...this.rows.values()]
      .map(({ value }) => value)
      .sort(inOrderOfName)
      .map(({ code }) => code);
    return this.order.flatMap((code) => this.rows.get(code) ?? []);
  }

  private get units(): BoardAnswer['units'] {
    return { inside: unitsIn(this.total), outside: this.outside };
  }

  private isSeen(code: string): boolean {
    const { watched, commune } = this.narrowing;
    return (watched === 'all' || watched.has(code)) && (commune === undefined || commune.code === code);
  }

  private isOfKind(unitKind: string): boolean {
    const { kind, sector } = this.narrowing;
    return (kind ?? unitKind) === unitKind && (sector ?? unitKind) === unitKind;
  }

  private narrowed(matter: CommuneMatter): Pick<CommuneMatter, 'counts' | 'stuck' | 'waiting'> {
    const { counts, stuck, waiting } = matter;
    const { kind, sector } = this.narrowing;
    if (kind === undefined && sector === undefined) return matter;
    const isShown = ({ unitKind }: { readonly unitKind: string }) => this.isOfKind(unitKind);
    return {
      counts: counts.filter(isShown),
      stuck: stuck.filter(isShown),
      waiting: waiting.filter(isShown),
    };
  }

  private putRow(row: BoardRow, turn: number): void {
    if (row.units === 0) return this.dropRow(row.code, turn);
    const before = this.rows.get(row.code);
    if (before?.value.name !== row.name) this.order = undefined;
    this.gone.delete(row.code);
    this.rows.set(row.code, kept(before, row, turn));
  }

  private dropRow(code: string, turn: number): void {
    if (!this.rows.delete(code)) return;
    this.order = undefined;
    this.gone.set(code, turn);
  }

  private sumOutside(board: MirroredBoard): number {
    let sum = 0;
    for (const [code, { outside }] of board.communes) {
      if (outside.length === 0 || !this.isSeen(code)) continue;
      for (const { unitKind, n } of outside) if (this.isOfKind(unitKind)) sum += n;
    }
    return sum;
  }

  private bodiesOf(board: MirroredBoard, today: string): BoardAnswer['bodies'] {
    const seen = [...board.communes].filter(([code]) => this.isSeen(code));
    const own = seen.map(([, matter]) => this.narrowed(matter));
    return boardBodies(board.stages.bodies, {
      counts: own.flatMap(({ counts }) => counts.filter(({ isBody }) => isBody)),
      stuck: own.flatMap(({ stuck }) => stuck.filter(({ isBody }) => isBody)),
      today,
      names: board.names,
    });
  }
}

const hasOffices = (matter: CommuneMatter | undefined): boolean =>
  matter?.counts.some(({ isBody }) => isBody) === true;

/** The value with its JSON; what reads as before keeps the turn at which it changed. */
function kept<T>(before: Kept<T> | undefined, value: T, turn: number): Kept<T> {
  const json = Buffer.from(JSON.stringify(value));
  return before?.json.equals(json) === true
    ? before
    : { value, json, digest: digestOf(json), changedAt: turn };
}

/** The cells of all rows together; what a cell leaves out where there is none is left out of a sum of none. */
function sumOfCells(columns: number, rows: readonly (readonly BoardCellAnswer[])[]): BoardCellAnswer[] {
  return Array.from({ length: columns }, (_, at) => {
    const sums = new CellSums();
    for (const row of rows) {
      const own = row[at];
      if (own !== undefined) sums.addCell(own);
    }
    return sums.cell();
  });
}
