import type { MigrationInterface, QueryRunner } from 'typeorm';
import { type CyclePast, countedPasts } from './backfill/counter-days.js';

/**
 * By how much each counter changed on each day of its cycle's own clock, so that the board of a past day can be shown. The
 * past of existing cycles is what their facts come to; of a cycle whose facts do not come to its counters it begins today.
 */
export class CountersByDay1765400000000 implements MigrationInterface {
  readonly name = 'CountersByDay1765400000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
    for await (const past of countedPasts(runner)) await keep(runner, past);
    for (const statement of KEYS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}

async function keep(runner: QueryRunner, { cycleId, changes, outside, knownFrom }: CyclePast): Promise<void> {
  await runner.query(FILL_DAYS, [JSON.stringify(changes)]);
  await runner.query(FILL_OUTSIDE, [cycleId, JSON.stringify(outside)]);
  if (knownFrom === undefined) return;
  await runner.query(`UPDATE cycle SET past_known_from = $2 WHERE id = $1`, [cycleId, knownFrom]);
}

const UP = [
  `CREATE TABLE "counter_day" ("cycle_id" text NOT NULL, "day" date NOT NULL, "commune_code" text NOT NULL, "unit_kind" text NOT NULL, "level" text NOT NULL, "stage" text NOT NULL, "due_day" text NOT NULL, "status" text NOT NULL, "by" integer NOT NULL, CONSTRAINT "counter_day_pkey" PRIMARY KEY ("cycle_id", "day", "commune_code", "unit_kind", "level", "stage", "due_day", "status"))`,
  `CREATE TABLE "outside_day" ("cycle_id" text NOT NULL, "day" date NOT NULL, "commune_code" text NOT NULL, "unit_kind" text NOT NULL, "by" integer NOT NULL, CONSTRAINT "outside_day_pkey" PRIMARY KEY ("cycle_id", "day", "commune_code", "unit_kind"))`,
  `ALTER TABLE "cycle" ADD "past_known_from" date`,
  `GRANT SELECT, INSERT, UPDATE, DELETE ON counter_day, outside_day TO antq_app`,
];

const KEYS = [
  `ALTER TABLE "counter_day" ADD CONSTRAINT "FK_53775cb0b1a043486ddd189a2e1" FOREIGN KEY ("cycle_id") REFERENCES "cycle"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "outside_day" ADD CONSTRAINT "FK_80a493bc25f3b6b2650eb5d26d1" FOREIGN KEY ("cycle_id") REFERENCES "cycle"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
];

const FILL_DAYS = `
  INSERT INTO counter_day (cycle_id, day, commune_code, unit_kind, level, stage, due_day, status, by)
  SELECT r."cycleId", r.day, r."communeCode", r."unitKind", r.level, r.stage, r."dueDay", r.status, r.by
    FROM jsonb_to_recordset($1::jsonb) AS r ("cycleId" text, day date, "communeCode" text, "unitKind" text, level text,
      stage text, "dueDay" text, status text, by integer)`;

const FILL_OUTSIDE = `
  INSERT INTO outside_day (cycle_id, day, commune_code, unit_kind, by)
  SELECT $1, r.day, r."communeCode", r."unitKind", sum(r.by)::int
    FROM jsonb_to_recordset($2::jsonb) AS r (day date, "communeCode" text, "unitKind" text, by integer)
   GROUP BY 2, 3, 4 HAVING sum(r.by) <> 0`;

const DOWN = [
  `ALTER TABLE "cycle" DROP COLUMN "past_known_from"`,
  `DROP TABLE "outside_day"`,
  `DROP TABLE "counter_day"`,
];
