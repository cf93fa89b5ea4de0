import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect } from '@jest/globals';
import { projectRoot } from '#infra/local';
import { SpecDatabase } from '../support/database/spec-database.js';
import { story } from '../support/story.js';

const EMAIL = 'quan-tri@example.test';
const NAMED = { ANTQ_FIRST_ADMINISTRATOR: 'Quan-Tri@example.test', ANTQ_FIRST_PROVINCE: '51' };
let database: SpecDatabase;
let dataDir: string;

beforeAll(async () => {
  database = await SpecDatabase.open({ migrated: false });
  dataDir = mkdtempSync(path.join(tmpdir(), 'antq-prepare-'));
}, 60_000);
afterAll(async () => {
  await database?.dispose();
  rmSync(dataDir, { recursive: true, force: true });
});

/** What the preparation wrote, once it came to its end. */
function prepare(settings: Readonly<Record<string, string>> = {}): string {
  const script = path.join(projectRoot(), 'dist/apps/api/prepare.main.js');
  const { status, stderr } = spawnSync(process.execPath, [script], {
    encoding: 'utf8',
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: database.appUrl,
      DATABASE_OWNER_URL: database.ownerUrl,
      SMTP_URL: 'smtp://127.0.0.1:9',
      REHEARSAL_SMTP_URL: 'smtp://127.0.0.1:9',
      ANTQ_DATA_DIR: dataDir,
      ANTQ_SAMPLES: 'false',
      ...settings,
    },
  });
  expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
  return stderr;
}
const ask = (sql: string) => database.source.query<Record<string, unknown>[]>(sql);
const countOf = async (table: string, condition = 'true') =>
  (await ask(`SELECT count(*)::int AS n FROM ${table} WHERE ${condition}`))[0]?.['n'];
const tokensFile = () => path.join(dataDir, 'tokens.json');

const { chapter, step } = story('an installation without samples', 240_000);

chapter('the preparation of an installation without samples', () => {
  step('loads areas and days off alone, and says that nobody can sign in', async () => {
    expect(prepare()).toMatch(/^Chưa có tài khoản nào .*ANTQ_FIRST_ADMINISTRATOR.*ANTQ_FIRST_PROVINCE/);
    expect([await countOf('area', `kind = 'tinh'`), await countOf('area', `kind = 'xa'`)]).toEqual([
      34, 3321,
    ]);
    expect(await countOf('holiday_version')).toBeGreaterThan(0);
    for (const table of ['unit', 'office', 'api_token', 'account']) expect(await countOf(table)).toBe(0);
    expect(existsSync(tokensFile())).toBe(false);
  });

  step('makes the first administrator, by the system and on record, and queues the invitation', async () => {
    expect(prepare(NAMED)).toBe(
      'Đã tạo tài khoản quản trị viên đầu tiên của Quảng Ngãi; thư mời đang chờ gửi.\n',
    );
    expect(
      await ask(
        `SELECT a.email, a.province_code, a.created_by, a.invited_at IS NOT NULL AS invited,
                g.role, g.scope_level, g.scope_code, g.paper, g.granted_by, g.to_day
           FROM account a JOIN account_grant g ON g.account_id = a.id`,
      ),
    ).toEqual([
      {
        ...{ email: EMAIL, province_code: '51', created_by: 'system', invited: true },
        ...{ role: 'administrator', scope_level: 'tinh', scope_code: '51', to_day: null },
        ...{ paper: 'Cài đặt hệ thống', granted_by: 'system' },
      },
    ]);
    expect(await ask(`SELECT template, recipient FROM message`)).toEqual([
      { template: 'invitation', recipient: EMAIL },
    ]);
    const actor = { area_code: '51', actor_id: 'system', actor_role: 'system' };
    expect(
      await ask(
        `SELECT action, area_code, actor_id, actor_role FROM audit WHERE action LIKE 'account.%' ORDER BY seq`,
      ),
    ).toEqual(
      ['account.created', 'account.granted', 'account.invited'].map((action) => ({ action, ...actor })),
    );
  });

  step('invites nobody again, whoever the settings name', async () => {
    expect(prepare(NAMED)).toBe('');
    await ask(`UPDATE account SET disabled_at = now(), disabled_by = 'spec', disabled_reason = 'spec'`);
    expect(prepare({ ...NAMED, ANTQ_FIRST_ADMINISTRATOR: 'khac@example.test' })).toBe('');
    expect([await countOf('account'), await countOf('account_grant'), await countOf('message')]).toEqual([
      1, 1, 1,
    ]);
  });

  step('revokes the tokens of samples that it made before', async () => {
    expect(prepare({ ANTQ_SAMPLES: 'true' })).toBe('');
    const { length } = JSON.parse(readFileSync(tokensFile(), 'utf8')) as unknown[];
    expect(await countOf('api_token', 'revoked_at IS NULL')).toBe(length);
    await ask(
      `INSERT INTO api_token (id, digest, name, role, scope_level, scope_code)
       VALUES (gen_random_uuid(), 'of somebody else', 'Mã của tỉnh', 'supervisor', 'tinh', '51')`,
    );
    expect(prepare()).toBe('');
    expect(await ask(`SELECT name FROM api_token WHERE revoked_at IS NULL`)).toEqual([
      { name: 'Mã của tỉnh' },
    ]);
    expect(existsSync(tokensFile())).toBe(false);
  });
});
