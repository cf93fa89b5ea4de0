import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Scene } from '../faults/scene.js';
import { antq } from '../support/antq.js';
import { ASKED_2026, LAST_DAYS_2026, MARKS_2026 } from '../support/marks-2026.js';
import { type Stack, type StackOptions, startStack } from '../support/stack.js';

/** What `antq rehearse --json` tells, as far as this test looks. */
interface Rehearsed {
  readonly ok: boolean;
  readonly cycleId: string;
  readonly differences: readonly unknown[];
  readonly population: {
    readonly units: readonly {
      readonly id: string;
      readonly behaviour: string;
      readonly classKey: string;
      readonly deadMailbox?: string;
    }[];
  };
}

/** What the population is made of. */
const SHARES = { onTime: 0.7, lastDay: 0.15, late: 0.08, never: 0.04, returned: 0.03 };

export interface RehearsalScenario {
  readonly units: NonNullable<StackOptions['units']>;
  readonly communes: number;
  readonly seed: number;
  /** So many there must be at least, or the year has shown nothing. */
  readonly least: { readonly excluded: number; readonly deadMailboxes: number; readonly reminders: number };
}

/** A year that `antq rehearse` lives to its end, seen from outside. */
export function declareRehearsal({ units: slice, communes, seed, least }: RehearsalScenario): void {
  let stack: Stack;
  let dir: string;
  let rehearsed: Rehearsed;
  const run = (...args: string[]) =>
    antq(stack, { token: stack.token('administrator'), dir, timeoutMs: 840_000 }, ...args);
  const about = () => ['--cycle', rehearsed.cycleId];

  beforeAll(async () => {
    stack = await startStack({ units: slice });
    dir = await mkdtemp(path.join(tmpdir(), 'antq-rehearsal-'));
    const wanted = ['--year', '2026', '--communes', String(communes), '--seed', String(seed)];
    const ended = await run('rehearse', ...wanted, '--mailbox', stack.smtp.mailboxUrl, '--json');
    expect([ended.code, ended.code === 0 ? '' : ended.err.slice(-3_000)]).toEqual([0, '']);
    rehearsed = JSON.parse(ended.out) as Rehearsed;
  });

  afterAll(async () => {
    await stack?.dispose();
    await rm(dir, { recursive: true, force: true });
  });

  it('ends by itself with every unit where the seed put it', async () => {
    expect(rehearsed.differences).toEqual([]);
    const { units } = rehearsed.population;
    for (const [behaviour, share] of Object.entries(SHARES)) {
      const drawn = units.filter((unit) => unit.behaviour === behaviour).length;
      expect([behaviour, Math.abs(drawn - units.length * share) <= 1]).toEqual([behaviour, true]);
    }
    const [cycle] = await stack.query('SELECT state FROM cycle WHERE id = $1', [rehearsed.cycleId]);
    expect(cycle).toEqual({ state: 'closed' });
  });

  it('took papers in on the days that the behaviours say, by the days of the documents', async () => {
    const handedIn = await stack.query<{
      unit_id: string;
      stage: string;
      level: string;
      day: string;
      late: boolean;
    }>(
      `SELECT DISTINCT ON (f.unit_id, f.body->>'stage') f.unit_id, f.body->>'stage' AS stage, y.managed_by AS level,
              to_char((f.body->>'effectiveAt')::timestamptz AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD') AS day,
              (f.body->>'late')::boolean AS late
         FROM fact f JOIN unit_year y USING (cycle_id, unit_id)
        WHERE f.cycle_id = $1 AND f.kind = 'stage.submitted' AND y.unit_kind <> 'body'
        ORDER BY f.unit_id, f.body->>'stage', f.version`,
      [rehearsed.cycleId],
    );
    const lastDay = new Map(LAST_DAYS_2026.map(([stage, level, day]) => [`${stage}/${level}`, day]));
    const placed = handedIn.map(({ unit_id, stage, level, day, late }) => {
      const last = lastDay.get(`${stage}/${level}`) ?? '';
      const place = day < last ? 'before' : day === last ? 'lastDay' : 'after';
      return { unit: unit_id, stage, place, late };
    });
    const isLate = ({ place, stage }: (typeof placed)[number]) =>
      place === 'after' && !ASKED_2026.includes(stage);
    expect(placed.filter((each) => each.late !== isLate(each))).toEqual([]);
    const behaviourOf = new Map(rehearsed.population.units.map(({ id, behaviour }) => [id, behaviour]));
    const seen = new Set(placed.map(({ unit, place }) => `${behaviourOf.get(unit) ?? ''} ${place}`));
    expect(seen).toEqual(new Set(['onTime before', 'lastDay lastDay', 'late after', 'returned before']));
    expect(placed).toHaveLength(6 * [...behaviourOf.values()].filter((each) => each !== 'never').length);
  });

  it('reminded each unit on the days of the hand-written marks on which its step was not done', async () => {
    const due = await stack.query<{ reminder: string }>(
      `WITH mark AS (
         SELECT * FROM unnest($2::text[], $3::text[], $4::text[]) AS m (stage, level, day)),
       told AS (
         SELECT y.unit_id, m.stage, m.day, (m.day || 'T08:00:00+07:00')::timestamptz AS at
           FROM unit_year y JOIN mark m ON m.level = y.managed_by
          WHERE y.cycle_id = $1 AND y.standing = 'inside' AND y.unit_kind <> 'body'),
       done AS (
         SELECT f.unit_id, f.body->>'stage' AS stage, f.kind, f.version, c.effective_at
           FROM fact f JOIN command c ON c.id = f.command_id
          WHERE f.cycle_id = $1 AND f.kind IN ('stage.submitted', 'stage.returned')),
       standing AS (
         SELECT t.*, (SELECT d.kind FROM done d WHERE d.unit_id = t.unit_id AND d.stage = t.stage
                         AND d.effective_at < t.at ORDER BY d.version DESC LIMIT 1) AS last
           FROM told t)
       SELECT unit_id || ' ' || stage || ' ' || day AS reminder FROM standing
        WHERE last IS DISTINCT FROM 'stage.submitted'`,
      [rehearsed.cycleId, ...[0, 1, 2].map((column) => MARKS_2026.map((mark) => mark[column]))],
    );
    const sent = await stack.query<{ reminder: string }>(
      `SELECT DISTINCT unit_id || ' ' || stage || ' ' || send_day AS reminder FROM reminder
        WHERE cycle_id = $1 AND state = 'carried' AND stage = ANY ($2)`,
      [rehearsed.cycleId, [...new Set(MARKS_2026.map(([stage]) => stage))]],
    );
    // Whose paper went back has a day of its own to answer by, which these marks do not know.
    const returned = new Set(
      rehearsed.population.units.filter(({ behaviour }) => behaviour === 'returned').map(({ id }) => id),
    );
    const known = (rows: readonly { reminder: string }[]) =>
      rows
        .map(({ reminder }) => reminder)
        .filter(
          (reminder) => !returned.has(reminder.split(' ')[0] ?? '') || !reminder.includes('selfScoring'),
        )
        .sort();
    expect(due.length).toBeGreaterThanOrEqual(least.reminders);
    expect(known(sent)).toEqual(known(due));
  });

  it('lists as excluded from awards those classed Trung bình or Yếu and those who handed nothing in', async () => {
    const expected = rehearsed.population.units
      .filter(({ behaviour, classKey }) => behaviour === 'never' || ['trung-binh', 'yeu'].includes(classKey))
      .map(({ id }) => id);
    const listed = JSON.parse((await run('exclusions', 'list', ...about(), '--json')).out) as {
      items: { unitId: string }[];
    };
    expect(expected.length).toBeGreaterThanOrEqual(least.excluded);
    expect(listed.items.map(({ unitId }) => unitId).sort()).toEqual([...expected].sort());
  });

  it('leaves the audit whole, nothing to reconcile, and nothing for the independent checker', async () => {
    expect((await run('audit', 'verify', ...about())).code).toBe(0);
    expect((await run('audit', 'reconcile', ...about())).code).toBe(0);
    expect(await new Scene(stack).violations()).toEqual([]);
  });

  it('received as many mails as the facts call for', async () => {
    const dead = rehearsed.population.units.flatMap(({ deadMailbox }) => deadMailbox ?? []);
    expect(dead.length).toBeGreaterThanOrEqual(least.deadMailboxes);
    const [due] = await stack.query<Record<'papers' | 'digests' | 'lists' | 'overseers' | 'reports', number>>(
      `WITH address AS (
         SELECT u.id, coalesce(c.email, u.email) AS at
           FROM unit u LEFT JOIN contact c ON c.unit_id = u.id AND c.role = 'officer'
         UNION ALL SELECT code, email FROM office)
       SELECT (SELECT count(*)::int FROM fact f JOIN address a ON a.id = f.unit_id
                WHERE f.cycle_id = $1 AND f.kind IN ('stage.submitted', 'stage.returned', 'stage.decided')
                  AND a.at <> ALL ($2)) AS papers,
              (SELECT count(*)::int FROM (SELECT DISTINCT recipient, send_day FROM reminder
                WHERE cycle_id = $1 AND state = 'carried' AND recipient <> ALL ($2)) each) AS digests,
              (SELECT count(DISTINCT c.actor->>'officeCode')::int FROM fact f JOIN command c ON c.id = f.command_id
                WHERE f.cycle_id = $1 AND f.body->>'basis' = 'ownRecords') AS lists,
              (SELECT count(*)::int FROM overseer_mail o JOIN message m ON m.id = o.message_id
                WHERE o.cycle_id = $1 AND o.kind <> 'deadMailboxes' AND m.recipient <> ALL ($2)) AS overseers,
              (SELECT count(*)::int FROM message
                WHERE cycle_id = $1 AND template IN ('dead-mailboxes', 'undelivered')) AS reports`,
      [rehearsed.cycleId, dead],
    );
    const received = stack.smtp.mails();
    expect(received.filter(({ to }) => to.some((address) => dead.includes(address)))).toEqual([]);
    const reports = received.filter(({ subject }) =>
      /địa chỉ thư mới hỏng|không gửi được/.test(subject),
    ).length;
    expect([reports, reports > 0]).toEqual([due?.reports, true]);
    expect(received.length).toBe(Object.values(due ?? {}).reduce((sum, count) => sum + count, 0));
    expect(stack.relay.attempts()).toEqual([]);
  });
}
