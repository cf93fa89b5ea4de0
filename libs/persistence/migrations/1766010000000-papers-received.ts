import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A file of evidence may stand under a step instead of a criterion; lines know of papers that units say they have sent. */
export class PapersReceived1766010000000 implements MigrationInterface {
  readonly name = 'PapersReceived1766010000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "evidence" ADD "stage" text`);
    await runner.query(`ALTER TABLE "unit_stage" ADD "announced" boolean NOT NULL DEFAULT false`);
    await runner.query(
      `CREATE INDEX "unit_stage_on_paper" ON "unit_stage" ("cycle_id", "unit_id")
        WHERE "counted" = 'received' OR "announced"`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX "unit_stage_on_paper"`);
    await runner.query(`ALTER TABLE "unit_stage" DROP COLUMN "announced"`);
    await runner.query(`ALTER TABLE "evidence" DROP COLUMN "stage"`);
  }
}
