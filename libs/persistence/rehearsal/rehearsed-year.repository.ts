import type { EntityManager } from 'typeorm';
import type {
  RehearsedYear,
  RehearsedYearRecords,
  YearEnd,
  YearOrder,
  YearProgress,
} from '#libs/application';
import { RehearsedYearRow } from './rehearsed-year.rows.js';

export class PostgresRehearsedYearRecords implements RehearsedYearRecords {
  constructor(private readonly manager: EntityManager) {}

  async find(cycleId: string): Promise<RehearsedYear | undefined> {
    const row = await this.manager.findOneBy(RehearsedYearRow, { cycleId });
    if (row === null) return undefined;
    const { seed, dayMs, keepGoing, state, startedAt, endedAt, toldAt, done, total } = row;
    return {
      ...{ seed, dayMs, keepGoing, state },
      startedAt: startedAt.toISOString(),
      endedAt: endedAt?.toISOString(),
      toldAt: toldAt?.toISOString(),
      acts: done === null || total === null ? undefined : { done, total },
      refused: row.refused,
      problem: row.problem ?? undefined,
      report: row.report ?? undefined,
    };
  }

  async start(cycleId: string, { seed, dayMs, keepGoing }: YearOrder): Promise<void> {
    await this.manager.query(
      `INSERT INTO rehearsed_year (cycle_id, seed, day_ms, keep_going, state)
       VALUES ($1, $2, $3, $4, 'running')
       ON CONFLICT (cycle_id) DO UPDATE SET day_ms = $3, keep_going = $4, state = 'running',
         started_at = now(), ended_at = NULL, problem = NULL`,
      [cycleId, seed, dayMs, keepGoing],
    );
  }

  async begin(cycleId: string, refused: RehearsedYear['refused']): Promise<number> {
    const [[row]] = await this.manager.query<[{ epoch: number }[], number]>(
      `UPDATE rehearsed_year SET epoch = epoch + 1, refused = $2::jsonb,
         told_at = CASE WHEN told_at IS NOT NULL THEN clock_timestamp() END
        WHERE cycle_id = $1 RETURNING epoch`,
      [cycleId, JSON.stringify(refused)],
    );
    if (row === undefined) throw new Error(`the year of ${cycleId} is gone`);
    return row.epoch;
  }

  tell(cycleId: string, epoch: number, { done, total, refused }: YearProgress): Promise<boolean> {
    return this.heard(
      `UPDATE rehearsed_year SET done = $3, total = $4, refused = $5::jsonb, told_at = clock_timestamp()
        WHERE cycle_id = $1 AND epoch = $2 AND state = 'running'`,
      [cycleId, epoch, done, total, JSON.stringify(refused)],
    );
  }

  end(cycleId: string, epoch: number, end: YearEnd): Promise<boolean> {
    const [problem, report] = end.state === 'stopped' ? [end.problem, null] : [null, end.report];
    return this.heard(
      `UPDATE rehearsed_year SET state = $3, ended_at = clock_timestamp(), problem = $4::jsonb, report = $5::jsonb
        WHERE cycle_id = $1 AND epoch = $2 AND state = 'running'`,
      [cycleId, epoch, end.state, problem && JSON.stringify(problem), report && JSON.stringify(report)],
    );
  }

  async stop(cycleId: string): Promise<void> {
    await this.manager.query(
      `UPDATE rehearsed_year SET state = 'stopped', epoch = epoch + 1, ended_at = clock_timestamp(), problem = NULL
        WHERE cycle_id = $1 AND state = 'running'`,
      [cycleId],
    );
  }

  private async heard(update: string, values: readonly unknown[]): Promise<boolean> {
    const [, rows] = await this.manager.query<[unknown, number]>(update, [...values]);
    return rows > 0;
  }
}
