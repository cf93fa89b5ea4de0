import type { MigrationInterface, QueryRunner } from 'typeorm';

const SEEN = `cycle_id = ANY ((SELECT string_to_array(current_setting('antq.cycles', true), ','))::text[])
     AND (SELECT current_setting('antq.kind', true)) = ''
  OR EXISTS (SELECT 1 FROM unit_year owner
              WHERE owner.cycle_id = extension_request.cycle_id AND owner.unit_id = extension_request.unit_id)`;

/** Units ask for more time; who sees the unit sees what it asks. */
export class ExtensionRequests1766020001000 implements MigrationInterface {
  readonly name = 'ExtensionRequests1766020001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "extension_request" ("id" uuid NOT NULL, "cycle_id" text NOT NULL, "unit_id" text NOT NULL, "stage" text NOT NULL, "wished_day" date NOT NULL, "reason" text NOT NULL, "by_id" text NOT NULL, "by_name" text NOT NULL, "asked_at" TIMESTAMP WITH TIME ZONE NOT NULL, "state" text NOT NULL, "escalated_at" TIMESTAMP WITH TIME ZONE, "ended_at" TIMESTAMP WITH TIME ZONE, "ended_by" text, "end_reason" text, "given_until" date, "document_number" text, "document_date" date, "command_id" uuid, CONSTRAINT "extension_request_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE INDEX "extension_request_step" ON "extension_request" ("cycle_id", "unit_id", "stage", "asked_at")`,
    );
    await runner.query(
      `CREATE UNIQUE INDEX "extension_request_open" ON "extension_request" ("cycle_id", "unit_id", "stage") WHERE state = 'open'`,
    );
    await runner.query(
      `ALTER TABLE "extension_request" ADD CONSTRAINT "extension_request_of_year" FOREIGN KEY ("cycle_id", "unit_id") REFERENCES "unit_year"("cycle_id","unit_id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(`GRANT SELECT, INSERT, UPDATE ON extension_request TO antq_app`);
    await runner.query(`GRANT SELECT ON extension_request TO antq_reader`);
    await runner.query(`ALTER TABLE extension_request ENABLE ROW LEVEL SECURITY`);
    await runner.query(
      `CREATE POLICY services ON extension_request TO antq_app USING (true) WITH CHECK (true)`,
    );
    await runner.query(
      `CREATE POLICY readers ON extension_request FOR SELECT TO antq_reader USING (${SEEN})`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "extension_request"`);
  }
}
