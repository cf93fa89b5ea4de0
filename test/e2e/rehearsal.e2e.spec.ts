import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Scene } from '../faults/scene.js';
import { antq } from '../support/antq.js';
import { type Stack, startStack } from '../support/stack.js';

jest.setTimeout(900_000);

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

let stack: Stack;
let dir: string;
beforeAll(async () => {
  stack = await startStack({ units: 'all' });
  dir = await mkdtemp(path.join(tmpdir(), 'antq-rehearsal-'));
});
afterAll(async () => {
  await stack.dispose();
  await rm(dir, { recursive: true, force: true });
});

describe('antq rehearse --year 2026 --communes 8 --seed 7', () => {
  let rehearsed: Rehearsed;
  const run = (...args: string[]) =>
    antq(stack, { token: stack.token('administrator'), dir, timeoutMs: 840_000 }, ...args);
  const about = () => ['--cycle', rehearsed.cycleId];

  it('ends by itself with every unit where the seed put it', async () => {
    const wanted = ['--year', '2026', '--communes', '8', '--seed', '7'];
    const ended = await run('rehearse', ...wanted, '--mailbox', stack.smtp.mailboxUrl, '--json');
    expect([ended.code, ended.code === 0 ? '' : ended.err.slice(-3_000)]).toEqual([0, '']);
    rehearsed = JSON.parse(ended.out) as Rehearsed;
    expect(rehearsed.differences).toEqual([]);
    const behaviours = new Set(rehearsed.population.units.map(({ behaviour }) => behaviour));
    expect(behaviours).toEqual(new Set(['onTime', 'lastDay', 'late', 'never', 'returned']));
    const [cycle] = await stack.query('SELECT state FROM cycle WHERE id = $1', [rehearsed.cycleId]);
    expect(cycle).toEqual({ state: 'closed' });
  });

  it('lists as excluded from awards those classed Trung bình or Yếu and those who handed nothing in', async () => {
    const expected = rehearsed.population.units
      .filter(({ behaviour, classKey }) => behaviour === 'never' || ['trung-binh', 'yeu'].includes(classKey))
      .map(({ id }) => id);
    const listed = JSON.parse((await run('exclusions', 'list', ...about(), '--json')).out) as {
      items: { unitId: string }[];
    };
    expect(expected.length).toBeGreaterThan(2);
    expect(listed.items.map(({ unitId }) => unitId).sort()).toEqual([...expected].sort());
  });

  it('leaves the audit whole, nothing to reconcile, and nothing for the independent checker', async () => {
    expect((await run('audit', 'verify', ...about())).code).toBe(0);
    expect((await run('audit', 'reconcile', ...about())).code).toBe(0);
    expect(await new Scene(stack).violations()).toEqual([]);
  });

  it('received as many mails as the facts call for', async () => {
    const dead = rehearsed.population.units.flatMap(({ deadMailbox }) => deadMailbox ?? []);
    expect(dead.length).toBeGreaterThan(2);
    const [due] = await stack.query<{ papers: number; digests: number; lists: number; reports: number }>(
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
              (SELECT count(*)::int FROM message WHERE cycle_id = $1 AND template = 'undelivered') AS reports`,
      [rehearsed.cycleId, dead],
    );
    const received = stack.smtp.mails();
    expect(received.filter(({ to }) => to.some((address) => dead.includes(address)))).toEqual([]);
    const reports = received.filter(({ subject }) => subject.includes('không gửi được')).length;
    expect([reports, reports > 0]).toEqual([due?.reports, true]);
    expect(received.length).toBe(
      (due?.papers ?? 0) + (due?.digests ?? 0) + (due?.lists ?? 0) + (due?.reports ?? 0),
    );
    expect(stack.relay.attempts()).toEqual([]);
  });
});
