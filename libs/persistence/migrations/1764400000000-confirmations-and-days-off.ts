import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A confirmation becomes part of the cycle's rules under a version of its own, and the table of days off becomes
 * versions of a year that are only ever added.
 */
export class ConfirmationsAndDaysOff1764400000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
    await runner.query(`REVOKE UPDATE, DELETE, TRUNCATE ON cycle_confirmation FROM antq_app`);
    await runner.query(`GRANT SELECT, INSERT ON holiday_version TO antq_app`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
    await runner.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON cycle_confirmation, holiday TO antq_app`);
  }
}

const UP = [
  `UPDATE "cycle" SET rules_version = rules_version + 1 WHERE id IN (SELECT cycle_id FROM "cycle_confirmation")`,
  `ALTER TABLE "cycle_confirmation" ADD "version" integer, ADD "confirmed_by_name" text, ADD "idempotency_key" text, ADD "body_digest" text`,
  // Only the class bands could be confirmed before, so a cycle has one row at most.
  `UPDATE "cycle_confirmation" c
      SET version = (SELECT rules_version FROM "cycle" WHERE id = c.cycle_id),
          confirmed_by_name = coalesce((SELECT name FROM "api_token" WHERE id::text = c.confirmed_by), c.confirmed_by),
          idempotency_key = 'before-versions', body_digest = ''`,
  `ALTER TABLE "cycle_confirmation" ALTER "version" SET NOT NULL, ALTER "confirmed_by_name" SET NOT NULL, ALTER "idempotency_key" SET NOT NULL, ALTER "body_digest" SET NOT NULL`,
  `ALTER TABLE "cycle_confirmation" DROP CONSTRAINT "PK_8e164c0adb11deaa7e2450d7dbb"`,
  `ALTER TABLE "cycle_confirmation" ADD CONSTRAINT "PK_452e6271b83e68f5f0575259aaa" PRIMARY KEY ("cycle_id", "version")`,
  `ALTER TABLE "cycle_confirmation" ADD CONSTRAINT "cycle_confirmation_key" UNIQUE ("cycle_id", "idempotency_key")`,
  `CREATE TABLE "holiday_version" ("area_code" text NOT NULL, "year" integer NOT NULL, "version" integer NOT NULL, "act" text NOT NULL, "days" jsonb NOT NULL, "reason" text NOT NULL, "actor_id" text NOT NULL, "actor_name" text NOT NULL, "made_at" TIMESTAMP WITH TIME ZONE NOT NULL, "idempotency_key" text NOT NULL, "body_digest" text NOT NULL, "effect" jsonb, CONSTRAINT "holiday_version_key" UNIQUE ("area_code", "idempotency_key", "year"), CONSTRAINT "PK_ee33c6876534ad37bb9d58b63b1" PRIMARY KEY ("area_code", "year", "version"))`,
  `INSERT INTO "holiday_version"
     SELECT 'VN', extract(year FROM day)::int, 1, 'seed',
            jsonb_agg(jsonb_build_object('day', to_char(day, 'YYYY-MM-DD'), 'kind', kind, 'name', name, 'source', source, 'status', status) ORDER BY day),
            'Bảng ngày nghỉ trước khi có các bản theo năm', 'system', 'Hệ thống', now(), 'before-versions', ''
       FROM "holiday" GROUP BY 2`,
  `DROP TABLE "holiday"`,
];

const DOWN = [
  `CREATE TABLE "holiday" ("day" date NOT NULL, "kind" text NOT NULL, "name" text NOT NULL, "source" text NOT NULL, "status" text NOT NULL, CONSTRAINT "PK_69a30a3d801b624a1e6845468ac" PRIMARY KEY ("day"))`,
  `INSERT INTO "holiday"
     SELECT (d->>'day')::date, d->>'kind', d->>'name', d->>'source', d->>'status'
       FROM (SELECT DISTINCT ON (year) days FROM "holiday_version" WHERE area_code = 'VN' ORDER BY year, version DESC) v,
            jsonb_array_elements(v.days) d`,
  `DROP TABLE "holiday_version"`,
  `DELETE FROM "cycle_confirmation" c WHERE EXISTS (SELECT 1 FROM "cycle_confirmation" l WHERE l.cycle_id = c.cycle_id AND l.figure = c.figure AND l.version > c.version)`,
  `ALTER TABLE "cycle_confirmation" DROP CONSTRAINT "cycle_confirmation_key"`,
  `ALTER TABLE "cycle_confirmation" DROP CONSTRAINT "PK_452e6271b83e68f5f0575259aaa"`,
  `ALTER TABLE "cycle_confirmation" DROP COLUMN "version", DROP COLUMN "confirmed_by_name", DROP COLUMN "idempotency_key", DROP COLUMN "body_digest"`,
  `ALTER TABLE "cycle_confirmation" ADD CONSTRAINT "PK_8e164c0adb11deaa7e2450d7dbb" PRIMARY KEY ("cycle_id", "figure")`,
];
