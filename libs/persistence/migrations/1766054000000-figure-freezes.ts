import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = [
  `CREATE TABLE "figure_freeze" ("id" uuid NOT NULL, "cycle_id" text NOT NULL, "area_code" text NOT NULL, "name" text NOT NULL, "at" TIMESTAMP WITH TIME ZONE NOT NULL, "digest" text NOT NULL, "supersedes" uuid, "reason" text, "actor_id" text NOT NULL, "actor_name" text NOT NULL, "office_code" text, "recorded_at" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "figure_freeze_pkey" PRIMARY KEY ("id"))`,
  `CREATE INDEX "figure_freeze_area" ON "figure_freeze" ("area_code")`,
  `CREATE UNIQUE INDEX "figure_freeze_next" ON "figure_freeze" ("supersedes")`,
  `CREATE UNIQUE INDEX "figure_freeze_first" ON "figure_freeze" ("cycle_id", "area_code", "name") WHERE supersedes IS NULL`,
  `CREATE TABLE "figure_freeze_part" ("freeze_id" uuid NOT NULL, "area_code" text NOT NULL, "cycle_id" text NOT NULL, "digest" text NOT NULL, "content" jsonb NOT NULL, CONSTRAINT "figure_freeze_part_pkey" PRIMARY KEY ("freeze_id", "area_code"))`,
  `CREATE INDEX "figure_freeze_part_area" ON "figure_freeze_part" ("area_code")`,
  `ALTER TABLE "figure_freeze" ADD CONSTRAINT "figure_freeze_in_cycle" FOREIGN KEY ("cycle_id") REFERENCES "cycle"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "figure_freeze" ADD CONSTRAINT "figure_freeze_of_area" FOREIGN KEY ("area_code") REFERENCES "area"("code") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "figure_freeze" ADD CONSTRAINT "figure_freeze_supersedes" FOREIGN KEY ("supersedes") REFERENCES "figure_freeze"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "figure_freeze_part" ADD CONSTRAINT "figure_freeze_part_of_freeze" FOREIGN KEY ("freeze_id") REFERENCES "figure_freeze"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  `ALTER TABLE "figure_freeze_part" ADD CONSTRAINT "figure_freeze_part_in_area" FOREIGN KEY ("area_code") REFERENCES "area"("code") ON DELETE NO ACTION ON UPDATE NO ACTION`,
  // What was kept is written and never changed.
  `GRANT SELECT, INSERT ON figure_freeze, figure_freeze_part TO antq_app`,
  `GRANT SELECT ON figure_freeze, figure_freeze_part TO antq_reader`,
  `ALTER TABLE figure_freeze ENABLE ROW LEVEL SECURITY`,
  `ALTER TABLE figure_freeze_part ENABLE ROW LEVEL SECURITY`,
  `CREATE POLICY services ON figure_freeze TO antq_app USING (true) WITH CHECK (true)`,
  `CREATE POLICY services ON figure_freeze_part TO antq_app USING (true) WITH CHECK (true)`,
  `CREATE POLICY readers ON figure_freeze_part FOR SELECT TO antq_reader USING (
     cycle_id = ANY ((SELECT string_to_array(current_setting('antq.cycles', true), ','))::text[])
     AND (SELECT current_setting('antq.kind', true)) = ''
     OR area_code = ANY ((SELECT string_to_array(current_setting('antq.communes', true), ','))::text[]))`,
  // Who sees a part of it sees what it is.
  `CREATE POLICY readers ON figure_freeze FOR SELECT TO antq_reader USING (
     EXISTS (SELECT 1 FROM figure_freeze_part owned WHERE owned.freeze_id = figure_freeze.id))`,
];

/** Figures of an area that were kept as they stood at an instant, in parts by the areas within. */
export class FigureFreezes1766054000000 implements MigrationInterface {
  readonly name = 'FigureFreezes1766054000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "figure_freeze_part", "figure_freeze"`);
  }
}
