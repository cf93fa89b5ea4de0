import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Devices that their holders have named stay signed in for drafts. */
export class NamedDevices1765930001000 implements MigrationInterface {
  readonly name = 'NamedDevices1765930001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "account_session" ADD "named_until" TIMESTAMP WITH TIME ZONE`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "account_session" DROP COLUMN "named_until"`);
  }
}
