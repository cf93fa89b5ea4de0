import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Acts on many units at once: the plan that was looked at, what was ordered, and what became of each unit. */
export class Batches1765700000000 implements MigrationInterface {
  readonly name = 'Batches1765700000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "batch_plan" ("cycle_id" text NOT NULL, "digest" text NOT NULL, "lines" jsonb NOT NULL, "places" jsonb NOT NULL, "closed_years" integer NOT NULL, "planned_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "batch_plan_pkey" PRIMARY KEY ("cycle_id", "digest"))`,
    );
    await runner.query(
      `CREATE TABLE "batch" ("id" uuid NOT NULL, "cycle_id" text NOT NULL, "request" jsonb NOT NULL, "digest" text NOT NULL, "places" jsonb NOT NULL, "closed_years" integer NOT NULL, "actor_id" text NOT NULL, "ordered_by" jsonb NOT NULL, "ordered_at" TIMESTAMP WITH TIME ZONE NOT NULL, "idempotency_key" text NOT NULL, "body_digest" text NOT NULL, "state" text NOT NULL, "approved_by" jsonb, "approved_at" TIMESTAMP WITH TIME ZONE, "started_at" TIMESTAMP WITH TIME ZONE, "ended_at" TIMESTAMP WITH TIME ZONE, "trace" text, CONSTRAINT "batch_digest" UNIQUE ("cycle_id", "digest"), CONSTRAINT "batch_key" UNIQUE ("actor_id", "idempotency_key"), CONSTRAINT "batch_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "batch_unfinished" ON "batch" ("ordered_at") WHERE state = 'running'`);
    await runner.query(
      `CREATE TABLE "batch_item" ("batch_id" uuid NOT NULL, "unit_id" text NOT NULL, "cycle_id" text NOT NULL, "line" text NOT NULL, "state" text NOT NULL DEFAULT 'waiting', "command_id" uuid, "code" text, "detail" text, CONSTRAINT "batch_item_pkey" PRIMARY KEY ("batch_id", "unit_id"))`,
    );
    await runner.query(
      `CREATE INDEX "batch_item_waiting" ON "batch_item" ("batch_id", "unit_id") WHERE state = 'waiting'`,
    );
    await runner.query(
      `ALTER TABLE "batch_plan" ADD CONSTRAINT "FK_031ec4ac460c0019af0dc279878" FOREIGN KEY ("cycle_id") REFERENCES "cycle"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "batch" ADD CONSTRAINT "FK_e801569ba55920038c0f9ad8d4c" FOREIGN KEY ("cycle_id") REFERENCES "cycle"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "batch_item" ADD CONSTRAINT "FK_fa72a46cc27ed3167a0358d2f75" FOREIGN KEY ("batch_id") REFERENCES "batch"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "batch_item" ADD CONSTRAINT "FK_0e89157e023525b7ef0031d3620" FOREIGN KEY ("command_id") REFERENCES "command"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "batch_item" ADD CONSTRAINT "FK_0bbc3ea6b99a07fa8b80238fbec" FOREIGN KEY ("cycle_id", "unit_id") REFERENCES "unit_year"("cycle_id","unit_id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON batch_plan TO antq_app`);
    await runner.query(`GRANT SELECT, INSERT, UPDATE ON batch, batch_item TO antq_app`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "batch_item"`);
    await runner.query(`DROP TABLE "batch"`);
    await runner.query(`DROP TABLE "batch_plan"`);
  }
}
