import type { MigrationInterface, QueryRunner } from 'typeorm';

const OF_YEAR = `EXISTS (SELECT 1 FROM unit_year owner WHERE owner.cycle_id = %.cycle_id AND owner.unit_id = %.unit_id)`;
const WHOLE_CYCLE = `cycle_id = ANY ((SELECT string_to_array(current_setting('antq.cycles', true), ','))::text[])
   AND (SELECT current_setting('antq.kind', true)) = ''`;
const withYear = (table: string): string => `${WHOLE_CYCLE} OR ${OF_YEAR.replaceAll('%', table)}`;
const OWN_UNIT = `unit_id = (SELECT current_setting('antq.unit', true))`;

/**
 * Drafts are put before the head. Whoever sees the unit sees that one waits; what a draft holds is told to the unit alone, also by a
 * statement that forgets to ask.
 */
export class PresentedDrafts1766020000000 implements MigrationInterface {
  readonly name = 'PresentedDrafts1766020000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "presented_draft" ("id" uuid NOT NULL, "cycle_id" text NOT NULL, "unit_id" text NOT NULL, "stage" text NOT NULL, "version" integer NOT NULL, "digest" text NOT NULL, "note" text, "by_id" text NOT NULL, "by_name" text NOT NULL, "presented_at" TIMESTAMP WITH TIME ZONE NOT NULL, "state" text NOT NULL, "ended_at" TIMESTAMP WITH TIME ZONE, "ended_by" text, "end_reason" text, "command_id" uuid, CONSTRAINT "presented_draft_pkey" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE INDEX "presented_draft_step" ON "presented_draft" ("cycle_id", "unit_id", "stage", "presented_at")`,
    );
    await runner.query(
      `CREATE UNIQUE INDEX "presented_draft_waiting" ON "presented_draft" ("cycle_id", "unit_id", "stage") WHERE state = 'waiting'`,
    );
    await runner.query(
      `ALTER TABLE "presented_draft" ADD CONSTRAINT "presented_draft_of_year" FOREIGN KEY ("cycle_id", "unit_id") REFERENCES "unit_year"("cycle_id","unit_id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(`GRANT SELECT, INSERT, UPDATE ON presented_draft TO antq_app`);
    await runner.query(`GRANT SELECT ON presented_draft TO antq_reader`);
    await runner.query(`ALTER TABLE presented_draft ENABLE ROW LEVEL SECURITY`);
    await runner.query(
      `CREATE POLICY services ON presented_draft TO antq_app USING (true) WITH CHECK (true)`,
    );
    await runner.query(
      `CREATE POLICY readers ON presented_draft FOR SELECT TO antq_reader USING (${withYear('presented_draft')})`,
    );
    await runner.query(`ALTER POLICY readers ON draft USING (${OWN_UNIT})`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER POLICY readers ON draft USING (${withYear('draft')})`);
    await runner.query(`DROP TABLE "presented_draft"`);
  }
}
