import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from '@jest/globals';
import type { CycleDetailAnswer } from '#libs/contracts';
import { Scene } from '../faults/scene.js';
import { antq, type CliRun } from '../support/antq.js';
import { namedYear, type PackYear } from '../support/pack-years.js';
import { type Stack, startStack } from '../support/stack.js';
import { wordText } from '../support/word-text.js';

/** What `antq rehearse --json` tells, as far as these tests look. */
interface Rehearsed {
  readonly cycleId: string;
  readonly differences: readonly unknown[];
  readonly refused: readonly unknown[];
  readonly reconciliation: unknown;
  readonly totals: unknown;
  readonly population: { readonly units: readonly { readonly id: string }[] };
}

interface Ended {
  readonly run: CliRun;
  readonly rehearsed: Rehearsed | undefined;
}

/** Years of packs that `antq rehearse` has lived on one stack, each on its own area. */
export class LivedYears {
  private constructor(
    readonly stack: Stack,
    readonly dir: string,
    private readonly administrators: ReadonlyMap<string, string>,
    private readonly ended: Map<PackYear, Ended>,
  ) {}

  static async live(years: readonly PackYear[]): Promise<LivedYears> {
    const stack = await startStack({ units: 6, provinces: true });
    const dir = await mkdtemp(path.join(tmpdir(), 'antq-years-'));
    const administrators = new Map<string, string>();
    for (const provinceCode of new Set(years.map(({ province }) => province))) {
      administrators.set(provinceCode, await stack.account('administrator', { level: 'tinh', provinceCode }));
    }
    const lived = new LivedYears(stack, dir, administrators, new Map());
    // All at once: a year waits for its own mails most of the time.
    await Promise.all(years.map((year) => lived.rehearse(year)));
    return lived;
  }

  async dispose(): Promise<void> {
    await this.stack.dispose();
    await rm(this.dir, { recursive: true, force: true });
  }

  administratorOf(province: string): string {
    const token = this.administrators.get(province);
    if (token === undefined) throw new Error(`no administrator of ${province}`);
    return token;
  }

  run({ province }: PackYear, ...args: string[]): Promise<CliRun> {
    return antq(
      this.stack,
      { token: this.administratorOf(province), dir: this.dir, timeoutMs: 840_000 },
      ...args,
    );
  }

  endOf(year: PackYear): Ended {
    const found = this.ended.get(year);
    if (found === undefined) throw new Error(`${namedYear(year)} was not lived`);
    return found;
  }

  of(year: PackYear): Rehearsed {
    const { rehearsed } = this.endOf(year);
    if (rehearsed === undefined) throw new Error(`${namedYear(year)} told nothing`);
    return rehearsed;
  }

  /** All mails of a year that the capture has taken: subjects and texts. */
  async mailsOf(year: PackYear): Promise<string> {
    const mails = await this.stack.query<{ subject: string; text: string }>(
      `SELECT subject, text FROM message WHERE cycle_id = $1 AND state = 'accepted'`,
      [this.of(year).cycleId],
    );
    return mails
      .map(({ subject, text }) => `${subject}\n${text}`)
      .join('\n')
      .normalize('NFC');
  }

  /** Last days of the stages of units and offices: by level where they differ, an office's under its own name. */
  async lastDaysOf(year: PackYear): Promise<Readonly<Record<string, string>>> {
    const to = `/cycles/${this.of(year).cycleId}`;
    const { body } = await this.stack.call<CycleDetailAnswer>('GET', to, this.administratorOf(year.province));
    const days: Record<string, string> = {};
    for (const { stage, level, body: office, due } of body.stages) {
      const day = due?.lastDay ?? '';
      if (office !== undefined || days[stage] === undefined) days[stage] = day;
      else if (days[stage] !== day) days[`${stage} ${level}`] = day;
    }
    return days;
  }

  private async rehearse(year: PackYear): Promise<void> {
    const communes = year.province === '51' ? ['--communes', '3'] : [];
    const asked = year.asked === undefined ? [] : ['--province', year.asked];
    const what = ['--policy', year.policy, '--year', String(year.year), '--label', 'nam'];
    const run = await this.run(year, 'rehearse', ...what, ...asked, ...communes, '--json');
    const rehearsed = run.out === '' ? undefined : (JSON.parse(run.out) as Rehearsed);
    this.ended.set(year, { run, rehearsed });
  }
}

/** What must hold of every year that was lived, whatever its pack. */
export function declarePackYears(years: readonly PackYear[], lived: () => LivedYears): void {
  const named = years.map((year) => [namedYear(year), year] as const);

  it.each(named)('ends by itself with every unit where the seed put it: %s', async (_name, year) => {
    const { run, rehearsed } = lived().endOf(year);
    const { differences, refused, reconciliation, totals } = rehearsed ?? {};
    const amiss = { differences, refused, reconciliation, totals, err: run.err.slice(-2_000) };
    expect([run.code, run.code === 0 ? '' : JSON.stringify(amiss)]).toEqual([0, '']);
    const { cycleId, population } = lived().of(year);
    expect(cycleId).toBe(`${year.province}-${year.year}-nam`);
    expect(population.units.length).toBeGreaterThanOrEqual(4);
    const [cycle] = await lived().stack.query('SELECT state FROM cycle WHERE id = $1', [cycleId]);
    expect(cycle).toEqual({ state: 'closed' });
  });

  it.each(named)('speaks as its document does: %s', async (_name, year) => {
    const said = await lived().mailsOf(year);
    expect(year.holds.filter((words) => !said.includes(words))).toEqual([]);
    expect(year.lacks.filter((words) => said.includes(words))).toEqual([]);
  });

  it.each(named)('writes as its document does: %s', async (_name, year) => {
    const { cycleId, population } = lived().of(year);
    const file = path.join(lived().dir, `${cycleId}.docx`);
    const about = ['--cycle', cycleId, '--unit', population.units[0]?.id ?? ''];
    const written = await lived().run(year, 'report', 'word', 'unitPlan', ...about, '--out', file);
    expect([written.code, written.code === 0 ? '' : written.err]).toEqual([0, '']);
    const text = await wordText(file);
    expect(year.paper.holds.filter((words) => !text.includes(words))).toEqual([]);
    expect(year.paper.lacks.filter((words) => text.includes(words))).toEqual([]);
  });

  it('leaves nothing for the reconciler and for the independent checker', async () => {
    for (const year of years) {
      const about = ['--cycle', lived().of(year).cycleId];
      const { code } = await lived().run(year, 'audit', 'verify', ...about);
      expect([namedYear(year), code]).toEqual([namedYear(year), 0]);
    }
    expect(await new Scene(lived().stack).violations()).toEqual([]);
  });
}
