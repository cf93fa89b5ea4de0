import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { WithStartWorkflowOperation, WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type {
  CommandAnswer,
  CycleDetailAnswer,
  DraftAnswer,
  MessageAnswer,
  OpenCycleAnswer,
  Page,
  PolicyAnswer,
  ReconciliationAnswer,
  ScoreAnswer,
  UnitYearAnswer,
  UnitYearView,
} from '#libs/contracts';
import { eventually } from '../support/eventually.js';
import { acceptedUpdates, type RecordedHistory } from '../support/histories.js';
import { ASKED_2026 } from '../support/marks-2026.js';
import { type SampleUnit, type Stack, startStack } from '../support/stack.js';
import {
  bodies,
  commandsPath,
  driveYear,
  driveYears,
  higherSheet,
  instantOf,
  ORDINARY_UPDATES,
  ownRecordsSheet,
  selfSheet,
  stepsOf,
} from '../support/unit-year-driver.js';

jest.setTimeout(120_000);

const PACK = 'quang-ngai-2025';
const MOST_EVENTS = 70;

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.dispose());

const unitAt = (level: 'tinh' | 'xa', index = 0): SampleUnit => {
  const unit = stack.inside.filter(({ managedBy }) => managedBy === level)[index];
  if (unit === undefined) throw new Error(`the stack has no unit ${index} of level ${level}`);
  return unit;
};

