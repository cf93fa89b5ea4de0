import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type {
  CommandAnswer,
  HealthAnswer,
  OpenCycleAnswer,
  RegisterEntryAnswer,
  RegistersAnswer,
  RestartPlanAnswer,
  ScoreAnswer,
  UnitYearAnswer,
} from '#libs/contracts';
import { type CliRun, antq as runAntq } from '../support/antq.js';
import { eventually } from '../support/eventually.js';
import { type Stack, startStack } from '../support/stack.js';
import { GAP_CHOICES, selfSheet } from '../support/unit-year-driver.js';

jest.setTimeout(120_000);

let stack: Stack;
let dir: string;
let unitId: string;
beforeAll(async () => {
  // What most machines give; the processes started from here inherit it.
  process.umask(0o022);
  stack = await startStack({ units: 6 });
  dir = await mkdtemp(path.join(tmpdir(), 'antq-cli-'));
  unitId = stack.inside[0]?.id ?? '';
});
afterAll(async () => {
  await stack.dispose();
  await rm(dir, { recursive: true, force: true });
});

const antq = (token: string, ...args: string[]): Promise<CliRun> => runAntq(stack, { token, dir }, ...args);

const administrator = () => stack.token('administrator');
const head = () => stack.token('unit-head', { unitId });
// The type says what the test looks at.
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
const json = <T>(run: CliRun): T => JSON.parse(run.out) as T;

