import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ReadPolicies } from '#libs/application';
import type { RehearsalAnswer } from '#libs/contracts';
import { runCli } from '../../apps/cli/cli.js';
import { MailCapture } from '../../apps/cli/rehearsal/mailbox.js';

const CYCLE = '51-2026-thu';
const OTHERS = [{ recipient: 'ai-do@example.test', at: 'rcpt', code: 451, text: '4.2.2 Hop thu day' }];
const UNITS = Array.from({ length: 20 }, (_, index) => `QN${String(index + 1).padStart(4, '0')}`);

/** An API whose rehearsal opens and then stands still, and a mail capture, at one address. */
let server: Server;
let url = '';
let state: 'opening' | 'open';
let rules: unknown[];
let mostRules: number;
const asked: string[] = [];

const cycle = () => ({
  id: CYCLE,
  provinceCode: '51',
  year: 2026,
  label: 'thu',
  state,
  units: { opened: 0, total: 20 },
});
const answers: Readonly<Record<string, (body: unknown) => unknown>> = {
  'GET /api/rules': () => rules,
  'PUT /api/rules': (body) => {
    rules = body as unknown[];
    mostRules = Math.max(mostRules, rules.length);
    return {};
  },
  'GET /api/v1/cycles': () => ({ items: [] }),
  'GET /api/v1/policies/quang-ngai-2025': () => new ReadPolicies().show('quang-ngai-2025', 2026),
  'POST /api/v1/cycles': () => ({ cycle: cycle() }),
  [`GET /api/v1/cycles/${CYCLE}`]: cycle,
  'GET /api/v1/units': () => ({
    items: UNITS.map((id) => ({
      id,
      name: id,
      kind: 'co-quan',
      subKind: 'hanh-chinh',
      communeCode: '21211',
      managedBy: 'tinh',
      size: 'vua',
      flags: { hasParty: true, hasUnion: true, hasMassOrganisations: true, hasGuards: true },
      email: `${id.toLowerCase()}@example.test`,
      contacts: [],
    })),
  }),
  [`POST /api/v1/cycles/${CYCLE}/rehearsal/accounts`]: () => ({ cycleId: CYCLE, accounts: [] }),
  [`POST /api/v1/cycles/${CYCLE}/rehearsal/advance`]: () => ({}),
  [`GET /api/v1/cycles/${CYCLE}/rehearsal`]: (): RehearsalAnswer => ({
    cycleId: CYCLE,
    state: 'open',
    now: '2025-12-31T17:00:00.000Z',
    settled: false,
    waitingFor: { commands: 0, mails: 1, calendar: 0, reminders: 0, escalations: 0 },
  }),
};

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

beforeAll(async () => {
  server = createServer((request, response) => {
    void textOf(request).then((text) => {
      const at = new URL(request.url ?? '/', 'http://stub');
      const what = `${request.method ?? ''} ${at.pathname}`;
      asked.push(what);
      const ofOffices = at.searchParams.get('kind') === 'body';
      const answer = what.endsWith(`${CYCLE}/units`)
        ? { items: ofOffices ? [] : UNITS.map((unitId) => ({ unitId, kind: 'co-quan' })) }
        : answers[what]?.(text === '' ? undefined : JSON.parse(text));
      response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer ?? {}));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
beforeEach(() => {
  asked.length = 0;
  state = 'open';
  rules = OTHERS;
  mostRules = 0;
});

/** Runs `antq rehearse`; the person leaves at the pause of this number. */
async function rehearse(leaveAt: number, ...args: readonly string[]) {
  const told = { out: '', err: '', listening: 0 };
  let leave: () => void = () => undefined;
  let pauses = 0;
  const code = await runCli(['rehearse', '--year', '2026', '--label', 'thu', ...args], {
    settings: { url, token: 'secret', dataDir: '/nowhere', plain: true },
    out: { write: (text) => void (told.out += text), isTTY: false, columns: 100, colour: false },
    err: { write: (text) => void (told.err += text), isTTY: false },
    interactive: false,
    ask: async () => '',
    pause: async () => {
      pauses += 1;
      if (pauses === leaveAt) leave();
    },
    onQuit: (wanted) => {
      leave = wanted;
      told.listening += 1;
      return () => void (told.listening -= 1);
    },
    now: () => pauses,
  });
  return { code, ...told };
}

describe('antq rehearse, left before its end', () => {
  it('takes back what it told the mail capture and says how to go on', async () => {
    const ended = await rehearse(5, '--seed', '7', '--mailbox', url, '--keep-going', '--day', '10');
    expect(mostRules).toBeGreaterThan(OTHERS.length);
    expect(rules).toEqual(OTHERS);
    expect(ended).toMatchObject({ code: 1, listening: 0 });
    expect(ended.err).toContain(
      'Đã dừng diễn tập giữa chừng. Chạy tiếp: antq rehearse --policy quang-ngai-2025 --year 2026 --label thu ' +
        `--seed 7 --day 10 --mailbox ${url} --keep-going --resume`,
    );
  });

  it('ends while the cycle still opens, too', async () => {
    state = 'opening';
    const ended = await rehearse(2, '--communes', '8');
    expect(ended).toMatchObject({ code: 1, listening: 0 });
    expect(ended.err).toContain('--label thu --seed 1 --communes 8 --resume');
  });
});

describe('antq rehearse', () => {
  it('refuses a pace that the API would refuse, before anything was made', async () => {
    const ended = await rehearse(0, '--day', '3600001');
    expect(ended).toMatchObject({ code: 2, err: expect.stringContaining('từ 0 đến 3600000') });
    expect(asked).toEqual([]);
  });
});

describe('the rules of the mail capture', () => {
  it('are each of one rehearsal: what one takes back another keeps', async () => {
    const [one, other] = [new MailCapture(url, CYCLE), new MailCapture(url, '51-2026-khac')];
    await one.refuse(['a@example.test']);
    const afterOne = rules;
    await other.refuse(['a@example.test', 'b@example.test']);
    expect(rules).toHaveLength(4);
    await other.restore();
    expect(rules).toEqual(afterOne);
    await one.restore();
    expect(rules).toEqual(OTHERS);
  });
});