describe.each(['xa', 'tinh'] as const)('the ordinary year of a unit of level %s', (level) => {
  let unit: SampleUnit;
  let cycleId: string;
  let outcomes: CommandAnswer[];

  beforeAll(async () => {
    unit = unitAt(level);
    cycleId = await stack.openRehearsal(2026, `nam-${level}`);
    outcomes = await driveYear(stack, cycleId, unit.id, 'onTime');
  });

  it('is nine accepted updates by the names of the stages, within 70 events, and the run ends', async () => {
    // The API answers as soon as the record has the outcome; the run adopts it a moment later.
    const handle = stack.client.workflow.getHandle(`unit-year/${cycleId}/${unit.id}`);
    const view = (await handle.result()) as UnitYearView;
    expect(view).toMatchObject({ version: 9, round: 1, over: true });
    expect((await handle.describe()).status.name).toBe('COMPLETED');
    const history = (await stack.history(handle.workflowId)) as RecordedHistory;
    expect(acceptedUpdates(history)).toEqual([...ORDINARY_UPDATES]);
    expect(history.events.length).toBeLessThanOrEqual(MOST_EVENTS);
  });

  it('is in time at every stage and ends with the class that the points give', async () => {
    expect(outcomes.map(({ late }) => late)).toEqual(outcomes.map(() => false));
    const path = `/cycles/${cycleId}/units/${unit.id}`;
    const { body } = await stack.call<UnitYearAnswer>(
      'GET',
      path,
      stack.token('unit-head', { unitId: unit.id }),
    );
    expect(body).toMatchObject({ version: 9, round: 1, over: true, recognised: true, notSubmitted: false });
    expect(body.class).toEqual({
      key: 'tot',
      name: 'Tốt',
      total: 100,
      excludedFromAwards: false,
      assumed: true,
    });
    const score = await stack.call<ScoreAnswer>(
      'GET',
      `${path}/score`,
      stack.token('unit-head', { unitId: unit.id }),
    );
    expect(score.body).toMatchObject({
      pass: 'final',
      column: 'higher',
      total: 100,
      totals: { self: 50 + 50 },
    });
  });

  it('stands in PostgreSQL as nine facts of nine commands, one decision and counters that agree', async () => {
    const key = [cycleId, unit.id];
    const facts = await stack.query(
      'SELECT version, kind FROM fact WHERE cycle_id = $1 AND unit_id = $2 ORDER BY version',
      key,
    );
    expect(facts.map(({ version }) => version)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(facts.map(({ kind }) => kind)).toEqual([
      ...Array<string>(6).fill('stage.submitted'),
      'stage.appraised',
      'stage.decided',
      'stage.reviewed',
    ]);
    const commands = await stack.query(
      'SELECT update_name, status FROM command WHERE cycle_id = $1 AND unit_id = $2 ORDER BY received_at',
      key,
    );
    expect(commands).toEqual(ORDINARY_UPDATES.map((update_name) => ({ update_name, status: 'applied' })));
    const decisions = await stack.query(
      'SELECT recognised, class_key, total::float8 AS total FROM decision WHERE cycle_id = $1 AND unit_id = $2',
      key,
    );
    expect(decisions).toEqual([{ recognised: true, class_key: 'tot', total: 100 }]);
    const [year] = await stack.query(
      'SELECT version, round FROM unit_year WHERE cycle_id = $1 AND unit_id = $2',
      key,
    );
    expect(year).toEqual({ version: 9, round: 1 });
    // Lists of runs lag a little behind the runs.
    await eventually(async () => {
      const path = `/cycles/${cycleId}/reconciliation`;
      const { body } = await stack.call<ReconciliationAnswer>('GET', path, stack.token('administrator'));
      return body.ok ? body : undefined;
    });
  });

  it('sends one receipt for each accepted paper, marked as a rehearsal, under the Message-ID on record', async () => {
    const marked = `[DIỄN TẬP] [ANTQ 2026] Đã nhận:`;
    const mails = await eventually(async () => {
      const arrived = stack.smtp.mails({ to: unit.officerEmail, subject: 'Đã nhận' });
      return arrived.length >= 6 ? arrived : undefined;
    });
    expect(mails).toHaveLength(6);
    expect(mails.filter(({ subject }) => subject.startsWith(marked))).toHaveLength(6);
    const sent = await stack.query(
      `SELECT message_id, key, state, attempts FROM message
        WHERE cycle_id = $1 AND unit_id = $2 AND template = 'receipt'`,
      [cycleId, unit.id],
    );
    expect(new Set(sent.map(({ message_id }) => message_id))).toEqual(
      new Set(mails.map((mail) => mail.messageId)),
    );
    expect(new Set(sent.map(({ key }) => key))).toEqual(
      new Set(outcomes.slice(0, 6).map(({ id }) => `receipt/${id}`)),
    );
    const parsed = await stack.smtp.parsed(mails[0]?.id ?? '');
    expect(parsed?.text).toContain(`Mã biên nhận: ${outcomes[0]?.id ?? ''}`);
    expect(parsed?.text).toContain('trong hạn');
  });
});

describe('other stories of a year', () => {
  const units = { late: 1, returnedAndFixed: 5, notSubmitted: 4 } as const;
  type Story = keyof typeof units;
  const idOf = (story: Story) => stack.inside[units[story]]?.id ?? '';
  const pageOf = async (story: Story) =>
    (
      await stack.call<UnitYearAnswer>(
        'GET',
        `/cycles/${cycleId}/units/${idOf(story)}`,
        stack.token('administrator'),
      )
    ).body;
  let cycleId: string;

  beforeAll(async () => {
    cycleId = await stack.openRehearsal(2026, 'ba-chuyen');
    const lives = (['late', 'returnedAndFixed', 'notSubmitted'] as const).map((scenario) => ({
      scenario,
      unitId: idOf(scenario),
    }));
    await driveYears(
      stack,
      cycleId,
      lives.map((life) => ({ ...life, until: '11-20T23:59' })),
    );
    await stack.setClock(cycleId, '2026-11-20T23:59:59.999+07:00');
    const early = await stepsOf(stack, cycleId, idOf('notSubmitted')).appraise({
      sheet: ownRecordsSheet(),
      ownRecordsNote: 'Sổ theo dõi',
    });
    expect([early.status, early.body.code]).toEqual([409, 'STAGE.REQUIRES']);
    await driveYears(
      stack,
      cycleId,
      lives.map((life) => ({ ...life, after: '11-20T23:59' })),
    );
    for (const { unitId } of lives) {
      await stack.client.workflow.getHandle(`unit-year/${cycleId}/${unitId}`).result();
    }
  });

  it('late at every stage: taken in, marked late, and ended all the same', async () => {
    const page = await pageOf('late');
    expect(page.stages.map(({ stage, late }) => [stage, late])).toEqual(
      ORDINARY_UPDATES.map((stage) => [stage, !ASKED_2026.includes(stage)]),
    );
    expect(page).toMatchObject({ over: true, recognised: true, class: { key: 'tot' } });
  });

  it('returned and fixed: the last paper counts, and every step stays in the history', async () => {
    const page = await pageOf('returnedAndFixed');
    expect(page.stages.map(({ late }) => late)).toEqual(ORDINARY_UPDATES.map(() => false));
    const kinds = page.history.map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'stage.returned')).toHaveLength(2);
    expect(kinds.filter((kind) => kind === 'stage.submitted')).toHaveLength(8);
    expect(page).toMatchObject({ over: true, version: 13, recognised: true });
  });

  it('not submitted: appraised once the dossier’s cut-off has passed, with a result that excludes from awards', async () => {
    const page = await pageOf('notSubmitted');
    expect(page).toMatchObject({ over: true, notSubmitted: true, recognised: false });
    expect(page.class).toMatchObject({ key: 'yeu', total: 5, excludedFromAwards: true });
    const history = (await stack.history(`unit-year/${cycleId}/${idOf('notSubmitted')}`)) as RecordedHistory;
    expect(acceptedUpdates(history)).toEqual([
      'q1Plan',
      'registration',
      'appraisal',
      'recognition',
      'awardReview',
    ]);
  });

  it('stay short: six or seven events a command', async () => {
    for (const story of ['late', 'returnedAndFixed', 'notSubmitted'] as const) {
      const history = (await stack.history(`unit-year/${cycleId}/${idOf(story)}`)) as RecordedHistory;
      expect(history.events.length).toBeLessThanOrEqual(story === 'returnedAndFixed' ? 90 : MOST_EVENTS);
    }
  });
});

