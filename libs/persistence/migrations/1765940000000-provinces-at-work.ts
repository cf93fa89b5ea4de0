import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What letters say of an office, and in which wave of invitations a person was invited. */
export class ProvincesAtWork1765940000000 implements MigrationInterface {
  readonly name = 'ProvincesAtWork1765940000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE "office" ADD "address" text, ADD "telephone" text, ADD "duty_officer" text`,
    );
    await runner.query(`ALTER TABLE "account" ADD "invited_in_wave" integer`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "account" DROP COLUMN "invited_in_wave"`);
    await runner.query(
      `ALTER TABLE "office" DROP COLUMN "duty_officer", DROP COLUMN "telephone", DROP COLUMN "address"`,
    );
  }
}
