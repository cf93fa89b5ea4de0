import type { MigrationInterface, QueryRunner } from 'typeorm';

const setting = (name: string): string => `(SELECT current_setting('antq.${name}', true))`;
const listed = (name: string): string =>
  `(SELECT string_to_array(current_setting('antq.${name}', true), ','))::text[]`;

/** SQL: the column is one of the codes that the transaction says. */
const isAmong = (column: string, name: string): string => `${column} = ANY (${listed(name)})`;
const WHOLE_CYCLE = `${isAmong('cycle_id', 'cycles')} AND ${setting('kind')} = ''`;
const ofKind = (column: string): string => `(${setting('kind')} = '' OR ${column} = ${setting('kind')})`;

/** Rows that say where they lie themselves. */
const OF_PLACE = `${isAmong('cycle_id', 'cycles')} AND ${ofKind('unit_kind')} OR ${isAmong('commune_code', 'communes')}`;
const PLACED = `${OF_PLACE} OR unit_id = ${setting('unit')}`;
/** Rows that lie where the row lies that they belong to, which has a policy of its own. */
const belongingTo = (table: string, key: string): string =>
  `EXISTS (SELECT 1 FROM ${table} owner WHERE ${key})`;
/** The same of a table that names the cycle: whoever sees all of a cycle needs no look at the year of each row. */
const withYear = (table: string): string =>
  `${WHOLE_CYCLE} OR ${belongingTo('unit_year', `owner.cycle_id = ${table}.cycle_id AND owner.unit_id = ${table}.unit_id`)}`;

/** The transaction has said something at all. */
const ANY_SIGHT = `(SELECT concat(${['cycles', 'province', 'communes', 'unit'].map((name) => `current_setting('antq.${name}', true)`).join(', ')}) <> '')`;

/** What a reader sees of each table that tells of subjects. */
const SEEN: Readonly<Record<string, string>> = {
  // A list that is corrected in the middle of a year moves the unit, and not its year: who sees the year sees whose it is.
  unit: `province_code = ${setting('province')} AND ${ofKind('kind')} OR ${isAmong('commune_code', 'communes')} OR id = ${setting('unit')}
    OR ${belongingTo('unit_year', 'owner.unit_id = unit.id')}`,
  contact: belongingTo('unit', 'owner.id = contact.unit_id'),
  unit_year: PLACED,
  unit_stage: PLACED,
  counter: OF_PLACE,
  counter_day: OF_PLACE,
  outside_day: OF_PLACE,
  ...Object.fromEntries(
    [
      ...['command', 'fact', 'submission', 'score_sheet', 'decision', 'draft', 'evidence', 'register_entry'],
      ...['reminder', 'decision_item', 'head_term', 'message', 'batch_item'],
    ].map((table) => [table, withYear(table)]),
  ),
  evidence_withdrawal: belongingTo('evidence', 'owner.id = evidence_withdrawal.evidence_id'),
  message_attempt: belongingTo('message', 'owner.id = message_attempt.message_id'),
  decision_document: `${WHOLE_CYCLE} OR ${belongingTo('decision_item', 'owner.document_id = decision_document.id')}`,
  batch: `${WHOLE_CYCLE} OR ${belongingTo('batch_item', 'owner.batch_id = batch.id')}`,
  gap_choice: `unit_id IS NULL AND ${ANY_SIGHT} OR ${withYear('gap_choice')}`,
  // The numbers of the chains order what a sector is told as well; what stands in them is for an area.
  audit_head: `${isAmong('cycle_id', 'cycles')} OR ${isAmong('area_code', 'communes')}`,
  audit: `${WHOLE_CYCLE} OR ${isAmong('area_code', 'communes')}`,
  audit_detail: `${WHOLE_CYCLE} OR ${isAmong('area_code', 'communes')}`,
  rehearsed_year: WHOLE_CYCLE,
};

/** Tables that tell of no single subject: places, packs, days, documents about a whole cycle. */
const OPEN = [
  ...['area', 'former_commune', 'office', 'policy_pack', 'holiday_version', 'worker_beat'],
  ...['cycle', 'cycle_change', 'cycle_confirmation', 'cycle_migration', 'amendment', 'calendar_act'],
  ...['register_reopening'],
];

/**
 * A second wall behind the predicate of scope: the API reads as `antq_reader`, which sees of each table the rows of the scope
 * that its transaction says, and none where it says nothing. Who writes sees everything as before.
 */
export class ReadsBehindPolicies1765910000000 implements MigrationInterface {
  readonly name = 'ReadsBehindPolicies1765910000000';

  async up(runner: QueryRunner): Promise<void> {
    const [role] = (await runner.query(`SELECT 1 FROM pg_roles WHERE rolname = 'antq_reader'`)) as unknown[];
    if (role === undefined) {
      throw new Error(
        'the role antq_reader is missing: let a superuser run CREATE ROLE antq_reader; GRANT antq_reader TO antq_app WITH INHERIT FALSE',
      );
    }
    await runner.query(`GRANT USAGE ON SCHEMA public TO antq_reader`);
    await runner.query(`GRANT SELECT ON ${[...OPEN, ...Object.keys(SEEN)].join(', ')} TO antq_reader`);
    for (const [table, seen] of Object.entries(SEEN)) {
      await runner.query(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`);
      await runner.query(`CREATE POLICY services ON ${table} TO antq_app USING (true) WITH CHECK (true)`);
      await runner.query(`CREATE POLICY readers ON ${table} FOR SELECT TO antq_reader USING (${seen})`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of Object.keys(SEEN)) {
      await runner.query(`DROP POLICY readers ON ${table}`);
      await runner.query(`DROP POLICY services ON ${table}`);
      await runner.query(`ALTER TABLE ${table} DISABLE ROW LEVEL SECURITY`);
    }
    await runner.query(`REVOKE ALL ON ${[...OPEN, ...Object.keys(SEEN)].join(', ')} FROM antq_reader`);
    await runner.query(`REVOKE USAGE ON SCHEMA public FROM antq_reader`);
  }
}
