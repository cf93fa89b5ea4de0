import type { MigrationInterface, QueryRunner } from 'typeorm';

const SEEN_BY_CYCLE = `cycle_id = ANY ((SELECT string_to_array(current_setting('antq.cycles', true), ','))::text[])
  AND (SELECT current_setting('antq.kind', true)) = ''`;
const OF_COMMUNE = `EXISTS (SELECT 1 FROM office o WHERE o.code = office_code
  AND o.area_code = ANY ((SELECT string_to_array(current_setting('antq.communes', true), ','))::text[]))`;

const FOREIGN_KEYS = [
  ['overseer_mail', 'FK_7d3c066f26d9c6b8760b7c3ae29', 'cycle_id', '"cycle"("id")'],
  ['overseer_mail', 'FK_13630ecf31c7ba0e1f4093f2d2f', 'office_code', '"office"("code")'],
  ['overseer_mail', 'FK_be747e6b38468170da4789e2b97', 'message_id', '"message"("id")'],
  ['overseer_turn', 'FK_849cf2a8696169a1697e26ede21', 'cycle_id', '"cycle"("id")'],
  ['dead_mailbox', 'FK_c3d3cd34931de839fee5e11789c', 'cycle_id', '"cycle"("id")'],
  ['dead_mailbox', 'FK_b6d375a99d3916228b25d060da6', 'message_id', '"message"("id")'],
] as const;

/** What offices that answer for others were told, and the addresses of a cycle that take no mail. */
export class OverseersTold1766000000000 implements MigrationInterface {
  readonly name = 'OverseersTold1766000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "overseer_mail" ("cycle_id" text NOT NULL, "office_code" text NOT NULL, "kind" text NOT NULL, "day" date NOT NULL, "told" text array NOT NULL, "message_id" uuid NOT NULL, CONSTRAINT "overseer_mail_pkey" PRIMARY KEY ("cycle_id", "office_code", "kind", "day"))`,
    );
    await runner.query(
      `CREATE TABLE "overseer_turn" ("cycle_id" text NOT NULL, "through" TIMESTAMP WITH TIME ZONE NOT NULL, "looked_at" TIMESTAMP WITH TIME ZONE NOT NULL, "recheck" boolean NOT NULL, CONSTRAINT "overseer_turn_pkey" PRIMARY KEY ("cycle_id"))`,
    );
    await runner.query(
      `CREATE TABLE "dead_mailbox" ("cycle_id" text NOT NULL, "address" text NOT NULL, "since" TIMESTAMP WITH TIME ZONE NOT NULL, "message_id" uuid NOT NULL, "answer" text NOT NULL, "told_on" date, CONSTRAINT "dead_mailbox_pkey" PRIMARY KEY ("cycle_id", "address"))`,
    );
    await runner.query(`CREATE INDEX "overseer_mail_office" ON "overseer_mail" ("office_code")`);
    await runner.query(`CREATE INDEX "overseer_mail_message" ON "overseer_mail" ("message_id")`);
    await runner.query(`CREATE INDEX "dead_mailbox_message" ON "dead_mailbox" ("message_id")`);
    for (const [table, name, column, to] of FOREIGN_KEYS) {
      await runner.query(
        `ALTER TABLE "${table}" ADD CONSTRAINT "${name}" FOREIGN KEY ("${column}") REFERENCES ${to} ON DELETE NO ACTION ON UPDATE NO ACTION`,
      );
    }
    await runner.query(`GRANT SELECT, INSERT, UPDATE ON overseer_mail, overseer_turn TO antq_app`);
    await runner.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON dead_mailbox TO antq_app`);
    await runner.query(`GRANT SELECT ON overseer_mail TO antq_reader`);
    await runner.query(`ALTER TABLE overseer_mail ENABLE ROW LEVEL SECURITY`);
    await runner.query(`CREATE POLICY services ON overseer_mail TO antq_app USING (true) WITH CHECK (true)`);
    await runner.query(
      `CREATE POLICY readers ON overseer_mail FOR SELECT TO antq_reader USING (${SEEN_BY_CYCLE} OR ${OF_COMMUNE})`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['dead_mailbox', 'overseer_turn', 'overseer_mail'])
      await runner.query(`DROP TABLE "${table}"`);
  }
}
