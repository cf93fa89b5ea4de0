import type { QueryRunner } from 'typeorm';
import { type DayChange, dayChanges, type SubjectPast } from '#libs/application';
import { dateOf } from '#libs/calendar';
import type { Fact } from '#libs/unit-year';
import { CycleBook } from './cycle-book.js';

const PAGE = 500;

/** A cycle with the days of its own clock on which it was opened, and that it has now. */
interface Cycle {
  readonly id: string;
  readonly openedAt: Date;
  readonly now: Date;
}

type Year = SubjectPast['subject'] & { readonly unitId: string; readonly standingReason: string | null };

/** What a cycle's counters did by day, and how many units stood outside the standard. */
export interface CyclePast {
  readonly cycleId: string;
  readonly changes: readonly DayChange[];
  readonly outside: readonly OutsideChange[];
  /** Where the facts do not come to the counters: the day on which all that is counted stands in one change each. */
  readonly knownFrom?: string;
}

export interface OutsideChange {
  readonly day: string;
  readonly communeCode: string;
  readonly unitKind: string;
  readonly by: number;
}

/** The past of each cycle as its facts tell it, for a database of before differences were kept by day. */
export async function* countedPasts(runner: QueryRunner): AsyncGenerator<CyclePast> {
  for (const book of await CycleBook.all(runner)) {
    const [cycle] = (await runner.query(
      `SELECT id, coalesce(opened_at, clock_at, created_at) AS "openedAt", coalesce(clock_at, now()) AS now
         FROM cycle WHERE id = $1`,
      [book.cycleId],
    )) as [Cycle];
    const told = new Tally();
    const outside: OutsideChange[] = [];
    for (let after = ''; ; ) {
      const years = await pageOf(runner, book.cycleId, after);
      const last = years.at(-1);
      if (last === undefined) break;
      after = last.unitId;
      await tell(runner, book, cycle, years, told, outside);
    }
    yield pastOf(cycle, told, await countersOf(runner, book.cycleId), outside);
  }
}

const pageOf = (runner: QueryRunner, cycleId: string, after: string): Promise<Year[]> =>
  runner.query(
    `SELECT cycle_id AS "cycleId", unit_id AS "unitId", commune_code AS "communeCode", unit_kind AS "unitKind",
            managed_by AS "managedBy", body_key AS "bodyKey", standing, standing_reason AS "standingReason"
       FROM unit_year WHERE cycle_id = $1 AND unit_id > $2 ORDER BY unit_id LIMIT ${PAGE}`,
    [cycleId, after],
  );

async function tell(
  runner: QueryRunner,
  book: CycleBook,
  { id, openedAt }: Cycle,
  years: readonly Year[],
  told: Tally,
  outside: OutsideChange[],
): Promise<void> {
  const ids = years.map(({ unitId }) => unitId);
  const facts = (await runner.query(
    `SELECT unit_id, body, at_cycle FROM fact WHERE cycle_id = $1 AND unit_id = ANY($2) ORDER BY unit_id, version`,
    [id, ids],
  )) as { unit_id: string; body: Fact; at_cycle: Date }[];
  const choices = (await runner.query(
    `SELECT unit_id, gap, option, reason, recorded_at FROM gap_choice
      WHERE cycle_id = $1 AND unit_id = ANY($2) ORDER BY version`,
    [id, ids],
  )) as { unit_id: string; gap: string; option: string; reason: string; recorded_at: Date }[];
  const days = { opened: dayOf(openedAt), rules: book.daysOfChange };
  for (const year of years) {
    const taken = choices.find(
      ({ unit_id, gap, option, reason }) =>
        unit_id === year.unitId && reason === year.standingReason && book.takesIn(gap, option),
    );
    const past: SubjectPast = {
      subject: { ...year, bodyKey: year.bodyKey ?? undefined },
      facts: facts.flatMap(({ unit_id, body, at_cycle }) =>
        unit_id === year.unitId ? [{ day: dayOf(at_cycle), fact: body }] : [],
      ),
      takenInOn: taken && dayOf(taken.recorded_at),
    };
    told.add(await dayChanges(past, days, (day, place) => book.graph(place, day)));
    outside.push(...outsideOf(past, days.opened));
  }
}

/** Outside since the opening, or since a migration that ended its year in the standard, until a choice takes it in. */
function outsideOf({ subject, facts, takenInOn }: SubjectPast, opened: string): OutsideChange[] {
  const { communeCode, unitKind, standing } = subject;
  const change = (day: string, by: number): OutsideChange => ({ day, communeCode, unitKind, by });
  if (takenInOn !== undefined) return [change(opened, 1), change(takenInOn, -1)];
  if (standing === 'inside') return [];
  const ended = facts.findLast(({ fact }) => fact.kind === 'year.migrated' && fact.before !== undefined);
  return [change(ended?.day ?? opened, 1)];
}

function pastOf(cycle: Cycle, told: Tally, counted: Tally, outside: readonly OutsideChange[]): CyclePast {
  const cycleId = cycle.id;
  if (told.equals(counted)) return { cycleId, outside, changes: told.changes() };
  const knownFrom = dayOf(cycle.now);
  return { cycleId, outside, knownFrom, changes: counted.changes(knownFrom) };
}

async function countersOf(runner: QueryRunner, cycleId: string): Promise<Tally> {
  const tally = new Tally();
  tally.add(
    (await runner.query(
      `SELECT '' AS day, cycle_id AS "cycleId", commune_code AS "communeCode", unit_kind AS "unitKind", level, stage,
              due_day AS "dueDay", status, n AS by FROM counter WHERE cycle_id = $1`,
      [cycleId],
    )) as DayChange[],
  );
  return tally;
}

const dayOf = (instant: Date): string => dateOf(instant.toISOString());

/** Changes by day and cell, those of the same summed up. */
class Tally {
  private readonly sums = new Map<string, DayChange>();

  add(changes: readonly DayChange[]): void {
    for (const change of changes) {
      const key = `${change.day}|${cellOf(change)}`;
      this.sums.set(key, { ...change, by: (this.sums.get(key)?.by ?? 0) + change.by });
    }
  }

  /** @param day on which all of it is told; each on its own day when absent */
  changes(day?: string): readonly DayChange[] {
    return [...this.sums.values()].flatMap((each) =>
      each.by === 0 ? [] : [{ ...each, day: day ?? each.day }],
    );
  }

  /** Whether both come to the same in each cell, whatever the days. */
  equals(other: Tally): boolean {
    const [own, theirs] = [this.cells(), other.cells()];
    return own.size === theirs.size && [...own].every(([cell, n]) => theirs.get(cell) === n);
  }

  private cells(): ReadonlyMap<string, number> {
    const cells = new Map<string, number>();
    for (const each of this.sums.values()) {
      cells.set(cellOf(each), (cells.get(cellOf(each)) ?? 0) + each.by);
    }
    return new Map([...cells].filter(([, n]) => n !== 0));
  }
}

const cellOf = ({ communeCode, unitKind, level, stage, dueDay, status }: DayChange): string =>
  [communeCode, unitKind, level, stage, dueDay, status].join('|');
