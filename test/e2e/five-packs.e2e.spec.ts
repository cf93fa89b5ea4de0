import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';

import type {
  CycleDetailAnswer,
  ExclusionAnswer,
  Page,
  RehearsalAccountsAnswer,
  UnitYearRowAnswer,
} from '#libs/contracts';
import { Scene } from '../faults/scene.js';
import { antq, type CliRun } from '../support/antq.js';
import { type Stack, startStack } from '../support/stack.js';
import { wordText } from '../support/word-text.js';

jest.setTimeout(900_000);

/** One year of one pack on its own area, with what its mails must say and must not, in the words of its document. */
interface Year {
  readonly policy: string;
  readonly year: number;
  readonly province: string;
  /** Given where the pack names no province, or another than the area that stands for it. */
  readonly asked?: string;
  readonly holds: readonly string[];
  readonly lacks: readonly string[];
  /** The same of the plan that a unit is given to fill in. */
  readonly paper: { readonly holds: readonly string[]; readonly lacks: readonly string[] };
}

const YEARS: readonly Year[] = [
  {
    policy: 'quang-ngai-2021',
    year: 2021,
    province: '951',
    asked: '951',
    paper: {
      holds: ['Chỉ thị 08/CT-UBND', 'cơ quan, doanh nghiệp, nhà trường', 'An toàn về ANTT', '15/05/2021'],
      lacks: ['cơ sở giáo dục', '05/11', 'Kế hoạch 33', 'đặc khu'],
    },
    holds: [
      'Kế hoạch triển khai Chỉ thị 08/CT-UBND',
      'Cơ quan Thường trực Ban Chỉ đạo 138 tỉnh',
      'Công an huyện, thị xã, thành phố',
      'cơ quan, doanh nghiệp, nhà trường',
      '"An toàn về ANTT"',
    ],
    lacks: ['trước ngày 05/11', 'Kế hoạch 33', 'cơ sở giáo dục', 'đặc khu', 'Phân loại', 'Phòng Tham mưu'],
  },
  {
    policy: 'hai-duong-2024',
    year: 2024,
    province: '30',
    paper: {
      holds: ['Thông tư 124/2021/TT-BCA', 'Quý I', '19/8/2024'],
      lacks: ['05/11', 'Kế hoạch 33', 'nhà trường', 'đặc khu'],
    },
    holds: [
      '“Ngày hội toàn dân bảo vệ ANTQ” (19/8/2024)',
      'Công an huyện, thị xã, thành phố',
      'Công an xã, phường, thị trấn',
      'Phân loại:',
    ],
    lacks: ['trước ngày 05/11', 'Kế hoạch 33', 'đặc khu', 'nhà trường', 'Phòng Tham mưu', 'Hệ quả:'],
  },
  {
    policy: 'huong-dan-413-2021',
    year: 2021,
    province: '00',
    paper: {
      holds: ['Nghị quyết chuyên đề', 'trên 90%', 'Hướng dẫn 413/HD-CAT-PV05', '30/11/2021'],
      lacks: ['cơ sở giáo dục', '05/11', 'Kế hoạch 33', 'từ 80%'],
    },
    holds: [
      '"trước ngày 01/12/2021", Hướng dẫn 413/HD-CAT-PV05',
      'Nghị quyết chuyên đề và kế hoạch năm 2021',
      'cơ quan, doanh nghiệp, nhà trường',
      'Công an cấp huyện được phân công, phân cấp quản lý',
    ],
    lacks: ['trước ngày 05/11', 'trước ngày 15/11', 'Tự chấm', 'Phân loại', 'cơ sở giáo dục', 'Kế hoạch 33'],
  },
  {
    policy: 'national-2025',
    year: 2025,
    province: '12',
    asked: '12',
    paper: {
      holds: ['Chỉ thị 06/CT-BCA-V05', 'cơ quan, doanh nghiệp, cơ sở giáo dục', 'Quý I'],
      lacks: ['nhà trường', 'huyện', 'Kế hoạch 33', '05/11'],
    },
    holds: [
      '"trước ngày 15/11 hằng năm", Chỉ thị 06/CT-BCA-V05',
      'Cục Xây dựng phong trào bảo vệ an ninh Tổ quốc (V05), Bộ Công an',
      'cơ quan, doanh nghiệp, cơ sở giáo dục',
      'Phân loại: Trung bình (*)',
    ],
    // The directive only asks that the exclusion from awards be proposed.
    lacks: ['trước ngày 05/11', 'Kế hoạch 33', 'huyện', 'nhà trường', 'Phòng Tham mưu', 'Hệ quả:'],
  },
  {
    policy: 'quang-ngai-2025',
    year: 2025,
    province: '51',
    paper: {
      holds: ['Kế hoạch 33/KH-UBND', 'từ 80% trở lên', 'qua Phòng Tham mưu', '24/08/2025'],
      lacks: ['nhà trường', 'huyện', 'trên 90%'],
    },
    holds: [
      '"trước ngày 05/11 hằng năm", Kế hoạch 33/KH-UBND',
      '"trước ngày 25/8/2025", Kế hoạch 33/KH-UBND',
      'Công an tỉnh Quảng Ngãi (qua Phòng Tham mưu)',
      'UBND xã, phường, đặc khu',
      'Hệ quả: Không xét thi đua, khen thưởng đối với đơn vị phân loại phong trào ở mức “Trung bình”, “Yếu”',
      'cơ quan, doanh nghiệp, cơ sở giáo dục',
    ],
    lacks: ['nhà trường', 'huyện', 'trước ngày 01/12', 'Quý I'],
  },
  {
    policy: 'quang-ngai-2025',
    year: 2026,
    province: '51',
    paper: {
      holds: ['Kế hoạch 33/KH-UBND', 'từ 80% trở lên', 'Quý I', '31/03/2026'],
      lacks: ['nhà trường', 'huyện', '24/08/2025'],
    },
    holds: [
      '"trước ngày 05/11 hằng năm", Kế hoạch 33/KH-UBND',
      '"Quý I hằng năm", Kế hoạch 33/KH-UBND',
      'Phòng Tham mưu',
    ],
    lacks: ['nhà trường', 'huyện', 'trước ngày 25/8', 'Kế hoạch cụ thể hóa'],
  },
];

