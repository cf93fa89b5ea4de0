import type { BoardAnswer, BoardChange } from '#libs/contracts/http';

const byName = new Intl.Collator('vi').compare;

/**
 * A board with a change that its stream has told; undefined where the board has missed something, or too much has changed to
 * be told, so that it is to be read anew. A change that the board has in it already changes nothing.
 */
export function withChange(board: BoardAnswer, change: BoardChange): BoardAnswer | undefined {
  if (change.seq < board.seq) return board;
  if (change.since > board.seq || change.isAnew === true) return undefined;
  const rows = new Map(board.communes.map((row) => [row.code, row]));
  for (const code of change.gone ?? []) rows.delete(code);
  for (const row of change.communes ?? []) rows.set(row.code, row);
  return {
    ...board,
    seq: change.seq,
    now: change.now,
    state: change.state,
    units: change.units ?? board.units,
    columns: change.columns ?? board.columns,
    total: change.total ?? board.total,
    bodies: change.bodies ?? board.bodies,
    communes: [...rows.values()].sort((a, b) => byName(a.name, b.name) || (a.code < b.code ? -1 : 1)),
  };
}
