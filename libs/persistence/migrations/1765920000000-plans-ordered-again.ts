import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A plan is under way once; after its batch has ended the same plan may be ordered again. */
export class PlansOrderedAgain1765920000000 implements MigrationInterface {
  readonly name = 'PlansOrderedAgain1765920000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "batch" DROP CONSTRAINT "batch_digest"`);
    await runner.query(
      `CREATE UNIQUE INDEX "batch_digest" ON "batch" ("cycle_id", "digest") WHERE ended_at IS NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX "batch_digest"`);
    await runner.query(`ALTER TABLE "batch" ADD CONSTRAINT "batch_digest" UNIQUE ("cycle_id", "digest")`);
  }
}
