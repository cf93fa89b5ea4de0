import {
  type Columns,
  type ListEntry,
  type ListRead,
  placeOf,
  problemCode,
  type TableProblem,
  type TableReading,
} from '#libs/tables';

/** One thing wrong with a list: where it stands and what to do, in Vietnamese. */
export interface ListProblem {
  readonly code: string;
  readonly place: string;
  readonly message: string;
}

/** A list as it was read; what stands in `problems` is not among the entries. */
export interface ListResult<T> {
  readonly entries: readonly T[];
  readonly problems: readonly ListProblem[];
  /** Rows read as entries, sound or not. */
  readonly rowsRead: number;
  readonly reading: TableReading;
}

/**
 * The sound entries of a list, and every problem of the others by row and column.
 *
 * @param prefix stands before the code of each problem, `OFFICES` gives `OFFICES.MISSING`
 * @param take makes an entry of a row, reporting what is wrong with it
 */
export function listResult<C extends Columns, T>(
  { entries, problems, reading }: ListRead<C>,
  prefix: string,
  take: (entry: ListEntry<C>) => T | undefined,
): ListResult<T> {
  const told = ({ fault, line, column, message }: TableProblem): ListProblem => ({
    code: problemCode(fault, (own) => `${prefix}.${own}`),
    place: placeOf(line, column),
    message,
  });
  if (problems.length > 0) return { entries: [], problems: problems.map(told), rowsRead: 0, reading };
  const taken = entries.flatMap((entry) => take(entry) ?? []);
  return {
    entries: taken,
    problems: entries.flatMap((entry) => entry.problems.map(told)),
    rowsRead: entries.length,
    reading,
  };
}
