import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply } from 'fastify';
import { type Permission, RIGHTS } from '#libs/access';
import {
  DeliverMail,
  type Identity,
  PresentDraft,
  RegisterCommand,
  type Runs,
  SaveDraft,
} from '#libs/application';
import { readConfig } from '#libs/config';
import type { UnitYearAnswer } from '#libs/contracts/http';
import { TemplateRenderer } from '#libs/mail';
import { createLogger, Metrics } from '#libs/observability';
import { PostgresMailQueue, PostgresReadModel } from '#libs/persistence';
import { lazyClient } from '#libs/temporal';
import { AppModule, SUBJECTS } from '../../apps/api/app.module.js';
import { Admission } from '../../apps/api/auth/admission.js';
import { addRequestHooks } from '../../apps/api/edge/request-hooks.js';
import { RequestLimits } from '../../apps/api/edge/request-limits.js';
import { ServedRoutes } from '../../apps/api/edge/served-routes.js';
import { POOLS, type Pools } from '../../apps/api/ports/pools.js';
import { UPKEEP } from '../../apps/api/ports/tokens.js';
import { PACKS } from '../../libs/policy/packs.support.js';
import { apiRoutes } from '../support/api-routes.js';
import { faultsAt } from '../support/faults.js';
import { type SmallCycle, SmallProvince } from '../support/small-cycle.js';
import { bodies, GAP_CHOICES, selfSheet } from '../support/unit-year-driver.js';

/** None of what is asked here is a page. */
const NO_PAGES = { has: () => false, isForPeople: () => false, send: (reply: FastifyReply) => reply };

const UNIT = 'QN0001';
/** An office of the whole province: every act of reading is open to it. */
const supervisor: Identity = {
  actorId: randomUUID(),
  name: 'Ban Chỉ đạo 138 tỉnh',
  role: 'supervisor',
  scope: { level: 'tinh', provinceCode: '51' },
  officeCode: 'BCDT',
};
const head: Identity = {
  actorId: randomUUID(),
  name: 'Thủ trưởng',
  role: 'unit-head',
  scope: { level: 'unit', unitId: UNIT },
};

/** What is read of no cycle: what lies in the scope is all that there is to know of how the account stands to it. */
const BY_SCOPE_ALONE: ReadonlySet<string> = new Set([
  'GET /api/v1/cycles',
  'GET /api/v1/messages',
  'GET /api/v1/messages/{id}',
  'GET /api/v1/units',
  'GET /api/v1/units/{unitId}',
]);

let province: SmallProvince;
let cycle: SmallCycle;
let folder: string;
let app: NestFastifyApplication;
let commandId: string;
/** A mail that tells the head of a draft; any other id until there is one. */
let mailId: string = randomUUID();

beforeAll(async () => {
  province = await SmallProvince.open([[UNIT, 'Sở Thử nghiệm', 'xa', 'dau-moi@example.test']]);
  cycle = await province.rehearse('quyen');
  await cycle.moveTo('2026-03-10T09:00');
  const registering = new RegisterCommand(province.unitOfWork, province.rules, faultsAt());
  const registered = await registering.execute(head, {
    cycleId: cycle.id,
    unitId: UNIT,
    idempotencyKey: randomUUID(),
    body: bodies.submit('q1Plan'),
  });
  commandId = registered.command.id;
  folder = await mkdtemp(path.join(tmpdir(), 'antq-rights-'));
  app = await startApi();
});
afterAll(async () => {
  await app?.close();
  await province.dispose();
  await rm(folder, { recursive: true, force: true });
});