/** What `antq rehearse --json` tells, as far as this test looks. */
interface Rehearsed {
  readonly ok: boolean;
  readonly cycleId: string;
  readonly differences: readonly unknown[];
  readonly refused: readonly unknown[];
  readonly reconciliation: unknown;
  readonly totals: unknown;
  readonly population: { readonly units: readonly { readonly id: string }[] };
}

const named = ({ policy, year }: Year) => `${policy} ${year}`;
const lived = new Map<string, Rehearsed>();
let stack: Stack;
let dir: string;
const administrators = new Map<string, string>();

beforeAll(async () => {
  stack = await startStack({ units: 6, provinces: true });
  dir = await mkdtemp(path.join(tmpdir(), 'antq-five-'));
  for (const { province } of YEARS) {
    if (administrators.has(province)) continue;
    const scope = { level: 'tinh', provinceCode: province } as const;
    administrators.set(province, await stack.account('administrator', scope));
  }
});
afterAll(async () => {
  await stack.dispose();
  await rm(dir, { recursive: true, force: true });
});

const administratorOf = (province: string): string => {
  const token = administrators.get(province);
  if (token === undefined) throw new Error(`no administrator of ${province}`);
  return token;
};

const run = ({ province }: Year, ...args: string[]): Promise<CliRun> =>
  antq(stack, { token: administratorOf(province), dir, timeoutMs: 840_000 }, ...args);

const yearOf = (wanted: Year): Rehearsed => {
  const found = lived.get(named(wanted));
  if (found === undefined) throw new Error(`${named(wanted)} was not lived`);
  return found;
};

/** All mails of a cycle that the capture has taken: subjects and texts. */
async function mailsOf(cycleId: string): Promise<string> {
  const mails = await stack.query<{ subject: string; text: string }>(
    `SELECT subject, text FROM message WHERE cycle_id = $1 AND state = 'accepted'`,
    [cycleId],
  );
  return mails
    .map(({ subject, text }) => `${subject}\n${text}`)
    .join('\n')
    .normalize('NFC');
}

