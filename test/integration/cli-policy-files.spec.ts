import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runCli } from '../../apps/cli/cli.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'antq-packs-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** The command line with no API to reach and no token. */
async function antq(...args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const told = { out: '', err: '' };
  const code = await runCli(args, {
    settings: {
      url: 'http://127.0.0.1:1',
      token: undefined,
      dataDir: folder,
      policyDir: folder,
      plain: true,
    },
    out: { write: (text) => void (told.out += text), isTTY: false, columns: 100, colour: false },
    err: { write: (text) => void (told.err += text), isTTY: false },
    interactive: false,
    ask: () => Promise.resolve(''),
    pause: () => Promise.resolve(),
    now: () => 0,
  });
  return { code, ...told };
}

const sketch = ['--title', 'Tỉnh thử, Kế hoạch 1/KH-UBND', '--valid-from', '01/01/2027'];

describe('packs before anybody runs by them, without a server', () => {
  it('are lived through day by day, with days, mails and marks', async () => {
    const { code, out } = await antq('policy', 'preview', 'quang-ngai-2025', '--year', '2026');
    expect(code).toBe(0);
    const of = (day: string) => out.split(`\n\n${day}\n`)[1]?.split('\n\n')[0]?.split('\n') ?? [];
    expect(of('31/03/2026')).toEqual(
      expect.arrayContaining([
        // The pack suggests the day of the plan; the circular sets that of the registration.
        expect.stringMatching(/^ {2}24:00\*: hết ngày đề nghị Nghị quyết/),
        expect.stringMatching(/^ {2}24:00: hết hạn Đăng ký/),
        expect.stringMatching(
          /^ {2}08:00: thư mốc ngày cuối: Nghị quyết.+, hết ngày 31\/03\/2026\* \(đơn vị: đầu mối, hộp thư đơn vị, thủ trưởng\)$/,
        ),
      ]),
    );
    expect(out).toMatch(/thư mốc ngày cuối: Quyết định công nhận.+, hết ngày 26\/11\/2026\* \(đơn vị\)/);
    expect(out).toMatch(/đóng chu kỳ/);
  });

  it('are told whole to programs', async () => {
    const { out } = await antq('policy', 'preview', 'national-2025', '--year', '2027', '--json');
    const plan = JSON.parse(out) as { days: { day: string; mails: object[] }[] };
    expect(plan.days.some(({ mails }) => mails.length > 0)).toBe(true);
    expect(plan.days.map(({ day }) => day)).toEqual(plan.days.map(({ day }) => day).toSorted());
  });

  it('are begun from another one, and read like any other', async () => {
    const place = ['--code', '64', '--name', 'Gia Lai'];
    const { code, out } = await antq(
      'policy',
      'new',
      'gia-lai-2027',
      '--from',
      'national-2025',
      ...sketch,
      ...place,
    );
    expect([code, out]).toEqual([0, expect.stringContaining('gia-lai-2027.json')]);
    const file = path.join(folder, 'gia-lai-2027.json');
    const json = JSON.parse(await readFile(file, 'utf8')) as {
      stageSets: { stages: { key: string }[] }[];
    };
    expect(json).toMatchObject({
      id: 'gia-lai-2027',
      extends: 'national-2025',
      jurisdiction: { code: '64', name: 'Gia Lai' },
      validFrom: '2027-01-01',
    });
    const stages = json.stageSets[0]?.stages ?? [];
    expect(stages.map(({ key }) => key)).toContain('dossier');
    stages.splice(
      stages.findIndex(({ key }) => key === 'festival'),
      1,
    );
    await writeFile(file, JSON.stringify(json));
    const preview = await antq('policy', 'preview', 'gia-lai-2027', '--year', '2027');
    expect(preview.code).toBe(0);
    expect(preview.out).not.toContain('Ngày hội');
  });

  it('are not written over, and not begun from one that is none', async () => {
    expect(await antq('policy', 'new', 'gia-lai-2027', '--from', 'national-2025', ...sketch)).toMatchObject({
      code: 4,
      err: expect.stringContaining('gia-lai-2027'),
    });
    expect(await antq('policy', 'new', 'kon-tum-2027', '--from', 'mat-tich', ...sketch)).toMatchObject({
      code: 3,
    });
    expect(await antq('policy', 'preview', 'quang-ngai-2025', '--year', '1999')).toMatchObject({
      code: 4,
      err: expect.stringContaining('1999'),
    });
  });
});