/** The API as it is, in this process and without a server of Temporal; every token is the supervisor's. */
async function startApi(): Promise<NestFastifyApplication> {
  const relay = 'smtp://127.0.0.1:1';
  const config = readConfig({
    DATABASE_URL: province.ownerUrl,
    SMTP_URL: relay,
    REHEARSAL_SMTP_URL: relay,
    ANTQ_FILES_DIR: folder,
    LOG_LEVEL: 'silent',
  });
  const [logger, metrics] = [createLogger('api', 'silent'), new Metrics()];
  const parts = {
    config,
    pools: Object.fromEntries(POOLS.map((name) => [name, province.source])) as unknown as Pools,
    metrics,
    client: lazyClient({ address: '127.0.0.1:1', namespace: 'antq' }),
    logger,
    packs: PACKS,
  };
  const adapter = new FastifyAdapter();
  const made = await NestFactory.create<NestFastifyApplication>(AppModule.of(parts), adapter, {
    logger: false,
    abortOnError: false,
  });
  const callers = { find: () => Promise.resolve(supervisor) };
  const admission = new Admission(callers, made.get(UPKEEP));
  const limits = new RequestLimits(parts.config.limits, metrics);
  addRequestHooks(
    adapter.getInstance(),
    new ServedRoutes(SUBJECTS, '/api/v1'),
    { admission, limits, pages: NO_PAGES },
    { logger, metrics },
  );
  made.setGlobalPrefix('api/v1', { exclude: ['healthz', 'readyz'] });
  await made.init();
  await adapter.getInstance().ready();
  return made;
}

const VALUES: Readonly<Record<string, () => string>> = {
  cycleId: () => cycle.id,
  unitId: () => UNIT,
  commandId: () => commandId,
  id: () => mailId,
  stage: () => 'q1Plan',
  register: () => 'models',
  kind: () => 'unitPlan',
};
const QUERIES: Readonly<Record<string, () => string>> = {
  'GET /api/v1/audit/verify': () => `?cycle=${cycle.id}`,
  'GET /api/v1/cycles/{cycleId}/documents/{kind}': () => `?unit=${UNIT}`,
  'GET /api/v1/cycles/{cycleId}/reminders/preview': () => '?at=2026-03-10',
  'GET /api/v1/cycles/{cycleId}/units/{unitId}/result-plan': () => '?recognised=true',
};

async function read(key: string): Promise<{ readonly statusCode: number; readonly body: string }> {
  const url = key.replace('GET ', '').replace(/\{(\w+)\}/g, (_braces, name: string) => {
    return VALUES[name]?.() ?? randomUUID();
  });
  return app.inject({
    method: 'GET',
    url: `${url}${QUERIES[key]?.() ?? ''}`,
    headers: { authorization: 'Bearer antq_ai-cung-duoc' },
  });
}

async function codeOf(key: string): Promise<string | undefined> {
  const { statusCode, body } = await read(key);
  return statusCode < 300 ? undefined : (JSON.parse(body) as { readonly code: string }).code;
}

/** Every mail that waits is sent to a relay that takes it, so that what it says stands in the log. */
async function deliverMail(): Promise<void> {
  const stop = new AbortController();
  const wait = () => {
    stop.abort();
    return Promise.resolve();
  };
  const queue = Object.assign(new PostgresMailQueue(province.source), { wait });
  const send = () => Promise.resolve({ kind: 'accepted', answer: '250 ok' } as const);
  const log = { info: () => undefined, warn: () => undefined };
  const secrets = { filled: () => undefined };
  const sender = { atOnce: 20, send };
  const delivering = new DeliverMail(queue, new TemplateRenderer(), sender, faultsAt(), log, secrets);
  await delivering.run('capture', stop.signal, () => undefined);
}

/** A stream, and what waits for Temporal. */
const isEndless = (key: string): boolean => /\/(events|reconciliation)$/.test(key);

/** With another row of the act: the supervisor must be the body that the subject is, which what is read here never is. */
async function withNarrowRow<T>(act: Permission, work: () => Promise<T>): Promise<T> {
  const table = RIGHTS as unknown as Record<string, object>;
  const row = table[act] ?? {};
  table[act] = { ...row, may: { supervisor: 'ownBody' } };
  try {
    return await work();
  } finally {
    table[act] = row;
  }
}

const relationOf = (act: Permission) => (RIGHTS[act].may as Readonly<Record<string, string>>)['supervisor'];
/** Routes that read, each with the one act that it names. */
const READS = apiRoutes().flatMap(({ key, acts: [act, ...more] }) =>
  key.startsWith('GET ') && act !== undefined && more.length === 0 ? [{ key, act }] : [],
);

