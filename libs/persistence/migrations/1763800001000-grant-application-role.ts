import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a running service may do: read and write, but neither change nor delete what is a record for ever. Even a
 * fault in the code cannot rewrite the trail.
 */
export class GrantApplicationRole1763800001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`GRANT USAGE ON SCHEMA public TO antq_app`);
    await runner.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO antq_app`);
    await runner.query(`REVOKE UPDATE, DELETE, TRUNCATE ON audit, fact, decision, submission FROM antq_app`);
    await runner.query(
      `REVOKE DELETE, TRUNCATE ON audit_head, command, unit_year, cycle, policy_pack FROM antq_app`,
    );
    await runner.query(`REVOKE INSERT, UPDATE, DELETE ON schema_migration FROM antq_app`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`REVOKE ALL ON ALL TABLES IN SCHEMA public FROM antq_app`);
  }
}