describe('antq against the running product', () => {
  const cycle = '51-2026-cli';
  const about = () => ['--cycle', cycle, '--unit', unitId];

  it('finds every part well', async () => {
    // A worker is counted from its first sign of life on, a moment after its start.
    await eventually(async () => {
      const { body } = await stack.call<HealthAnswer>('GET', '/health/parts', '');
      return body.ok ? true : undefined;
    });
    const people = await antq(administrator(), 'doctor');
    expect([people.code, people.err]).toEqual([0, '']);
    expect(people.out).toContain('Mọi phần đều tốt.');
    const program = await antq('', 'doctor', '--json');
    expect(json<HealthAnswer>(program).parts.filter(({ ok }) => ok)).toHaveLength(6);
  });

  it('opens a rehearsal and waits until every unit is in it', async () => {
    const args = [
      'cycle',
      'open',
      '--policy',
      'quang-ngai-2025',
      '--year',
      '2026',
      '--rehearsal',
      'cli',
      '--json',
    ];
    const first = await antq(administrator(), ...args);
    expect([first.code, first.err]).toEqual([0, '']);
    expect(json<OpenCycleAnswer>(first)).toMatchObject({
      isNew: true,
      cycle: { id: cycle, state: 'open', units: { inside: 6, outside: 1 } },
    });
    const again = await antq(administrator(), ...args);
    expect(json<OpenCycleAnswer>(again)).toMatchObject({ isNew: false, cycle: { id: cycle, state: 'open' } });
  });

  it('submits for the head, and the same key again is the same command', async () => {
    const submit = () =>
      antq(head(), 'submit', ...about(), '--stage', 'q1Plan', '--key', 'cli-q1-plan-1', '--json');
    const first = await submit();
    expect([first.code, first.err]).toEqual([0, '']);
    const command = json<CommandAnswer>(first);
    expect(command).toMatchObject({ status: 'applied', stage: 'q1Plan', version: 1 });
    expect(json<CommandAnswer>(await submit()).id).toBe(command.id);
  });

  it('ends with 4 and the sentence where a command is refused', async () => {
    const early = await antq(head(), 'submit', ...about(), '--stage', 'festival');
    expect(early.code).toBe(4);
    expect(early.err).toContain('[STAGE.NOT_OPEN]');
    const officer = await antq(
      stack.token('unit-officer', { unitId }),
      'submit',
      ...about(),
      '--stage',
      'registration',
    );
    expect([officer.code, officer.err.includes('[ACTOR.NOT_HEAD]')]).toEqual([4, true]);
  });

  it('ends with 3 where there is nothing of that name', async () => {
    const unit = await antq(administrator(), 'unit', 'show', 'QN9999', '--cycle', cycle);
    expect(unit.code).toBe(3);
    const elsewhere = await antq(administrator(), 'cycle', 'show', '51-2031');
    expect([elsewhere.code, elsewhere.err.includes('[CYCLE.UNKNOWN]')]).toEqual([3, true]);
  });

  it('moves the clock, takes a score sheet from a file and explains the score', async () => {
    const clock = await antq(administrator(), 'cycle', 'clock', '--cycle', cycle, '--to', '2026-10-20T09:00');
    expect(clock.code).toBe(0);
    const file = path.join(dir, 'bang.json');
    await writeFile(file, JSON.stringify({ sheet: selfSheet('good'), gapChoices: GAP_CHOICES }));
    const sent = await antq(head(), 'submit', ...about(), '--stage', 'selfScoring', '--sheet', file);
    expect([sent.code, sent.err]).toEqual([0, '']);
    const score = json<ScoreAnswer>(await antq(head(), 'score', 'explain', ...about(), '--json'));
    expect(score).toMatchObject({ column: 'self', pass: 'provisional', total: 35, maxReachable: 85 });
    const people = await antq(head(), 'score', 'explain', ...about());
    expect(people.out).toContain('35');
  });

  it('records in a register, corrects and withdraws, and shows what stands behind the points', async () => {
    const about = ['--cycle', cycle, '--unit', unitId, '--register', 'rewards'];
    const fields = ['--set', 'level=commune', '--set', 'number=7/QĐ', '--set', 'collectives=0'];
    const add = ['register', 'add', ...about, '--on', '05/03/2026', ...fields];
    const tried = await antq(head(), ...add, '--set', 'persons=1', '--dry-run');
    expect([tried.code, tried.out.startsWith('Chạy thử, chưa ghi gì')]).toEqual([0, true]);
    const added = await antq(head(), ...add, '--set', 'persons=1', '--json');
    expect([added.code, added.err]).toEqual([0, '']);
    const { id } = json<RegisterEntryAnswer>(added);
    const correct = ['register', 'correct', ...about, '--entry', id, '--on', '05/03/2026', ...fields];
    const corrected = await antq(head(), ...correct, '--set', 'persons=2', '--reason', 'Ghi thiếu', '--json');
    expect(json<RegisterEntryAnswer>(corrected)).toMatchObject({ id, version: 2, data: { persons: 2 } });
    const outside = await antq(head(), ...add.map((each) => (each === '05/03/2026' ? '15/11/2025' : each)));
    expect([outside.code, outside.err.includes('thuộc chu kỳ năm 2025')]).toEqual([4, true]);
    const shown = await antq(head(), 'score', 'explain', '--cycle', cycle, '--unit', unitId);
    expect(shown.out.replace(/\s+/g, ' ')).toContain('Cơ sở chấm trái với sổ: Tiêu chí 9:');
    const listed = await antq(head(), 'register', 'list', 'rewards', '--cycle', cycle);
    expect(listed.out).toContain('7/QĐ');
    const kinds = await antq(administrator(), 'register', 'kinds', '--cycle', cycle, '--json');
    const rewards = json<RegistersAnswer>(kinds).items.find(({ register }) => register === 'rewards');
    expect(rewards).toMatchObject({ entries: 1, by: [{ value: 'commune', text: 'Cấp xã', entries: 1 }] });
    const withdraw = ['register', 'withdraw', ...about, '--entry', id, '--reason', 'Ghi nhầm năm'];
    expect((await antq(head(), ...withdraw)).code).toBe(0);
    const unit = await antq(administrator(), 'unit', 'show', unitId, '--cycle', cycle);
    expect(unit.out).toContain('Sổ ghi nhận, kỳ đánh giá 16/11/2025 – 15/11/2026');
  });

  it('shows the unit, and beforehand what a restart would do', async () => {
    const shown = json<UnitYearAnswer>(
      await antq(administrator(), 'unit', 'show', unitId, '--cycle', cycle, '--json'),
    );
    expect(shown).toMatchObject({ version: 2, round: 1, over: false });
    const restart = ['cycle', 'restart', ...about(), '--from', 'selfScoring', '--reason', 'chấm lại'];
    const plan = await antq(administrator(), ...restart, '--dry-run', '--json');
    expect(plan.code).toBe(0);
    expect(json<RestartPlanAnswer>(plan).superseded[0]).toMatchObject({
      stage: 'selfScoring',
      status: 'submitted',
    });
    const audit = await antq(administrator(), 'audit', 'verify', '--cycle', cycle);
    expect([audit.code, audit.err]).toEqual([0, '']);
  });
});

describe('what the processes write', () => {
  it("is the owner's alone where the command line writes a file", async () => {
    const out = path.join(dir, 'ke-hoach.docx');
    const about = ['--cycle', '51-2026-cli', '--unit', unitId];
    const run = await antq(head(), 'report', 'word', 'unitPlan', ...about, '--out', out);
    expect([run.code, run.err]).toEqual([0, '']);
    expect((await stat(out)).mode & 0o777).toBe(0o600);
  });

  (process.platform === 'linux' ? it : it.skip)(
    "is the owner's alone in the API and in both workers",
    async () => {
      const umaskOf = async ({ pid }: { readonly pid: number }) =>
        /^Umask:\s*(\d+)$/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1];
      expect(await umaskOf(process)).toBe('0022');
      expect(await Promise.all([stack.api, stack.cycleWorker, stack.mailWorker].map(umaskOf))).toEqual([
        '0077',
        '0077',
        '0077',
      ]);
    },
  );
});
