import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Registers behind the points. Entries are facts: they are added to, never changed. */
export class Registers1764200000000 implements MigrationInterface {
  readonly name = 'Registers1764200000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
    await runner.query(`GRANT SELECT, INSERT ON register_entry, register_reopening TO antq_app`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "register_reopening"`);
    await runner.query(`DROP TABLE "register_entry"`);
  }
}

const UP = [
  `CREATE TABLE "register_entry" ("id" uuid NOT NULL, "version" integer NOT NULL, "cycle_id" text NOT NULL, "unit_id" text NOT NULL, "register" text NOT NULL, "effective_on" date NOT NULL, "data" jsonb NOT NULL, "state" text NOT NULL, "reason" text, "actor_id" text NOT NULL, "actor" jsonb NOT NULL, "recorded_at" TIMESTAMP WITH TIME ZONE NOT NULL, "at" TIMESTAMP WITH TIME ZONE NOT NULL, "on_behalf" jsonb, "idempotency_key" text NOT NULL, "body_digest" text NOT NULL, CONSTRAINT "register_entry_key" UNIQUE ("actor_id", "idempotency_key"), CONSTRAINT "PK_84033991bc8d29839e53f700c66" PRIMARY KEY ("id", "version"))`,
  `CREATE INDEX "register_entry_kind" ON "register_entry" ("cycle_id", "register")`,
  `CREATE INDEX "register_entry_unit" ON "register_entry" ("cycle_id", "unit_id", "register")`,
  `CREATE TABLE "register_reopening" ("id" uuid NOT NULL, "cycle_id" text NOT NULL, "register" text, "unit_id" text, "area_code" text, "until" date NOT NULL, "reason" text NOT NULL, "actor_id" text NOT NULL, "actor" jsonb NOT NULL, "recorded_at" TIMESTAMP WITH TIME ZONE NOT NULL, "idempotency_key" text NOT NULL, "body_digest" text NOT NULL, CONSTRAINT "register_reopening_key" UNIQUE ("actor_id", "idempotency_key"), CONSTRAINT "PK_b46880315b2da498b237f1f5d89" PRIMARY KEY ("id"))`,
  `CREATE INDEX "register_reopening_cycle" ON "register_reopening" ("cycle_id")`,
  `ALTER TABLE "register_entry" ADD CONSTRAINT "FK_fa0d64d532d154193a6e1fca4fe" FOREIGN KEY ("cycle_id") REFERENCES "cycle"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "register_entry" ADD CONSTRAINT "FK_57c2359abb55b357dd2b3d61668" FOREIGN KEY ("cycle_id", "unit_id") REFERENCES "unit_year"("cycle_id","unit_id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "register_reopening" ADD CONSTRAINT "FK_bbfb3bcb4bc34c3d3c45ce265c5" FOREIGN KEY ("cycle_id") REFERENCES "cycle"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
];
