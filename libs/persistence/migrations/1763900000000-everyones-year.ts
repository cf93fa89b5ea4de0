import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Offices become subjects beside the units, days of a running cycle may be moved, and the calendar and the reminders
 * note how far they have come. Papers refer to the year of their subject instead of to a unit.
 */
export class EveryonesYear1763900000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
    await runner.query(`GRANT SELECT, INSERT ON amendment, calendar_act TO antq_app`);
    // A document stays as it was recorded; that its readers were told is all that may be added to it.
    await runner.query(`GRANT UPDATE (corrected) ON amendment TO antq_app`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}

/**
 * What a closed year left undone moves into cells of its own. The legal day of a stage is the earliest day of its cells:
 * every unit stood there when it was opened, and a grace is never earlier.
 */
const CLOSED_CELLS = `
  WITH legal AS (
    SELECT cycle_id, level, stage, min(due_day COLLATE "C") AS day FROM counter GROUP BY 1, 2, 3),
  undone AS (
    SELECT y.cycle_id, y.commune_code, y.unit_kind, y.managed_by AS level, s.key AS stage,
           greatest(l.day, s.value->>'graceUntil') AS due_day, s.value->>'status' AS status, count(*)::int AS n
      FROM unit_year y CROSS JOIN LATERAL jsonb_each(y.state->'stages') s
      JOIN legal l ON l.cycle_id = y.cycle_id AND l.level = y.managed_by AND l.stage = s.key
     WHERE y.standing = 'inside' AND y.status = 'closed' AND s.value->>'status' IN ('awaiting', 'returned')
     GROUP BY 1, 2, 3, 4, 5, 6, 7),
  taken AS (
    UPDATE counter c SET n = c.n - u.n FROM undone u
     WHERE (c.cycle_id, c.commune_code, c.unit_kind, c.level, c.stage, c.due_day, c.status)
         = (u.cycle_id, u.commune_code, u.unit_kind, u.level, u.stage, u.due_day, u.status))
  INSERT INTO counter (cycle_id, commune_code, unit_kind, level, stage, due_day, status, n)
  SELECT cycle_id, commune_code, unit_kind, level, stage, due_day, 'closed', sum(n)::int FROM undone
   GROUP BY 1, 2, 3, 4, 5, 6`;

