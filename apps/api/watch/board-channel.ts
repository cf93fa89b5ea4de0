import type { BoardView, Heads, MirroredBoard } from '#libs/application';
import type { ChangeEvent } from '#libs/contracts/http';

/** One way to see a cycle's board, and everybody who watches it so: what is told to them is made once. */
export class BoardChannel {
  private readonly writers = new Set<(text: string) => void>();
  private told: { readonly turn: number; readonly seq: number };
  private heads: Heads;

  /** @param emptied called when the last one has left */
  constructor(
    private readonly view: BoardView,
    private readonly emptied: () => void,
  ) {
    this.told = { turn: view.turn, seq: view.seq };
    this.heads = view.heads;
  }

  join(write: (text: string) => void): () => void {
    this.writers.add(write);
    return () => {
      if (this.writers.delete(write) && this.writers.size === 0) this.emptied();
    };
  }

  /** How all stands; undefined for who knows it by the id of the last event already. */
  greeting(lastEventId: string | undefined): string | undefined {
    if (lastEventId === String(this.view.seq)) return undefined;
    return frame(this.view.seq, { areas: Object.fromEntries(this.view.heads) });
  }

  /** Tells what has changed for who sees the board so. */
  tell(board: MirroredBoard): void {
    this.view.update(board);
    const change = this.view.changeSince(this.told);
    const { heads } = this.view;
    const areas = Object.fromEntries([...heads].filter(([area, seq]) => this.heads.get(area) !== seq));
    this.told = { turn: this.view.turn, seq: this.view.seq };
    this.heads = heads;
    if (change === undefined) return;
    const text = frame(change.seq, { areas, board: change });
    for (const write of [...this.writers]) write(text);
  }
}

const frame = (seq: number, data: ChangeEvent): string =>
  `event: change\nid: ${seq}\ndata: ${JSON.stringify(data)}\n\n`;
