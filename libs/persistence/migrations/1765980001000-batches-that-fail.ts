import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How often the next page of a batch has failed in a row, and since when. */
export class BatchesThatFail1765980001000 implements MigrationInterface {
  readonly name = 'BatchesThatFail1765980001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "batch" ADD "failures" integer NOT NULL DEFAULT 0`);
    await runner.query(`ALTER TABLE "batch" ADD "failing_since" TIMESTAMP WITH TIME ZONE`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "batch" DROP COLUMN "failing_since"`);
    await runner.query(`ALTER TABLE "batch" DROP COLUMN "failures"`);
  }
}