/** Last days of the stages of units and offices: by level where they differ, an office's under its own name. */
async function lastDaysOf(wanted: Year): Promise<Readonly<Record<string, string>>> {
  const { cycleId } = yearOf(wanted);
  const { body } = await stack.call<CycleDetailAnswer>(
    'GET',
    `/cycles/${cycleId}`,
    administratorOf(wanted.province),
  );
  const days: Record<string, string> = {};
  for (const { stage, level, body: office, due } of body.stages) {
    const day = due?.lastDay ?? '';
    if (office !== undefined || days[stage] === undefined) days[stage] = day;
    else if (days[stage] !== day) days[`${stage} ${level}`] = day;
  }
  return days;
}

describe('a year of each of the five packs, on its own area', () => {
  it('ends by itself with every unit where the seed put it', async () => {
    // All at once: a year waits for its own mails most of the time.
    const ended = await Promise.all(
      YEARS.map(async (wanted) => {
        const communes = wanted.province === '51' ? ['--communes', '3'] : [];
        const asked = wanted.asked === undefined ? [] : ['--province', wanted.asked];
        const what = ['--policy', wanted.policy, '--year', String(wanted.year), '--label', 'nam'];
        const { code, out, err } = await run(wanted, 'rehearse', ...what, ...asked, ...communes, '--json');
        const rehearsed = out === '' ? undefined : (JSON.parse(out) as Rehearsed);
        if (rehearsed !== undefined) lived.set(named(wanted), rehearsed);
        const { differences, refused, reconciliation, totals } = rehearsed ?? {};
        const amiss = { differences, refused, reconciliation, totals, err: err.slice(-2_000) };
        return [named(wanted), code, code === 0 ? '' : JSON.stringify(amiss)] as const;
      }),
    );
    expect(ended).toEqual(YEARS.map((wanted) => [named(wanted), 0, '']));
    for (const wanted of YEARS) {
      const { cycleId, population } = yearOf(wanted);
      expect(cycleId).toBe(`${wanted.province}-${wanted.year}-nam`);
      expect(population.units.length).toBeGreaterThanOrEqual(4);
      const [cycle] = await stack.query('SELECT state FROM cycle WHERE id = $1', [cycleId]);
      expect(cycle).toEqual({ state: 'closed' });
    }
  });

  it('keeps units from awards where the document does, and proposes it where it only asks for that', async () => {
    const effects = async (policy: string, year: number) => {
      const wanted = YEARS.find((each) => each.policy === policy && each.year === year) as Year;
      const to = `/cycles/${yearOf(wanted).cycleId}/exclusions`;
      const { body } = await stack.call<Page<ExclusionAnswer>>('GET', to, administratorOf(wanted.province));
      return [...new Set(body.items.filter((item) => !item.notSubmitted).map(({ effect }) => effect))];
    };
    expect(await effects('quang-ngai-2025', 2026)).toEqual(['excluded']);
    expect(await effects('national-2025', 2025)).toEqual(['proposed']);
    expect(await effects('hai-duong-2024', 2024)).toEqual([]);
    expect(await effects('huong-dan-413-2021', 2021)).toEqual([]);
  });

  it.each(YEARS.map((wanted) => [named(wanted), wanted] as const))(
    'speaks as its document does: %s',
    async (_name, wanted) => {
      const said = await mailsOf(yearOf(wanted).cycleId);
      expect(wanted.holds.filter((words) => !said.includes(words))).toEqual([]);
      expect(wanted.lacks.filter((words) => said.includes(words))).toEqual([]);
    },
  );

  it.each(YEARS.map((wanted) => [named(wanted), wanted] as const))(
    'writes as its document does: %s',
    async (_name, wanted) => {
      const { cycleId, population } = yearOf(wanted);
      const file = path.join(dir, `${cycleId}.docx`);
      const about = ['--cycle', cycleId, '--unit', population.units[0]?.id ?? ''];
      const written = await run(wanted, 'report', 'word', 'unitPlan', ...about, '--out', file);
      expect([written.code, written.code === 0 ? '' : written.err]).toEqual([0, '']);
      const text = await wordText(file);
      expect(wanted.paper.holds.filter((words) => !text.includes(words))).toEqual([]);
      expect(wanted.paper.lacks.filter((words) => text.includes(words))).toEqual([]);
    },
  );

  it('leaves nothing for the reconciler and for the independent checker', async () => {
    for (const wanted of YEARS) {
      const about = ['--cycle', yearOf(wanted).cycleId];
      expect([named(wanted), (await run(wanted, 'audit', 'verify', ...about)).code]).toEqual([
        named(wanted),
        0,
      ]);
    }
    expect(await new Scene(stack).violations()).toEqual([]);
  });
});

