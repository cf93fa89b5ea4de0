import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The sweep of files asks for rows by the keys of what lies in the storage, a folder at a time. */
export class EvidenceByStorageKey1765900000000 implements MigrationInterface {
  readonly name = 'EvidenceByStorageKey1765900000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX "evidence_storage_key" ON "evidence" ("storage_key")`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX "evidence_storage_key"`);
  }
}
