import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A stage that was asked of nobody stays so when its year is closed; 0.2.0 counted it among what the year left undone. The
 * counters are counted anew from the lines of the years.
 */
export class WaivedInClosedYears1765300000000 implements MigrationInterface {
  readonly name = 'WaivedInClosedYears1765300000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM counter`);
    await runner.query(
      `INSERT INTO counter (cycle_id, commune_code, unit_kind, level, stage, due_day, status, n)
       SELECT cycle_id, commune_code, unit_kind, level, stage, coalesce(to_char(due_day, 'YYYY-MM-DD'), ''), counted,
              count(*)::int
         FROM unit_stage WHERE standing = 'inside' AND in_pack GROUP BY 1, 2, 3, 4, 5, 6, 7`,
    );
  }

  async down(): Promise<void> {
    // What was counted wrongly is not wanted back.
  }
}
