import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A grant of the head's role may be one to act for the head, says for whom, and as what. */
export class Deputies1766020002000 implements MigrationInterface {
  readonly name = 'Deputies1766020002000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE "account_grant" ADD "deputy_for" text, ADD "deputy_capacity" text, ADD "deputy_position" text,
         ADD CONSTRAINT "account_grant_deputy" CHECK ((deputy_for IS NULL) = (deputy_capacity IS NULL)
           AND (deputy_capacity IS NULL OR deputy_capacity IN ('deputyHead', 'delegate'))
           AND (deputy_position IS NOT NULL) = (coalesce(deputy_capacity, '') = 'delegate'))`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "account_grant" DROP CONSTRAINT "account_grant_deputy"`);
    await runner.query(
      `ALTER TABLE "account_grant" DROP COLUMN "deputy_position", DROP COLUMN "deputy_capacity", DROP COLUMN "deputy_for"`,
    );
  }
}
