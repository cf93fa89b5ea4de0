import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A grant of the head's role may be one to act for the head, and says for whom. */
export class Deputies1766020002000 implements MigrationInterface {
  readonly name = 'Deputies1766020002000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "account_grant" ADD "deputy_for" text`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "account_grant" DROP COLUMN "deputy_for"`);
  }
}
