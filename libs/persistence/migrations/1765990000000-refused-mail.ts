import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which addresses a cycle's mail was refused at is asked at each turn of its reminders; they are few among its messages. */
export class RefusedMail1765990000000 implements MigrationInterface {
  readonly name = 'RefusedMail1765990000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX "message_refused" ON "message" ("cycle_id", "recipient") WHERE state = 'failed'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX "message_refused"`);
  }
}
