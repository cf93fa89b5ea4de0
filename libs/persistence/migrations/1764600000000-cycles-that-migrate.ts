import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A running cycle may come under another pack; that it did is a row for ever. */
export class CyclesThatMigrate1764600000000 implements MigrationInterface {
  readonly name = 'CyclesThatMigrate1764600000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "cycle" ADD "migrated_at" TIMESTAMP WITH TIME ZONE`);
    await runner.query(
      `CREATE TABLE "cycle_migration" ("id" uuid NOT NULL, "cycle_id" text NOT NULL, "version" integer NOT NULL, "pack_before" text NOT NULL, "pack_after" text NOT NULL, "from_day" date NOT NULL, "effective_at" TIMESTAMP WITH TIME ZONE NOT NULL, "migrated_at" TIMESTAMP WITH TIME ZONE NOT NULL, "number" text NOT NULL, "date" date NOT NULL, "reason" text NOT NULL, "actor_id" text NOT NULL, "mapping" jsonb NOT NULL, "idempotency_key" text NOT NULL, "body_digest" text NOT NULL, "answer" jsonb NOT NULL, CONSTRAINT "cycle_migration_version" UNIQUE ("cycle_id", "version"), CONSTRAINT "cycle_migration_key" UNIQUE ("cycle_id", "idempotency_key"), CONSTRAINT "cycle_migration_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "cycle_migration_before" ON "cycle_migration" ("pack_before")`);
    await runner.query(`CREATE INDEX "cycle_migration_after" ON "cycle_migration" ("pack_after")`);
    for (const [name, column, table, key] of FOREIGN_KEYS) {
      await runner.query(
        `ALTER TABLE "cycle_migration" ADD CONSTRAINT "${name}" FOREIGN KEY ("${column}") REFERENCES "${table}"("${key}") ON DELETE NO ACTION ON UPDATE NO ACTION`,
      );
    }
    await runner.query(`GRANT SELECT, INSERT ON cycle_migration TO antq_app`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "cycle_migration"`);
    await runner.query(`ALTER TABLE "cycle" DROP COLUMN "migrated_at"`);
  }
}

const FOREIGN_KEYS = [
  ['FK_c721f9f4995569d279a77850767', 'cycle_id', 'cycle', 'id'],
  ['FK_27020fc1764fa09baa940a04903', 'pack_before', 'policy_pack', 'hash'],
  ['FK_ce821fb5c7512223cc10ded152f', 'pack_after', 'policy_pack', 'hash'],
] as const;