describe('Quảng Ngãi, in its first and in an ordinary year', () => {
  const [first, ordinary] = YEARS.filter(({ province }) => province === '51') as [Year, Year];

  it('has the one-off plan of 2025 and no day for Quý I and the campaign day, which had passed', async () => {
    expect(await lastDaysOf(first)).toEqual({
      implementationPlan: '2025-08-24',
      registration: '2025-09-30',
      selfScoring: '2025-10-27',
      unitReport: '2025-11-04',
      'unitReport xa': '2025-10-30',
      dossier: '2025-11-18',
      appraisal: '2025-11-21',
      recognition: '2025-11-26',
      awardReview: '2025-12-15',
      communePlan: '2025-08-24',
      communeReport: '2025-11-04',
      provinceReport: '2025-11-14',
      supplementReport: '2025-12-15',
      yearReview: '2025-12-31',
    });
  });

  it('goes from Quý I to the award review in 2026, without the plan of 25/8', async () => {
    expect(await lastDaysOf(ordinary)).toEqual({
      q1Plan: '2026-03-31',
      registration: '2026-03-31',
      festival: '2026-08-31',
      selfScoring: '2026-10-27',
      unitReport: '2026-11-04',
      'unitReport xa': '2026-10-30',
      dossier: '2026-11-18',
      appraisal: '2026-11-21',
      recognition: '2026-11-26',
      awardReview: '2026-12-15',
      communePlan: '2026-03-31',
      communeRegister: '2026-04-15',
      communeInterimReview: '2026-06-30',
      communeReport: '2026-11-04',
      provinceReport: '2026-11-14',
      supplementReport: '2026-12-15',
      yearReview: '2026-12-31',
    });
  });
});

