import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = [
  `CREATE TABLE "account_proof_change" ("id" uuid NOT NULL, "account_id" uuid NOT NULL, "kind" text NOT NULL, "changed_by" text NOT NULL, "changed_at" TIMESTAMP WITH TIME ZONE NOT NULL, "former_email" text, CONSTRAINT "account_proof_change_pkey" PRIMARY KEY ("id"))`,
  `CREATE INDEX "account_proof_change_account" ON "account_proof_change" ("account_id")`,
  `ALTER TABLE "account_proof_change" ADD CONSTRAINT "account_proof_change_of_account" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `GRANT SELECT, INSERT ON account_proof_change TO antq_app`,
  // What was done before counts for the days that are left of it; the audit of accounts tells who did it.
  `INSERT INTO account_proof_change (id, account_id, kind, changed_by, changed_at)
   SELECT gen_random_uuid(), account.id,
          CASE audit.action WHEN 'account.addressChanged' THEN 'address' WHEN 'account.invited' THEN 'invitation'
               ELSE 'authenticator' END,
          audit.actor_id, audit.at
     FROM audit JOIN account ON account.id::text = audit.object
    WHERE audit.cycle_id = '-' AND audit.actor_role <> 'person'
      AND audit.action IN ('account.addressChanged', 'account.invited', 'account.authenticatorReset')`,
  `ALTER TABLE "one_time_secret" ADD "email" text`,
  `ALTER TABLE "one_time_secret" ADD "session_id" uuid`,
];

/** Who changed by what somebody signs in, and addresses that wait to be proved. */
export class ChangesOfProofs1765980000000 implements MigrationInterface {
  readonly name = 'ChangesOfProofs1765980000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "one_time_secret" DROP COLUMN "session_id"`);
    await runner.query(`ALTER TABLE "one_time_secret" DROP COLUMN "email"`);
    await runner.query(`DROP TABLE "account_proof_change"`);
  }
}
