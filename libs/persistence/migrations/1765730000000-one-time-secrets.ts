import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = [
  `CREATE TABLE "one_time_secret" ("id" uuid NOT NULL, "purpose" text NOT NULL, "account_id" uuid NOT NULL, "digest" text NOT NULL, "return_to" text, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL, "valid_until" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "one_time_secret_digest" UNIQUE ("digest"), CONSTRAINT "one_time_secret_pkey" PRIMARY KEY ("id"))`,
  `CREATE INDEX "one_time_secret_account" ON "one_time_secret" ("account_id")`,
  `ALTER TABLE "one_time_secret" ADD CONSTRAINT "one_time_secret_of_account" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `GRANT SELECT, INSERT, UPDATE, DELETE ON one_time_secret TO antq_app`,
  `ALTER TABLE "account_session" ADD "use_limit" text`,
  // Mail of accounts belongs to no cycle.
  `ALTER TABLE "message" ALTER COLUMN "cycle_id" DROP NOT NULL`,
];

/** Links and invitations that open once, sessions that may not do everything, and mail that belongs to no cycle. */
export class OneTimeSecrets1765730000000 implements MigrationInterface {
  readonly name = 'OneTimeSecrets1765730000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM "message" WHERE "cycle_id" IS NULL`);
    await runner.query(`ALTER TABLE "message" ALTER COLUMN "cycle_id" SET NOT NULL`);
    await runner.query(`ALTER TABLE "account_session" DROP COLUMN "use_limit"`);
    await runner.query(`DROP TABLE "one_time_secret"`);
  }
}
