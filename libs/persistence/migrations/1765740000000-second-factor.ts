import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = [
  `CREATE TABLE "account_authenticator" ("account_id" uuid NOT NULL, "sealed" text NOT NULL, "last_step" integer NOT NULL DEFAULT '0', "confirmed_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "account_authenticator_pkey" PRIMARY KEY ("account_id"))`,
  `CREATE TABLE "account_recovery_code" ("account_id" uuid NOT NULL, "digest" text NOT NULL, CONSTRAINT "account_recovery_code_pkey" PRIMARY KEY ("account_id", "digest"))`,
  `ALTER TABLE "account_authenticator" ADD CONSTRAINT "account_authenticator_of_account" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "account_recovery_code" ADD CONSTRAINT "account_recovery_code_of_account" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `GRANT SELECT, INSERT, UPDATE, DELETE ON account_authenticator, account_recovery_code TO antq_app`,
  `ALTER TABLE "one_time_secret" ADD "way" text`,
  `ALTER TABLE "one_time_secret" ADD "use_limit" text`,
  `ALTER TABLE "account_session" ADD "has_code" boolean NOT NULL DEFAULT false`,
];

/** A code as well as a password or a link: authenticators, recovery codes, and what is left open until the code has come. */
export class SecondFactor1765740000000 implements MigrationInterface {
  readonly name = 'SecondFactor1765740000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "account_session" DROP COLUMN "has_code"`);
    await runner.query(`ALTER TABLE "one_time_secret" DROP COLUMN "use_limit"`);
    await runner.query(`ALTER TABLE "one_time_secret" DROP COLUMN "way"`);
    await runner.query(`DROP TABLE "account_recovery_code"`);
    await runner.query(`DROP TABLE "account_authenticator"`);
  }
}
