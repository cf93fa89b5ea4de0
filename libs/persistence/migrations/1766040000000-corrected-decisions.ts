import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = [
  `CREATE TABLE "decision_correction" ("id" uuid NOT NULL, "cycle_id" text NOT NULL, "document_id" uuid, "command_id" uuid, "before" jsonb NOT NULL, "after" jsonb NOT NULL, "reason" text NOT NULL, "actor_id" text NOT NULL, "actor_name" text NOT NULL, "office_code" text, "corrected_on" date NOT NULL, "recorded_at" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "decision_correction_of_one" CHECK (num_nonnulls(document_id, command_id) = 1), CONSTRAINT "decision_correction_pkey" PRIMARY KEY ("id"))`,
  `CREATE INDEX "decision_correction_document" ON "decision_correction" ("document_id")`,
  `CREATE INDEX "decision_correction_command" ON "decision_correction" ("command_id")`,
  `ALTER TABLE "decision_correction" ADD CONSTRAINT "decision_correction_in_cycle" FOREIGN KEY ("cycle_id") REFERENCES "cycle"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "decision_correction" ADD CONSTRAINT "decision_correction_of_document" FOREIGN KEY ("document_id") REFERENCES "decision_document"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "decision_correction" ADD CONSTRAINT "decision_correction_of_command" FOREIGN KEY ("command_id") REFERENCES "decision"("command_id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  // A correction is a fact: it is written and never changed.
  `GRANT SELECT, INSERT ON decision_correction TO antq_app`,
  `GRANT SELECT ON decision_correction TO antq_reader`,
  `ALTER TABLE decision_correction ENABLE ROW LEVEL SECURITY`,
  `CREATE POLICY services ON decision_correction TO antq_app USING (true) WITH CHECK (true)`,
  // Who sees the decision sees what was corrected in it.
  `CREATE POLICY readers ON decision_correction FOR SELECT TO antq_reader USING (
     EXISTS (SELECT 1 FROM decision_document owner WHERE owner.id = decision_correction.document_id)
     OR EXISTS (SELECT 1 FROM decision owner WHERE owner.command_id = decision_correction.command_id))`,
];

/** What was corrected in the number, day or signer of a decision, as facts beside it. */
export class CorrectedDecisions1766040000000 implements MigrationInterface {
  readonly name = 'CorrectedDecisions1766040000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "decision_correction"`);
  }
}
