import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Each fact tells when it was recorded by its cycle's own clock, without which the past of a rehearsal cannot be told. Of
 * existing facts a calendar's are those of the database clock; a rehearsal's that of the command's receipt, or of the facts
 * before it where the command tells the day of a paper instead.
 */
export class FactsByTheCyclesClock1765100000000 implements MigrationInterface {
  readonly name = 'FactsByTheCyclesClock1765100000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "fact" ADD "at_cycle" TIMESTAMP WITH TIME ZONE`);
    await runner.query(FILL);
    await runner.query(`ALTER TABLE "fact" ALTER "at_cycle" SET NOT NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "fact" DROP COLUMN "at_cycle"`);
  }
}

/** A rehearsal's clock only moves forward, so what was recorded later never stood earlier on it. */
const FILL = `
  WITH known AS (
    SELECT f.cycle_id, f.unit_id, f.version, f.recorded_at, c.clock_kind, coalesce(c.opened_at, c.clock_at) AS opened_at,
           CASE WHEN m.id IS NOT NULL THEN m.migrated_at WHEN k.body ? 'onBehalf' THEN NULL ELSE k.effective_at END AS at
      FROM fact f JOIN cycle c ON c.id = f.cycle_id JOIN command k ON k.id = f.command_id
      LEFT JOIN cycle_migration m ON m.cycle_id = f.cycle_id AND m.id::text = f.body->>'migrationId'),
  told AS (
    SELECT cycle_id, unit_id, version,
           CASE WHEN clock_kind = 'calendar' THEN recorded_at
                ELSE coalesce(max(at) OVER (PARTITION BY cycle_id ORDER BY recorded_at, unit_id, version),
                              opened_at, recorded_at) END AS at
      FROM known)
  UPDATE fact f SET at_cycle = told.at FROM told
   WHERE f.cycle_id = told.cycle_id AND f.unit_id = told.unit_id AND f.version = told.version`;