const UP = [
  `ALTER TABLE "unit_year" DROP CONSTRAINT "FK_87fe0fa85b8b79aa60f3074969e"`,
  `ALTER TABLE "command" DROP CONSTRAINT "FK_2f0f1b3f78c976145c6e111a96f"`,
  `ALTER TABLE "fact" DROP CONSTRAINT "FK_07e6b5624db46cae1a0c7448340"`,
  `ALTER TABLE "message" DROP CONSTRAINT "FK_506c7f216e1174e9ed8866f29d0"`,
  `ALTER TABLE "reminder" DROP CONSTRAINT "FK_b986ae6a59f0adb51990b807f45"`,
  `ALTER TABLE "submission" DROP CONSTRAINT "FK_e3da4250aef9b4432193f1ff869"`,
  `ALTER TABLE "score_sheet" DROP CONSTRAINT "FK_ed96fb23542234f36670cf281bf"`,
  `ALTER TABLE "decision" DROP CONSTRAINT "FK_22b9a0a0be01bb88d0a47fe9938"`,
  `ALTER TABLE "draft" DROP CONSTRAINT "FK_053373c08f23ae6fe54d391a0fb"`,
  `DROP INDEX "public"."unit_year_unit"`,
  `DROP INDEX "public"."command_of_unit"`,
  `DROP INDEX "public"."fact_unit"`,
  `DROP INDEX "public"."reminder_unit"`,
  `DROP INDEX "public"."submission_of_unit"`,
  `DROP INDEX "public"."score_sheet_unit"`,
  `DROP INDEX "public"."decision_of_unit"`,
  `DROP INDEX "public"."draft_unit"`,
  `CREATE TABLE "amendment" ("id" uuid NOT NULL, "cycle_id" text NOT NULL, "version" integer NOT NULL, "stage" text NOT NULL, "level" text NOT NULL, "operator" text NOT NULL, "day" text NOT NULL, "last_day" text NOT NULL, "words" text NOT NULL, "number" text NOT NULL, "date" date NOT NULL, "reason" text NOT NULL, "actor_id" text NOT NULL, "effective_at" TIMESTAMP WITH TIME ZONE NOT NULL, "corrected" boolean NOT NULL DEFAULT false, "idempotency_key" text NOT NULL, "body_digest" text NOT NULL, "effect" jsonb NOT NULL, CONSTRAINT "amendment_version" UNIQUE ("cycle_id", "version"), CONSTRAINT "amendment_key" UNIQUE ("cycle_id", "idempotency_key"), CONSTRAINT "PK_20ea5f7928736a012e29a76cb02" PRIMARY KEY ("id"))`,
  `CREATE TABLE "calendar_act" ("cycle_id" text NOT NULL, "kind" text NOT NULL, "stage" text NOT NULL, "level" text NOT NULL, "day" text NOT NULL, "acted_at" TIMESTAMP WITH TIME ZONE NOT NULL, "detail" jsonb NOT NULL, CONSTRAINT "PK_4277c82828c6c3e0543ec97c747" PRIMARY KEY ("cycle_id", "kind", "stage", "level", "day"))`,
  `ALTER TABLE "cycle" ADD "communes" text array`,
  `ALTER TABLE "cycle" ADD "rules_version" integer NOT NULL DEFAULT '0'`,
  `ALTER TABLE "cycle" ADD "changed_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now()`,
  `ALTER TABLE "cycle" ADD "calendar_planned_at" TIMESTAMP WITH TIME ZONE`,
  `ALTER TABLE "cycle" ADD "calendar_through" TIMESTAMP WITH TIME ZONE`,
  `ALTER TABLE "cycle" ADD "calendar_next_at" TIMESTAMP WITH TIME ZONE`,
  `ALTER TABLE "cycle" ADD "reminders_planned_at" TIMESTAMP WITH TIME ZONE`,
  `ALTER TABLE "cycle" ADD "reminders_through" TIMESTAMP WITH TIME ZONE`,
  `ALTER TABLE "cycle" ADD "reminders_next_at" TIMESTAMP WITH TIME ZONE`,
  `ALTER TABLE "cycle" ADD "closed_at" TIMESTAMP WITH TIME ZONE`,
  `ALTER TABLE "api_token" ADD "cycle_id" text`,
  `ALTER TABLE "unit_year" ADD "body_key" text`,
  `ALTER TABLE "message" ADD "escalated" boolean NOT NULL DEFAULT false`,
  `ALTER TABLE "reminder" ADD "send_day" text NOT NULL`,
  `ALTER TABLE "submission" ADD "figures" jsonb`,
  `CREATE INDEX "api_token_cycle" ON "api_token" ("cycle_id")`,
  `CREATE INDEX "message_failed" ON "message" ("cycle_id") WHERE state = 'failed' AND NOT escalated`,
  `CREATE INDEX "reminder_state" ON "reminder" ("cycle_id", "state", "recipient")`,
  `CREATE INDEX "reminder_planned" ON "reminder" ("cycle_id") WHERE state = 'planned'`,
  `CREATE INDEX "amendment_uncorrected" ON "amendment" ("cycle_id") WHERE NOT corrected`,
  `ALTER TABLE "api_token" ADD CONSTRAINT "FK_ad06944bfd8d37d35a2e20d6a1d" FOREIGN KEY ("cycle_id") REFERENCES "cycle"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "amendment" ADD CONSTRAINT "FK_82694b64cc56ed6cf55df2200b3" FOREIGN KEY ("cycle_id") REFERENCES "cycle"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "calendar_act" ADD CONSTRAINT "FK_e445ad1be8391c056832a70a1f2" FOREIGN KEY ("cycle_id") REFERENCES "cycle"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "command" ADD CONSTRAINT "FK_36a3156b55d29226ca58a670e93" FOREIGN KEY ("cycle_id", "unit_id") REFERENCES "unit_year"("cycle_id","unit_id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "fact" ADD CONSTRAINT "FK_2864ef4bc8efca7a49f3731413c" FOREIGN KEY ("cycle_id", "unit_id") REFERENCES "unit_year"("cycle_id","unit_id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "reminder" ADD CONSTRAINT "FK_f27acfb390405bd9165831e45d7" FOREIGN KEY ("cycle_id", "unit_id") REFERENCES "unit_year"("cycle_id","unit_id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "submission" ADD CONSTRAINT "FK_e4be5c5edd841ad2285299dc01d" FOREIGN KEY ("cycle_id", "unit_id") REFERENCES "unit_year"("cycle_id","unit_id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "score_sheet" ADD CONSTRAINT "FK_45bf270a2fdb0d799e512d18686" FOREIGN KEY ("cycle_id", "unit_id") REFERENCES "unit_year"("cycle_id","unit_id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "decision" ADD CONSTRAINT "FK_2c8a6adc7bd68e3aa352e87d064" FOREIGN KEY ("cycle_id", "unit_id") REFERENCES "unit_year"("cycle_id","unit_id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "draft" ADD CONSTRAINT "FK_15bbe8a12155b5872149ce1b656" FOREIGN KEY ("cycle_id", "unit_id") REFERENCES "unit_year"("cycle_id","unit_id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  CLOSED_CELLS,
];

const DOWN = [
  `ALTER TABLE "draft" DROP CONSTRAINT "FK_15bbe8a12155b5872149ce1b656"`,
  `ALTER TABLE "decision" DROP CONSTRAINT "FK_2c8a6adc7bd68e3aa352e87d064"`,
  `ALTER TABLE "score_sheet" DROP CONSTRAINT "FK_45bf270a2fdb0d799e512d18686"`,
  `ALTER TABLE "submission" DROP CONSTRAINT "FK_e4be5c5edd841ad2285299dc01d"`,
  `ALTER TABLE "reminder" DROP CONSTRAINT "FK_f27acfb390405bd9165831e45d7"`,
  `ALTER TABLE "fact" DROP CONSTRAINT "FK_2864ef4bc8efca7a49f3731413c"`,
  `ALTER TABLE "command" DROP CONSTRAINT "FK_36a3156b55d29226ca58a670e93"`,
  `ALTER TABLE "calendar_act" DROP CONSTRAINT "FK_e445ad1be8391c056832a70a1f2"`,
  `ALTER TABLE "amendment" DROP CONSTRAINT "FK_82694b64cc56ed6cf55df2200b3"`,
  `ALTER TABLE "api_token" DROP CONSTRAINT "FK_ad06944bfd8d37d35a2e20d6a1d"`,
  `DROP INDEX "amendment_uncorrected"`,
  `DROP INDEX "reminder_planned"`,
  `DROP INDEX "reminder_state"`,
  `DROP INDEX "message_failed"`,
  `DROP INDEX "api_token_cycle"`,
  `ALTER TABLE "submission" DROP COLUMN "figures"`,
  `ALTER TABLE "reminder" DROP COLUMN "send_day"`,
  `ALTER TABLE "message" DROP COLUMN "escalated"`,
  `ALTER TABLE "unit_year" DROP COLUMN "body_key"`,
  `ALTER TABLE "api_token" DROP COLUMN "cycle_id"`,
  `ALTER TABLE "cycle" DROP COLUMN "closed_at"`,
  `ALTER TABLE "cycle" DROP COLUMN "reminders_next_at"`,
  `ALTER TABLE "cycle" DROP COLUMN "reminders_through"`,
  `ALTER TABLE "cycle" DROP COLUMN "reminders_planned_at"`,
  `ALTER TABLE "cycle" DROP COLUMN "calendar_next_at"`,
  `ALTER TABLE "cycle" DROP COLUMN "calendar_through"`,
  `ALTER TABLE "cycle" DROP COLUMN "calendar_planned_at"`,
  `ALTER TABLE "cycle" DROP COLUMN "changed_at"`,
  `ALTER TABLE "cycle" DROP COLUMN "rules_version"`,
  `ALTER TABLE "cycle" DROP COLUMN "communes"`,
  `DROP TABLE "calendar_act"`,
  `DROP TABLE "amendment"`,
  `CREATE INDEX "draft_unit" ON "draft" ("unit_id")`,
  `CREATE INDEX "decision_of_unit" ON "decision" ("unit_id")`,
  `CREATE INDEX "score_sheet_unit" ON "score_sheet" ("unit_id")`,
  `CREATE INDEX "submission_of_unit" ON "submission" ("unit_id")`,
  `CREATE INDEX "reminder_unit" ON "reminder" ("unit_id")`,
  `CREATE INDEX "fact_unit" ON "fact" ("unit_id")`,
  `CREATE INDEX "command_of_unit" ON "command" ("unit_id")`,
  `CREATE INDEX "unit_year_unit" ON "unit_year" ("unit_id")`,
  `ALTER TABLE "draft" ADD CONSTRAINT "FK_053373c08f23ae6fe54d391a0fb" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "decision" ADD CONSTRAINT "FK_22b9a0a0be01bb88d0a47fe9938" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "score_sheet" ADD CONSTRAINT "FK_ed96fb23542234f36670cf281bf" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "submission" ADD CONSTRAINT "FK_e3da4250aef9b4432193f1ff869" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "reminder" ADD CONSTRAINT "FK_b986ae6a59f0adb51990b807f45" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "message" ADD CONSTRAINT "FK_506c7f216e1174e9ed8866f29d0" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "fact" ADD CONSTRAINT "FK_07e6b5624db46cae1a0c7448340" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "command" ADD CONSTRAINT "FK_2f0f1b3f78c976145c6e111a96f" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "unit_year" ADD CONSTRAINT "FK_87fe0fa85b8b79aa60f3074969e" FOREIGN KEY ("unit_id") REFERENCES "unit"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
];
