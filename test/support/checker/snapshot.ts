import type {
  AddressRow,
  AmendmentRow,
  AuditHeadRow,
  AuditRow,
  ChoiceRow,
  CommandRow,
  CounterDayRow,
  CounterRow,
  CycleRow,
  Database,
  FactRow,
  MessageRow,
  MigrationRow,
  OutsideDayRow,
  PackRow,
  PaperRow,
  Snapshot,
  StageLineRow,
  TokenRow,
  UnitYearRow,
} from './types.js';

/** Reads all tables that the invariants speak of. */
export async function readSnapshot(database: Database): Promise<Snapshot> {
  const rows = async <T>(sql: string): Promise<T[]> => (await database.query(sql)).rows as T[];
  return {
    cycles: await rows<CycleRow>(
      `SELECT id, province_code, year, pack_hash, state, opened_at, clock_at, past_known_from::text FROM cycle ORDER BY id`,
    ),
    packs: await rows<PackRow>('SELECT hash, content FROM policy_pack'),
    amendments: await rows<AmendmentRow>('SELECT * FROM amendment ORDER BY cycle_id, version'),
    migrations: await rows<MigrationRow>('SELECT * FROM cycle_migration ORDER BY cycle_id, version'),
    units: await rows<UnitYearRow>('SELECT * FROM unit_year ORDER BY cycle_id, unit_id'),
    commands: await rows<CommandRow>('SELECT * FROM command ORDER BY received_at, id'),
    facts: await rows<FactRow>('SELECT * FROM fact ORDER BY cycle_id, unit_id, version'),
    audit: await rows<AuditRow>(
      `SELECT a.*, d.salt, d.detail FROM audit a
         LEFT JOIN audit_detail d USING (cycle_id, area_code, seq)
        ORDER BY a.cycle_id, a.area_code, a.seq`,
    ),
    heads: await rows<AuditHeadRow>('SELECT * FROM audit_head'),
    messages: await rows<MessageRow>('SELECT * FROM message ORDER BY created_at'),
    tokens: await rows<TokenRow>(
      'SELECT id, role, scope_level, scope_code, office_code, cycle_id FROM api_token',
    ),
    stages: await rows<StageLineRow>(
      `SELECT *, opens_day::text AS opens_day, due_day::text AS due_day, grace_until::text AS grace_until,
              cut_off::text AS cut_off FROM unit_stage`,
    ),
    counters: await rows<CounterRow>('SELECT * FROM counter'),
    counterDays: await rows<CounterDayRow>('SELECT *, day::text AS day FROM counter_day'),
    outsideDays: await rows<OutsideDayRow>('SELECT * FROM outside_day'),
    choices: await rows<ChoiceRow>(
      'SELECT cycle_id, unit_id, reason, recorded_at FROM gap_choice ORDER BY version',
    ),
    submissions: await rows<PaperRow>('SELECT command_id FROM submission'),
    decisions: await rows<PaperRow>('SELECT command_id FROM decision'),
    addresses: await rows<AddressRow>(
      `SELECT u.id, coalesce(c.email, u.email) AS email FROM unit u
         LEFT JOIN contact c ON c.unit_id = u.id AND c.role = 'officer'
       UNION ALL SELECT code, email FROM office`,
    ),
  };
}

export function groupBy<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}
