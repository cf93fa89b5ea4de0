import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect } from '@jest/globals';
import { Client } from 'pg';
import { projectRoot, type RunningPostgres, startPostgres } from '#infra/local';
import { OpenCycle, type Runs } from '#libs/application';
import { createDataSource, PostgresUnitOfWork } from '#libs/persistence';
import { PACKS } from '../../libs/policy/packs.support.js';
import { story } from '../support/story.js';

let postgres: RunningPostgres;
let dataDir: string;

const prepare = () =>
  spawnSync(process.execPath, [path.join(projectRoot(), 'dist/apps/api/prepare.main.js')], {
    encoding: 'utf8',
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: postgres.appUrl,
      DATABASE_OWNER_URL: postgres.ownerUrl,
      SMTP_URL: 'smtp://127.0.0.1:9',
      REHEARSAL_SMTP_URL: 'smtp://127.0.0.1:9',
      ANTQ_DATA_DIR: dataDir,
    },
  });

const ask = async (sql: string): Promise<Record<string, unknown>[]> => {
  const client = new Client({ connectionString: postgres.ownerUrl });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
};

beforeAll(async () => {
  postgres = await startPostgres({ fsync: false });
  dataDir = mkdtempSync(path.join(tmpdir(), 'antq-prepare-'));
});

afterAll(async () => {
  await postgres?.dispose();
  rmSync(dataDir, { recursive: true, force: true });
});

const { chapter, step } = story('an installation is prepared, and prepared again');

chapter('the preparation of an installation', () => {
  step(
    'loads the areas of today, the offices and 1,156 units of Quảng Ngãi, and the sample provinces apart',
    async () => {
      const { status, stderr } = prepare();
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      const areasOf = (condition: string) =>
        ask(`SELECT kind, count(*)::int AS n FROM area WHERE ${condition} GROUP BY kind ORDER BY kind`);
      expect(await areasOf(`valid_from = '2025-07-01'`)).toEqual([
        { kind: 'tinh', n: 34 },
        { kind: 'xa', n: 3321 },
      ]);
      expect(await areasOf(`valid_from IS NULL`)).toEqual([
        { kind: 'huyen', n: 5 },
        { kind: 'tinh', n: 3 },
        { kind: 'xa', n: 5 },
      ]);
      expect(await areasOf(`valid_to = '2025-06-30'`)).toEqual([{ kind: 'huyen', n: 5 }]);
      expect(await ask(`SELECT count(*)::int AS n FROM office WHERE code LIKE 'VP%'`)).toEqual([{ n: 294 }]);
      expect(
        await ask(`SELECT province_code AS province, count(*)::int AS n FROM unit GROUP BY 1 ORDER BY 1`),
      ).toEqual([
        { province: '00', n: 7 },
        { province: '12', n: 7 },
        { province: '30', n: 8 },
        { province: '51', n: 1156 },
        { province: '951', n: 8 },
      ]);
      expect(
        await ask(`SELECT name FROM unit WHERE province_code <> '51' AND name NOT LIKE '%(mẫu)'`),
      ).toEqual([]);
    },
  );

  step('lets a real year of Quảng Ngãi be opened: the sample province lacks nothing', async () => {
    const source = createDataSource({ url: postgres.appUrl, poolSize: 2, applicationName: 'antq-spec' });
    await source.initialize();
    try {
      const opening = new OpenCycle(new PostgresUnitOfWork(source, 'example.test'), {} as Runs, PACKS);
      const administrator = {
        ...{ actorId: 'spec', name: 'Quản trị', role: 'administrator' as const },
        scope: { level: 'tinh' as const, provinceCode: '51' },
      };
      const wanted = { policy: 'quang-ngai-2025', year: 2027 };
      expect(await opening.check(administrator, wanted)).toMatchObject({ mayOpen: true, problems: [] });
    } finally {
      await source.destroy();
    }
  });

  step('run again keeps what was corrected since, and the tokens people hold', async () => {
    const tokens = readFileSync(path.join(dataDir, 'tokens.json'), 'utf8');
    await ask(`UPDATE unit SET email = 'moi@donvi.example.test', size = 'lon' WHERE id = 'QN0030'`);
    expect(prepare().status).toBe(0);
    expect(await ask(`SELECT email, size FROM unit WHERE id = 'QN0030'`)).toEqual([
      { email: 'moi@donvi.example.test', size: 'lon' },
    ]);
    expect(readFileSync(path.join(dataDir, 'tokens.json'), 'utf8')).toBe(tokens);
  });

  step('says in a sentence that the file of tokens is broken, and makes no new ones', async () => {
    const before = await ask(`SELECT count(*)::int AS n FROM api_token`);
    writeFileSync(path.join(dataDir, 'tokens.json'), '[{"role":');
    const { status, stderr } = prepare();
    expect(status).toBe(1);
    expect(stderr).toContain('tokens.json hỏng');
    expect(await ask(`SELECT count(*)::int AS n FROM api_token`)).toEqual(before);
  });
});
