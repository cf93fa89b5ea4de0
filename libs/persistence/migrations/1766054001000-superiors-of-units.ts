import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The body above a unit, as its papers name it; unknown of units that were listed before. */
export class SuperiorsOfUnits1766054001000 implements MigrationInterface {
  readonly name = 'SuperiorsOfUnits1766054001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "unit" ADD "superior" text`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "unit" DROP COLUMN "superior"`);
  }
}
