import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Districts between commune and province, and areas that were in force for a time only. */
export class AreasInTime1764010000000 implements MigrationInterface {
  readonly name = 'AreasInTime1764010000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "area" ADD "valid_from" date`);
    await runner.query(`ALTER TABLE "area" ADD "valid_to" date`);
    await runner.query(`ALTER TABLE "area" ADD "successor_code" text`);
    await runner.query(`CREATE INDEX "area_successor" ON "area" ("successor_code")`);
    await runner.query(
      `ALTER TABLE "area" ADD CONSTRAINT "FK_92ef544c54834a7387bab6a2069" FOREIGN KEY ("successor_code") REFERENCES "area"("code") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(`ALTER TABLE "unit_year" ADD "district_code" text`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "unit_year" DROP COLUMN "district_code"`);
    await runner.query(`ALTER TABLE "area" DROP CONSTRAINT "FK_92ef544c54834a7387bab6a2069"`);
    await runner.query(`DROP INDEX "area_successor"`);
    await runner.query(`ALTER TABLE "area" DROP COLUMN "successor_code"`);
    await runner.query(`ALTER TABLE "area" DROP COLUMN "valid_to"`);
    await runner.query(`ALTER TABLE "area" DROP COLUMN "valid_from"`);
  }
}