describe('a receipt that the relay puts off', () => {
  it('is sent again under the same Message-ID', async () => {
    const unit = unitAt('tinh', 3);
    const cycleId = await stack.openRehearsal(2026, 'hoan-thu');
    stack.smtp.setRules([{ recipient: unit.officerEmail, code: 451, times: 1 }]);
    expect((await stepsOf(stack, cycleId, unit.id).submit('q1Plan')).status).toBe(200);
    const list = `/messages?cycle=${cycleId}&unit=${unit.id}`;
    const administrator = stack.token('administrator');
    await eventually(async () => {
      const { body } = await stack.call<Page<MessageAnswer>>('GET', list, administrator);
      return body.items[0]?.state === 'deferred' ? true : undefined;
    });
    await stack.query(`UPDATE message SET next_attempt_at = now() WHERE cycle_id = $1`, [cycleId]);
    const [receipt] = await stack.query<{ message_id: string }>(
      `SELECT message_id FROM message WHERE cycle_id = $1 AND unit_id = $2`,
      [cycleId, unit.id],
    );
    const messageId = receipt?.message_id ?? '';
    await stack.smtp.waitFor(1, { messageId }, 15_000);
    const attempts = stack.smtp.attempts().filter((attempt) => attempt.messageId === messageId);
    expect(attempts.map(({ code }) => code)).toEqual([451, 250]);
  });
});

