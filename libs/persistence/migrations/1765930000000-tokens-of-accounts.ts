import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = [
  `ALTER TABLE "api_token" ADD "account_id" uuid`,
  `ALTER TABLE "api_token" ADD "grant_id" uuid`,
  `ALTER TABLE "api_token" ADD "prefix" text`,
  `ALTER TABLE "api_token" ADD "to_day" date`,
  `ALTER TABLE "api_token" ADD "used_at" TIMESTAMP WITH TIME ZONE`,
  `CREATE INDEX "api_token_account" ON "api_token" ("account_id")`,
  `CREATE INDEX "api_token_grant" ON "api_token" ("grant_id")`,
  `ALTER TABLE "api_token" ADD CONSTRAINT "api_token_of_account" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "api_token" ADD CONSTRAINT "api_token_in_grant" FOREIGN KEY ("grant_id") REFERENCES "account_grant"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
];

/** Tokens that belong to an account: they act for it within a grant, until a last day. Those made before belong to none. */
export class TokensOfAccounts1765930000000 implements MigrationInterface {
  readonly name = 'TokensOfAccounts1765930000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    // What no last day and no grant would end any more opens nothing.
    await runner.query(
      `UPDATE "api_token" SET "revoked_at" = now() WHERE "account_id" IS NOT NULL AND "revoked_at" IS NULL`,
    );
    for (const column of ['used_at', 'to_day', 'prefix', 'grant_id', 'account_id']) {
      await runner.query(`ALTER TABLE "api_token" DROP COLUMN "${column}"`);
    }
  }
}
