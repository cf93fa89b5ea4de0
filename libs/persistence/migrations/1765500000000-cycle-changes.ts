import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Changes that calendar and reminders must look at become rows, so that those who note one do not queue for the cycle's row. */
export class CycleChanges1765500000000 implements MigrationInterface {
  readonly name = 'CycleChanges1765500000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}

const UP = [
  `CREATE TABLE "cycle_change" ("id" uuid NOT NULL, "cycle_id" text NOT NULL, "at" timestamptz NOT NULL, CONSTRAINT "cycle_change_pkey" PRIMARY KEY ("id"))`,
  `CREATE INDEX "cycle_change_at" ON "cycle_change" ("cycle_id", "at")`,
  `ALTER TABLE "cycle_change" ADD CONSTRAINT "FK_708ec11c1fa3b951253416d5728" FOREIGN KEY ("cycle_id") REFERENCES "cycle"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `GRANT SELECT, INSERT, DELETE ON cycle_change TO antq_app`,
];

const DOWN = [
  // What was noted and not looked at yet is looked at once more.
  `UPDATE cycle SET changed_at = greatest(changed_at, (SELECT max(at) FROM cycle_change WHERE cycle_id = cycle.id))`,
  `DROP TABLE "cycle_change"`,
];