describe('a command that cannot be carried out', () => {
  let cycleId: string;
  let unit: SampleUnit;
  let head: string;

  beforeAll(async () => {
    cycleId = await stack.openRehearsal(2026, 'tu-choi');
    unit = unitAt('xa');
    head = stack.token('unit-head', { unitId: unit.id });
  });

  const send = (token: string, body: unknown, unitId = unit.id) =>
    stack.call('POST', commandsPath(cycleId, unitId), token, body);

  it.each([
    ['an unknown stage', { kind: 'submit', stage: 'q7Plan' }, 422, 'STAGE.UNKNOWN'],
    ['a stage that has not opened', { kind: 'submit', stage: 'unitReport' }, 409, 'STAGE.NOT_OPEN'],
    ['an act that is not the stage’s', { kind: 'submit', stage: 'recognition' }, 422, 'STAGE.WRONG_ACT'],
    [
      'a withdrawal of nothing',
      { kind: 'withdraw', stage: 'q1Plan', reason: 'nhầm' },
      409,
      'STAGE.NOT_SUBMITTED',
    ],
  ])('is refused for %s, and the refusal is its outcome', async (_what, body, status, code) => {
    const answer = await send(head, body);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body).toMatchObject({ code, title: code, detail: expect.stringMatching(/\S{2,} \S/) });
    const recorded = await stack.call('GET', `/commands/${answer.body.commandId ?? ''}`, head);
    expect(recorded.body).toMatchObject({ status: 'refused', code });
  });

  it('is refused when the contact officer submits, who may only prepare', async () => {
    const answer = await send(stack.token('unit-officer', { unitId: unit.id }), bodies.submit('q1Plan'));
    expect([answer.status, answer.body.code]).toEqual([403, 'ACTOR.NOT_HEAD']);
  });

  it('is refused when an administrator submits as if for the unit', async () => {
    const answer = await send(stack.token('administrator'), bodies.submit('q1Plan'));
    expect([answer.status, answer.body.code]).toEqual([403, 'ACTOR.ON_BEHALF_ONLY']);
  });

  it('is refused when a unit’s head closes or restarts the year', async () => {
    const answer = await send(head, { kind: 'close', reason: 'thôi' });
    expect([answer.status, answer.body.code]).toEqual([403, 'ACTOR.ADMINISTRATOR_ONLY']);
  });

  it('does not find a unit outside the area of the account, nor tell that it is there', async () => {
    const elsewhere = stack.units.find(({ communeCode }) => communeCode !== unit.communeCode);
    const stranger = stack.token('appraiser', { communeCode: elsewhere?.communeCode ?? '' });
    const neighbour = stack.token('unit-head', { unitId: unitAt('xa', 1).id });
    for (const token of [stranger, neighbour]) {
      for (const unitId of [unit.id, 'QN9999']) {
        const answer = await send(token, bodies.submit('q1Plan'), unitId);
        expect([answer.status, answer.body.code]).toEqual([404, 'UNIT.NOT_IN_SCOPE']);
        const page = await stack.call('GET', `/cycles/${cycleId}/units/${unitId}`, token);
        expect([page.status, page.body.code]).toEqual([404, 'UNIT.NOT_IN_SCOPE']);
      }
    }
  });

  it('is refused when the office stands at another level than the one that judges the unit', async () => {
    const province = stack.inside.find(
      ({ managedBy, communeCode }) => managedBy === 'tinh' && communeCode === unit.communeCode,
    );
    const commune = stack.token('appraiser', { communeCode: unit.communeCode });
    const answer = await send(commune, bodies.giveBack('q1Plan'), province?.id);
    expect([answer.status, answer.body.code]).toEqual([403, 'ACTOR.NOT_ASSIGNED']);
  });

  it('is refused for a unit that the standard does not judge, with the reason', async () => {
    const outside = stack.units.find(({ inside }) => !inside);
    const answer = await send(
      stack.token('unit-head', { unitId: outside?.id ?? '' }),
      bodies.submit('q1Plan'),
      outside?.id,
    );
    expect([answer.status, answer.body.code]).toEqual([409, 'UNIT.OUTSIDE_STANDARD']);
    expect(answer.body.detail).toMatch(/không xét tiêu chuẩn/);
  });

  it('is not read when a field is unknown, a date is none, or the body is no JSON; the fields are named', async () => {
    const before = await commandsOf(cycleId);
    const extra = await send(head, { ...bodies.submit('q1Plan'), effectiveAt: '2026-01-01T00:00:00Z' });
    expect([extra.status, extra.body.code]).toEqual([400, 'INPUT.INVALID']);
    expect(JSON.stringify(extra.body.problems)).toContain('effectiveAt');
    const nested = await send(head, { kind: 'submit', stage: 'q1Plan', paper: { date: '2026-02-30' } });
    expect([nested.status, nested.body.problems?.[0]?.place]).toEqual([400, 'paper.date']);
    const broken = await send(head, '{"kind":');
    expect([broken.status, broken.body.code]).toEqual([400, 'INPUT.INVALID']);
    expect(await commandsOf(cycleId)).toBe(before);
  });

  it('is not taken without an Idempotency-Key, without a token, or with an unknown one', async () => {
    const path = commandsPath(cycleId, unit.id);
    const keyless = await stack.call('POST', path, head, bodies.submit('q1Plan'), { key: null });
    expect([keyless.status, keyless.body.code]).toEqual([400, 'IDEMPOTENCY.REQUIRED']);
    const nobody = await send('', bodies.submit('q1Plan'));
    expect([nobody.status, nobody.body.code]).toEqual([401, 'AUTH.REQUIRED']);
    const forged = await send('antq_forged', bodies.submit('q1Plan'));
    expect([forged.status, forged.body.code]).toEqual([401, 'AUTH.INVALID']);
  });

  it('fails as an update without a recorded command, and the unit is unharmed', async () => {
    const other = unitAt('xa', 1);
    const workflowId = `unit-year/${cycleId}/${other.id}`;
    const around = stack.client.workflow.executeUpdateWithStart('q1Plan', {
      startWorkflowOperation: new WithStartWorkflowOperation('unitYear', {
        workflowId,
        taskQueue: 'cycle',
        args: [{ cycleId, unitId: other.id }],
        workflowIdConflictPolicy: 'USE_EXISTING',
      }),
      args: [{ commandId: randomUUID() }],
    });
    const failure: unknown = await around.catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(WorkflowUpdateFailedError);
    expect(typeOf(failure)).toBe('COMMAND.UNKNOWN');
    const path = `/cycles/${cycleId}/units/${other.id}`;
    const { body } = await stack.call<UnitYearAnswer>('GET', path, stack.token('administrator'));
    expect(body.version).toBe(0);
    expect((await stack.client.workflow.getHandle(workflowId).describe()).status.name).toBe('RUNNING');
    const later = await stepsOf(stack, cycleId, other.id).submit('q1Plan');
    expect([later.status, later.body.version]).toEqual([200, 1]);
  });

  it('is judged by the day the paper arrived when a clerk enters it on behalf', async () => {
    await stack.setClock(cycleId, instantOf(2026, '04-05T10:00'));
    const [inTime, late] = [unitAt('xa', 3), unitAt('xa', 4)];
    const onBehalf = (arrivedOn: string) =>
      bodies.submit('registration', { onBehalf: { arrivalNumber: '118', arrivedOn, scan: 'cv-118.pdf' } });
    const administrator = stack.token('administrator');
    const first = await send(administrator, onBehalf('2026-03-31'), inTime.id);
    expect(first.status).toBe(200);
    expect(first.body).toMatchObject({ late: false, effectiveAt: '2026-03-30T17:00:00.000Z' });
    const second = await send(administrator, onBehalf('2026-04-01'), late.id);
    expect(second.body).toMatchObject({ late: true, effectiveAt: '2026-03-31T17:00:00.000Z' });
    const future = await send(administrator, onBehalf('2026-04-06'), unit.id);
    expect([future.status, future.body.code]).toEqual([422, 'ARRIVAL.IN_FUTURE']);
    const [paper] = await stack.query('SELECT on_behalf FROM submission WHERE command_id = $1', [
      first.body.id,
    ]);
    expect(paper?.['on_behalf']).toEqual({
      arrivalNumber: '118',
      arrivedOn: '2026-03-31',
      scan: 'cv-118.pdf',
    });
  });

  it('is refused out of order, past the cut-off, and with points that the table does not know', async () => {
    await stack.setClock(cycleId, instantOf(2026, '11-16T09:00'));
    const steps = stepsOf(stack, cycleId, unit.id);
    const early = await steps.submit('dossier');
    expect([early.status, early.body.code]).toEqual([409, 'STAGE.REQUIRES']);
    const appraisal = await steps.appraise();
    expect([appraisal.status, appraisal.body.code]).toEqual([409, 'STAGE.REQUIRES']);
    const recognition = await steps.decide({ date: '2026-11-16' });
    expect([recognition.status, recognition.body.code]).toEqual([409, 'STAGE.REQUIRES']);
    const closed = await steps.submit('q1Plan');
    expect([closed.status, closed.body.code]).toEqual([409, 'STAGE.CUT_OFF_PASSED']);
    expect(closed.body.detail).toContain('15/11/2026');

    const none = await steps.submit('selfScoring', { sheet: undefined });
    expect([none.status, none.body.code]).toEqual([422, 'SCORE.SHEET_REQUIRED']);
    const tooMuch = await steps.submit('selfScoring', { sheet: selfSheet('full', { '4a': 1.5, '5b': 1 }) });
    expect([tooMuch.status, tooMuch.body.code]).toEqual([422, 'SCORE.INVALID']);
    expect(tooMuch.body.problems?.map(({ code, place }) => [code, place])).toEqual([
      ['SCORE.OVER_MAX', 'tiêu chí 4a'],
      ['SCORE.ALL_OR_NOTHING', 'tiêu chí 5b'],
    ]);
    expect((await steps.submit('selfScoring')).status).toBe(200);
    const dossier = await steps.submit('dossier');
    expect(dossier.status).toBe(200);
    expect(dossier.body.warnings ?? []).toEqual([]);

    const silent = higherSheet().map((line) => (line.criterion === '3' ? { ...line, points: 4 } : line));
    const unfounded = await steps.appraise({ sheet: silent });
    expect([unfounded.status, unfounded.body.code]).toEqual([422, 'SCORE.INVALID']);
    expect(unfounded.body.problems?.map(({ code, place }) => [code, place])).toEqual([
      ['SCORE.REASON_REQUIRED', 'tiêu chí 3'],
    ]);
  });

  it('leaves nothing behind but its refusal', async () => {
    const { body } = await stack.call<UnitYearAnswer>('GET', `/cycles/${cycleId}/units/${unit.id}`, head);
    expect(body.version).toBe(2);
    expect(body.stages.filter(({ status }) => status === 'submitted').map(({ stage }) => stage)).toEqual([
      'selfScoring',
      'dossier',
    ]);
  });
});

