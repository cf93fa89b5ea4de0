import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A command remembers the presented draft that it sends, so that it is held also where the command is decided later. */
export class CommandsThatAnswer1766053000000 implements MigrationInterface {
  readonly name = 'CommandsThatAnswer1766053000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "command" ADD "approves" text`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "command" DROP COLUMN "approves"`);
  }
}
