import type { MigrationInterface, QueryRunner } from 'typeorm';
import { stageRowsOf } from './backfill/stage-rows.js';

/**
 * The stages of a year stand in rows beside its state, so that lists filter by columns; of the state itself those answers
 * that lists ask for. Existing years get theirs from their states and from the rules that their cycles go by.
 */
export class StagesInRows1765000000000 implements MigrationInterface {
  readonly name = 'StagesInRows1765000000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
    for await (const rows of stageRowsOf(runner)) await runner.query(FILL, [JSON.stringify(rows)]);
    await runner.query(
      `ALTER TABLE "unit_stage" ADD CONSTRAINT "FK_3ad6c49bde61c5a386161659e92" FOREIGN KEY ("cycle_id", "unit_id") REFERENCES "unit_year"("cycle_id","unit_id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON unit_stage TO antq_app`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}

const UP = [
  `CREATE TABLE "unit_stage" ("cycle_id" text NOT NULL, "unit_id" text NOT NULL, "stage" text NOT NULL, "commune_code" text NOT NULL, "unit_kind" text NOT NULL, "level" text NOT NULL, "programme" text NOT NULL, "standing" text NOT NULL, "in_pack" boolean NOT NULL, "status" text NOT NULL, "counted" text NOT NULL, "round" integer NOT NULL, "opens_day" date, "due_day" date, "grace_until" date, "cut_off" date, "late" boolean, "effective_at" TIMESTAMP WITH TIME ZONE, "command_id" uuid, "basis" text, "recognised" boolean, "class_key" text, "appeal" text, "revocation" text, "awards" boolean NOT NULL, CONSTRAINT "unit_stage_pkey" PRIMARY KEY ("cycle_id", "unit_id", "stage"))`,
  `CREATE INDEX "unit_stage_line" ON "unit_stage" ("cycle_id", "stage", "level", "due_day", "unit_id")`,
  `CREATE INDEX "unit_stage_outcome" ON "unit_stage" ("cycle_id", "unit_id") WHERE recognised IS NOT NULL OR basis IS NOT NULL OR class_key IS NOT NULL OR appeal IS NOT NULL OR revocation IS NOT NULL OR awards`,
  `ALTER TABLE "unit_year" ADD "pledge_total" integer, ADD "pledged" integer, ADD "exemplar" text`,
  `UPDATE "unit_year"
      SET pledge_total = (state->'pledges'->>'total')::int, pledged = (state->'pledges'->>'pledged')::int,
          exemplar = CASE WHEN NOT state ? 'exemplar' THEN NULL
                          WHEN state->'exemplar'->>'accepted' IS NULL THEN 'proposed'
                          WHEN (state->'exemplar'->>'accepted')::boolean THEN 'accepted' ELSE 'refused' END
    WHERE state ? 'pledges' OR state ? 'exemplar'`,
];

const FILL = `
  INSERT INTO unit_stage (
    cycle_id, unit_id, stage, commune_code, unit_kind, level, programme, standing, in_pack, status, counted, round,
    opens_day, due_day, grace_until, cut_off, late, effective_at, command_id, basis, recognised, class_key, appeal,
    revocation, awards)
  SELECT
    r.cycle_id, r.unit_id, r.stage, r.commune_code, r.unit_kind, r.level, r.programme, r.standing, r.in_pack, r.status,
    r.counted, r.round, r.opens_day, r.due_day, r.grace_until, r.cut_off, r.late, r.effective_at, r.command_id, r.basis,
    r.recognised, r.class_key, r.appeal, r.revocation, r.awards
  FROM jsonb_to_recordset($1::jsonb) AS r (
    cycle_id text, unit_id text, stage text, commune_code text, unit_kind text, level text, programme text, standing text,
    in_pack boolean, status text, counted text, round integer, opens_day date, due_day date, grace_until date, cut_off date,
    late boolean, effective_at timestamptz, command_id uuid, basis text, recognised boolean, class_key text, appeal text,
    revocation text, awards boolean)`;

const DOWN = [
  `ALTER TABLE "unit_year" DROP COLUMN "exemplar", DROP COLUMN "pledged", DROP COLUMN "pledge_total"`,
  `DROP TABLE "unit_stage"`,
];