describe('a draft', () => {
  it('is saved by the contact officer, guarded by its version, and decides nothing', async () => {
    const unit = unitAt('tinh', 1);
    const cycleId = await stack.openRehearsal(2026, 'nhap');
    const officer = stack.token('unit-officer', { unitId: unit.id });
    const path = `/cycles/${cycleId}/units/${unit.id}/drafts/q1Plan`;
    const save = (token: string, text: string, ifMatch?: string) =>
      stack.call<Partial<DraftAnswer> & { code?: string }>(
        'PUT',
        path,
        token,
        { body: { summary: text } },
        {
          headers: ifMatch === undefined ? {} : { 'if-match': ifMatch },
        },
      );
    expect((await stack.call('GET', path, officer)).body.code).toBe('DRAFT.NONE');
    const unseen = await save(officer, 'bản một');
    expect([unseen.status, unseen.body.code]).toEqual([428, 'VERSION.REQUIRED']);
    const none = await save(officer, 'bản một', '*');
    expect([none.status, none.body.code]).toEqual([412, 'DRAFT.STALE']);
    const first = await save(officer, 'bản một', '"0"');
    expect([first.status, first.headers.get('etag'), first.body.version]).toEqual([200, '"1"', 1]);
    const second = await save(stack.token('unit-head', { unitId: unit.id }), 'bản hai', '"1"');
    expect([second.status, second.headers.get('etag')]).toEqual([200, '"2"']);
    for (const stale of ['"1"', '"0"', 'W/"2"', '"1", "7", "x"']) {
      const refused = await save(officer, 'bản cũ', stale);
      expect([refused.status, refused.body.code]).toEqual([412, 'DRAFT.STALE']);
    }
    const kept = await stack.call<DraftAnswer>('GET', path, officer);
    expect(kept.body).toMatchObject({ version: 2, body: { summary: 'bản hai' } });
    expect(kept.headers.get('cache-control')).toBe('private, no-cache');
    const same = await stack.call('GET', path, officer, undefined, {
      headers: { 'if-none-match': '"1", W/"2"' },
    });
    expect([same.status, same.body]).toEqual([304, null]);
    for (const [ifMatch, version] of [
      ['"7", "2"', 3],
      ['*', 4],
    ] as const) {
      expect((await save(officer, 'bản sau', ifMatch)).body.version).toBe(version);
    }
    expect((await save(officer, 'bản hai', '"4"')).status).toBe(200);
    const appraiser = await save(
      stack.token('appraiser', { unitId: unit.id }),
      'không phải của đơn vị',
      '"2"',
    );
    expect(appraiser.status).toBe(403);
    const page = await stack.call<UnitYearAnswer>('GET', `/cycles/${cycleId}/units/${unit.id}`, officer);
    expect(page.body.version).toBe(0);
  });
});

