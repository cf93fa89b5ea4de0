import type { MigrationInterface, QueryRunner } from 'typeorm';

/** By which request a command came, and so each mail that follows from it; the log of every process names it. */
export class TraceIds1765610000000 implements MigrationInterface {
  readonly name = 'TraceIds1765610000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "command" ADD "trace" text`);
    await runner.query(`ALTER TABLE "message" ADD "trace" text`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "message" DROP COLUMN "trace"`);
    await runner.query(`ALTER TABLE "command" DROP COLUMN "trace"`);
  }
}
