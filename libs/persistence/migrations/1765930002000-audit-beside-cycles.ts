import type { MigrationInterface, QueryRunner } from 'typeorm';

const setting = (name: string): string => `(SELECT current_setting('antq.${name}', true))`;
const listed = (name: string): string =>
  `(SELECT string_to_array(current_setting('antq.${name}', true), ','))::text[]`;
const isAmong = (column: string, name: string): string => `${column} = ANY (${listed(name)})`;

/** What a province keeps of no cycle is seen by who sees the whole of it. */
const BESIDE_CYCLES = `cycle_id = '-' AND area_code = ${setting('province')} AND ${setting('kind')} = ''`;
const SEEN: Readonly<Record<string, string>> = {
  audit_head: `${isAmong('cycle_id', 'cycles')} OR ${isAmong('area_code', 'communes')}`,
  audit: `${isAmong('cycle_id', 'cycles')} AND ${setting('kind')} = '' OR ${isAmong('area_code', 'communes')}`,
  audit_detail: `${isAmong('cycle_id', 'cycles')} AND ${setting('kind')} = '' OR ${isAmong('area_code', 'communes')}`,
};

/** The chain of a province beside its cycles, which tells of accounts, is walked with those of a cycle. */
export class AuditBesideCycles1765930002000 implements MigrationInterface {
  readonly name = 'AuditBesideCycles1765930002000';

  async up(runner: QueryRunner): Promise<void> {
    for (const [table, seen] of Object.entries(SEEN)) {
      await runner.query(`ALTER POLICY readers ON ${table} USING (${seen} OR ${BESIDE_CYCLES})`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [table, seen] of Object.entries(SEEN)) {
      await runner.query(`ALTER POLICY readers ON ${table} USING (${seen})`);
    }
  }
}