describe('what a route reads', () => {
  it('is read here by an account to which the table opens it', () => {
    const closed = READS.filter(({ act }) => relationOf(act) === undefined).map(({ act }) => act);
    expect(closed.sort()).toEqual([
      'approveBatch',
      'followDraft',
      'readAccounts',
      'readAccounts',
      'readAccounts',
      'readOffices',
      'restart',
      'seeDeputies',
      'submitOnBehalf',
    ]);
  });

  const asked = READS.filter(
    ({ key, act }) => !BY_SCOPE_ALONE.has(key) && !['anyone', 'ownBody', undefined].includes(relationOf(act)),
  );
  // With the row as it is a stream would not end, and a reconciliation waits for Temporal.
  it.each(asked)('$key asks the row of $act how the account stands to it', async ({ key, act }) => {
    const { refusal } = RIGHTS[act];
    expect(await withNarrowRow(act, () => codeOf(key))).toBe(refusal);
    if (!isEndless(key)) expect(await codeOf(key)).not.toBe(refusal);
  });

  it('is every route but for what is read of no cycle, or by anyone', () => {
    const left = READS.filter((each) => !asked.includes(each) && !BY_SCOPE_ALONE.has(each.key));
    expect([...new Set(left.map(({ act }) => act))].sort()).toEqual([
      'approveBatch',
      'followDraft',
      'prepareDraft',
      'readAccounts',
      'readHolidays',
      'readOffices',
      'readOwnAccount',
      'readPolicies',
      'restart',
      'seeDeputies',
      'submitOnBehalf',
    ]);
  });
});

describe('what a unit prepares', () => {
  /** Stands in all that is written before anything is handed in: draft, note to the head, reason of the head. */
  const SECRET = 'chua-nop-7f3a';
  const reads = [...new Set(READS.map(({ key }) => key))].filter((key) => !isEndless(key));

  beforeAll(async () => {
    await cycle.moveTo('2026-10-27T09:00');
    const noRuns = new Proxy({} as Runs, { get: () => () => Promise.resolve() });
    const { unitOfWork, rules } = province;
    const clerk: Identity = { ...head, actorId: randomUUID(), name: 'Văn thư', role: 'unit-officer' };
    const presenting = new PresentDraft(unitOfWork, noRuns, rules);
    const sheet = selfSheet().map((line) => ({ ...line, note: SECRET }));
    for (const [stage, content] of [
      ['selfScoring', { sheet, gapChoices: GAP_CHOICES }],
      ['unitReport', { paper: { number: SECRET, summary: SECRET } }],
    ] as const) {
      const step = { cycleId: cycle.id, unitId: UNIT, stage };
      const draft = { ...step, body: content, expected: [0] };
      await new SaveDraft(unitOfWork, rules).execute(clerk, draft);
      const key = { idempotencyKey: randomUUID() };
      const shown = await presenting.present(clerk, { ...step, ...key, note: SECRET, expected: 'any' });
      const back = { ...step, idempotencyKey: randomUUID(), digest: shown.draft.digest, reason: SECRET };
      if (stage === 'unitReport') await presenting.giveBack(head, back);
    }
    await deliverMail();
    mailId = (await mails())[0]?.id ?? mailId;
  });
  const mails = () =>
    cycle.query<{ id: string; subject: string; text: string }>(
      `SELECT id, subject, text FROM message WHERE cycle_id = $1 AND template IN ('presented', 'given-back')`,
    );

  it.each(reads)('%s says nothing of it to an office', async (key) => {
    const { body } = await read(key);
    expect(body).not.toContain(SECRET);
  });

  it('stands in mails whose words the unit reads in the log, and no office', async () => {
    const told = await mails();
    expect(told).toHaveLength(3);
    const ofUnit = new PostgresReadModel(province.source);
    for (const { id, subject, text } of told) {
      expect(text).toContain(SECRET);
      const { body } = await read(`GET /api/v1/messages/${id}`);
      expect(JSON.parse(body)).toMatchObject({ id, subject });
      expect(body).not.toContain(SECRET);
      expect((await ofUnit.message(head.scope, id))?.text).toBe(text);
    }
  });

  it('is told to the office as a step that waits for the head', async () => {
    const { body } = await read('GET /api/v1/cycles/{cycleId}/units/{unitId}');
    const { stages } = JSON.parse(body) as UnitYearAnswer;
    expect(stages.filter(({ awaitingHead }) => awaitingHead).map(({ stage }) => stage)).toEqual([
      'selfScoring',
    ]);
  });
});