describe('districts, where the area has them', () => {
  const DISTRICT = { level: 'huyen', districtCode: '95110' } as const;
  const CYCLE = '951-2021-nam';

  it('decide for the units that they manage, and the commune committee is decided on above itself', async () => {
    const decided = await stack.query<{ unit: string; office: string }>(
      `SELECT f.unit_id AS unit, c.actor->>'officeCode' AS office FROM fact f JOIN command c ON c.id = f.command_id
        WHERE f.cycle_id = $1 AND f.kind = 'stage.decided' ORDER BY 1`,
      [CYCLE],
    );
    expect(Object.fromEntries(decided.map(({ unit, office }) => [unit, office]))).toEqual({
      QC0001: 'QCV02',
      QC0002: 'QCV02',
      QC0003: 'QCV05',
      QC0004: 'QCV05',
      QC0005: 'QCV11',
      QC0006: 'QCV08',
      QC0007: 'QCV05',
      QC0008: 'QCV08',
    });
  });

  it('owe their plan in the pack that asks them for it', async () => {
    const plans = await stack.query<{ unit: string; status: string }>(
      `SELECT unit_id AS unit, state->'stages'->'districtPlan'->>'status' AS status FROM unit_year
        WHERE cycle_id = $1 AND managed_by = 'huyen' AND body_key IS NOT NULL ORDER BY 1`,
      [CYCLE],
    );
    expect(plans).toEqual([
      { unit: 'QCV05', status: 'submitted' },
      { unit: 'QCV11', status: 'submitted' },
    ]);
  });

  it('see and count their own communes, and nothing beside them', async () => {
    const token = await stack.account('supervisor', DISTRICT);
    const get = <T>(to: string) => stack.call<T>('GET', `/cycles/${CYCLE}${to}`, token);
    const { body: units } = await get<Page<UnitYearRowAnswer>>('/units');
    expect(units.items.map(({ unitId }) => unitId)).toEqual([
      'QC0003',
      'QC0004',
      'QC0006',
      'QC0007',
      'QC0008',
    ]);
    expect((await get('/units/QC0003')).status).toBe(200);
    for (const elsewhere of ['QC0001', 'QC0005']) expect((await get(`/units/${elsewhere}`)).status).toBe(404);
    const { body: board } = await get<{
      communes: { code: string }[];
      units: { inside: number; outside: number };
    }>('/board');
    expect([board.communes.map(({ code }) => code), board.units]).toEqual([
      ['95111'],
      { inside: 5, outside: 0 },
    ]);
    expect((await get('/board?commune=95121')).status).toBe(404);
    expect((await stack.call('GET', '/cycles/51-2026-nam', token)).status).toBe(404);
  });

  it('act no longer once they are abolished: the refusal names the day and who acts now', async () => {
    const administrator = administratorOf('30');
    // The sample districts end on 30/6/2025, after the last year of the pack; here that day comes a year earlier.
    await stack.query(`UPDATE area SET valid_to = '2024-06-30' WHERE code IN ('93010', '93020')`);
    const body = {
      policy: 'hai-duong-2024',
      year: 2024,
      rehearsal: 'bo-huyen',
      clockStart: '2024-03-10T02:00:00.000Z',
    };
    await stack.call('POST', '/cycles', administrator, body);
    const cycle = '30-2024-bo-huyen';
    await waitUntilOpen(cycle, administrator);
    const { body: minted } = await stack.call<RehearsalAccountsAnswer>(
      'POST',
      `/cycles/${cycle}/rehearsal/accounts`,
      administrator,
      {
        accounts: [
          { role: 'unit-head', scope: { level: 'unit', unitId: 'HG0003' } },
          { role: 'appraiser', scope: { level: 'huyen', districtCode: '93010' } },
          { role: 'appraiser', scope: { level: 'tinh', provinceCode: '30' } },
        ],
      },
    );
    const [head, district, province] = minted.accounts.map(({ token }) => token) as [string, string, string];
    const command = (token: string, what: object) =>
      stack.call('POST', `/cycles/${cycle}/units/HG0003/commands`, token, what);
    const giveBack = {
      kind: 'return',
      stage: 'registration',
      reason: 'Thiếu bản cam kết',
      answerBy: '2024-11-10',
    };
    const paper = { kind: 'submit', stage: 'registration', paper: { number: '1/ĐK', date: '2024-03-10' } };
    expect((await command(head, paper)).status).toBe(200);
    expect(await command(province, giveBack)).toMatchObject({ body: { code: 'ACTOR.NOT_ASSIGNED' } });
    await stack.call('POST', `/cycles/${cycle}/clock`, administrator, { to: '2024-07-01T02:00:00.000Z' });
    expect(await command(district, giveBack)).toMatchObject({
      status: 403,
      body: {
        code: 'ACTOR.AREA_ENDED',
        detail:
          'Huyện Vải Đỏ (mẫu) không còn từ ngày 01/07/2024. Từ ngày đó việc này do cơ quan cùng nhiệm vụ của Hải Dương trước 01/7/2025 (mẫu) thực hiện.',
      },
    });
    expect((await command(province, giveBack)).status).toBe(200);
  });
});

async function waitUntilOpen(cycleId: string, token: string): Promise<void> {
  for (let left = 600; left > 0; left -= 1) {
    const { body } = await stack.call<CycleDetailAnswer>('GET', `/cycles/${cycleId}`, token);
    if (body.state === 'open') return;
    await delay(100);
  }
  throw new Error(`cycle ${cycleId} is still opening`);
}
