import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Unique constraints of keys, as they were and with the account in them. */
const KEYS = [
  [
    'amendment',
    'amendment_key',
    '"cycle_id", "idempotency_key"',
    '"cycle_id", "actor_id", "idempotency_key"',
  ],
  [
    'cycle_confirmation',
    'cycle_confirmation_key',
    '"cycle_id", "idempotency_key"',
    '"cycle_id", "confirmed_by", "idempotency_key"',
  ],
  [
    'cycle_migration',
    'cycle_migration_key',
    '"cycle_id", "idempotency_key"',
    '"cycle_id", "actor_id", "idempotency_key"',
  ],
  [
    'holiday_version',
    'holiday_version_key',
    '"area_code", "idempotency_key", "year"',
    '"area_code", "actor_id", "idempotency_key", "year"',
  ],
] as const;

/** A key belongs to the account that sent it; acts whose facts keep no key keep it in a table of its own. */
export class KeysByAccount1765310000000 implements MigrationInterface {
  readonly name = 'KeysByAccount1765310000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "keyed_request" ("actor_id" text NOT NULL, "act" text NOT NULL, "key" text NOT NULL, "body_digest" text NOT NULL, "answer" jsonb, "recorded_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "keyed_request_pkey" PRIMARY KEY ("actor_id", "act", "key"))`,
    );
    await runner.query(`GRANT SELECT, INSERT ON keyed_request TO antq_app`);
    for (const [table, name, , columns] of KEYS) await replaceUnique(runner, table, name, columns);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [table, name, columns] of KEYS) await replaceUnique(runner, table, name, columns);
    await runner.query(`DROP TABLE "keyed_request"`);
  }
}

async function replaceUnique(
  runner: QueryRunner,
  table: string,
  name: string,
  columns: string,
): Promise<void> {
  await runner.query(`ALTER TABLE "${table}" DROP CONSTRAINT "${name}"`);
  await runner.query(`ALTER TABLE "${table}" ADD CONSTRAINT "${name}" UNIQUE (${columns})`);
}