describe('a calendar cycle', () => {
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Ho_Chi_Minh' }).format(new Date());
  const year = Number(today.slice(0, 4));

  const open = (wanted: number, policy = PACK, role: 'administrator' | 'supervisor' = 'administrator') =>
    stack.call<OpenCycleAnswer & { code?: string; detail?: string }>('POST', '/cycles', stack.token(role), {
      policy,
      year: wanted,
    });

  /** Due days of a year by the pack, as `stage/day`. */
  async function dueDays(of: number): Promise<string[]> {
    const path = `/policies/${PACK}?year=${of}`;
    const { body } = await stack.call<PolicyAnswer>('GET', path, stack.token('administrator'));
    const days = body.stages.flatMap(({ stage, tinh, xa }) =>
      [tinh, xa].flatMap((due) => (due === undefined ? [] : [`${stage}/${due.lastDay}`])),
    );
    return [...new Set(days)];
  }

  const dayOf = (due: string) => due.split('/')[1] ?? '';

  it('is refused when every due day has passed, with the offer of a rehearsal', async () => {
    expect((await dueDays(2025)).every((due) => dayOf(due) < today)).toBe(true);
    const answer = await open(2025);
    expect([answer.status, answer.body.code]).toEqual([409, 'CYCLE.IN_THE_PAST']);
    expect(answer.body.detail).toMatch(/diễn tập/);
    expect(await stack.query(`SELECT id FROM cycle WHERE year = 2025`)).toEqual([]);
  });

  it('is refused under an unknown pack, for a year no pack covers, and to anybody but an administrator', async () => {
    const unknown = await open(year, 'khong-co');
    expect([unknown.status, unknown.body.code]).toEqual([404, 'POLICY.UNKNOWN']);
    const uncovered = await open(2024);
    expect([uncovered.status, uncovered.body.code]).toEqual([422, 'POLICY.YEAR_NOT_COVERED']);
    const supervisor = await open(year, PACK, 'supervisor');
    expect([supervisor.status, supervisor.body.code]).toEqual([403, 'ACTOR.ADMINISTRATOR_ONLY']);
  });

  it('opened late is allowed and says which days have passed; it has no clock to be moved', async () => {
    const expected = (await dueDays(year)).filter((due) => dayOf(due) < today);
    const answer = await open(year);
    expect(answer.status).toBe(201);
    const passed = answer.body.passed.map(({ stage, lastDay }) => `${stage}/${lastDay}`);
    expect(new Set(passed)).toEqual(new Set(expected));
    expect(passed).toHaveLength(expected.length);
    expect(answer.body.cycle).toMatchObject({ id: `51-${year}`, clockKind: 'calendar' });
    const clock = await stack.call('POST', `/cycles/51-${year}/clock`, stack.token('administrator'), {
      to: `${year + 1}-01-01T00:00:00+07:00`,
    });
    expect([clock.status, clock.body.code]).toEqual([409, 'CLOCK.CALENDAR']);
    await eventually(async () => {
      const path = `/cycles/51-${year}`;
      const { body } = await stack.call<CycleDetailAnswer>('GET', path, stack.token('administrator'));
      return body.state === 'open' ? true : undefined;
    });
    expect(await stack.query('SELECT id FROM message WHERE cycle_id = $1', [`51-${year}`])).toEqual([]);
  });
});

async function commandsOf(cycleId: string): Promise<unknown> {
  const [row] = await stack.query('SELECT count(*)::int AS n FROM command WHERE cycle_id = $1', [cycleId]);
  return row?.['n'];
}

/** Type of the application failure at the bottom of an error. */
function typeOf(error: unknown): string | undefined {
  if (error instanceof ApplicationFailure && !(error.cause instanceof Error)) return error.type ?? undefined;
  return error instanceof Error && error.cause !== undefined ? typeOf(error.cause) : undefined;
}
