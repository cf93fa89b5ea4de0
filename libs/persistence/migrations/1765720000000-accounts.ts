import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = [
  `CREATE TABLE "account" ("id" uuid NOT NULL, "province_code" text NOT NULL, "name" text NOT NULL, "email" text, "telephone" text, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL, "created_by" text NOT NULL, "signed_in_at" TIMESTAMP WITH TIME ZONE, "invited_at" TIMESTAMP WITH TIME ZONE, "disabled_at" TIMESTAMP WITH TIME ZONE, "disabled_by" text, "disabled_reason" text, CONSTRAINT "account_pkey" PRIMARY KEY ("id"))`,
  `CREATE INDEX "account_province" ON "account" ("province_code")`,
  `CREATE INDEX "account_email" ON "account" ("email")`,
  `CREATE TABLE "account_grant" ("id" uuid NOT NULL, "account_id" uuid NOT NULL, "role" text NOT NULL, "scope_level" text NOT NULL, "scope_code" text NOT NULL, "office_code" text, "from_day" date NOT NULL, "to_day" date, "paper" text NOT NULL, "granted_by" text NOT NULL, "granted_at" TIMESTAMP WITH TIME ZONE NOT NULL, "ended_at" TIMESTAMP WITH TIME ZONE, "ended_by" text, "end_paper" text, CONSTRAINT "account_grant_pkey" PRIMARY KEY ("id"))`,
  `CREATE INDEX "account_grant_account" ON "account_grant" ("account_id")`,
  `CREATE INDEX "account_grant_scope" ON "account_grant" ("scope_code")`,
  `CREATE TABLE "account_password" ("account_id" uuid NOT NULL, "digest" text NOT NULL, "set_at" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "account_password_pkey" PRIMARY KEY ("account_id"))`,
  `CREATE TABLE "account_session" ("id" uuid NOT NULL, "digest" text NOT NULL, "account_id" uuid NOT NULL, "grant_id" uuid NOT NULL, "way" text NOT NULL, "user_agent" text NOT NULL, "started_at" TIMESTAMP WITH TIME ZONE NOT NULL, "seen_at" TIMESTAMP WITH TIME ZONE NOT NULL, "ends_at" TIMESTAMP WITH TIME ZONE NOT NULL, "idle_ms" integer NOT NULL, "ended_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "account_session_digest" UNIQUE ("digest"), CONSTRAINT "account_session_pkey" PRIMARY KEY ("id"))`,
  `CREATE INDEX "account_session_account" ON "account_session" ("account_id")`,
  `CREATE INDEX "account_session_grant" ON "account_session" ("grant_id")`,
  `CREATE TABLE "sign_in_attempt" ("key" text NOT NULL, "wrong" integer NOT NULL, "last_at" TIMESTAMP WITH TIME ZONE NOT NULL, "succeeded_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "sign_in_attempt_pkey" PRIMARY KEY ("key"))`,
  `CREATE INDEX "sign_in_attempt_last" ON "sign_in_attempt" ("last_at")`,
  `ALTER TABLE "account_grant" ADD CONSTRAINT "account_grant_of_account" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "account_password" ADD CONSTRAINT "account_password_of_account" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "account_session" ADD CONSTRAINT "account_session_of_account" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "account_session" ADD CONSTRAINT "account_session_in_grant" FOREIGN KEY ("grant_id") REFERENCES "account_grant"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `GRANT SELECT, INSERT, UPDATE ON account, account_grant, account_password TO antq_app`,
  `GRANT SELECT, INSERT, UPDATE, DELETE ON account_session, sign_in_attempt TO antq_app`,
];

/** People who sign in: accounts, what they are granted by which paper, passwords, sessions, and attempts that went wrong. */
export class Accounts1765720000000 implements MigrationInterface {
  readonly name = 'Accounts1765720000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [
      'sign_in_attempt',
      'account_session',
      'account_password',
      'account_grant',
      'account',
    ]) {
      await runner.query(`DROP TABLE "${table}"`);
    }
  }
}
