import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  ApproveDraft,
  type Identity,
  PresentDraft,
  presentedAnswer,
  RegisterCommand,
  type Runs,
  SaveDraft,
  ShowPresented,
} from '#libs/application';
import { DomainError } from '#libs/contracts';
import { faultsAt } from '../support/faults.js';
import { COMMUNE, type SmallCycle, SmallProvince } from '../support/small-cycle.js';
import { bodies, selfSheet } from '../support/unit-year-driver.js';

/** A clerk puts a draft before the head, who approves and sends it, or gives it back. */
const UNITS = Array.from({ length: 8 }, (_, at) => `QN000${at + 1}`);
const MAILBOX = (unitId: string) => `${unitId.toLowerCase()}@donvi.example.test`;
const noRuns = new Proxy({} as Runs, { get: () => () => Promise.resolve() });

let province: SmallProvince;
let cycle: SmallCycle;
let taken = 0;
let unitId: string;
let clerk: Identity;
let head: Identity;

beforeAll(async () => {
  province = await SmallProvince.open(UNITS.map((id) => [id, `Trạm Y tế ${id}`, 'xa', MAILBOX(id)]));
  cycle = await province.rehearse('trinh');
  await cycle.moveTo('2026-10-27T16:20');
}, 120_000);
afterAll(() => province?.dispose());

/** Each test has a unit of its own. */
beforeEach(() => {
  unitId = UNITS[taken] ?? '';
  taken += 1;
  const scope = { level: 'unit', unitId } as const;
  clerk = { actorId: randomUUID(), name: 'Văn thư', role: 'unit-officer', scope };
  head = { actorId: randomUUID(), name: 'Trạm trưởng', role: 'unit-head', scope };
});

const step = (stage = 'selfScoring', idempotencyKey: string = randomUUID()) => ({
  ...{ cycleId: cycle.id, unitId, stage, idempotencyKey },
});
const save = (body: object = bodies.submit('selfScoring'), stage = 'selfScoring') =>
  new SaveDraft(province.unitOfWork, province.rules)
    .execute(clerk, { cycleId: cycle.id, unitId, stage, body, expected: 'any' })
    .catch((error: unknown) => {
      if (!(error instanceof DomainError) || error.code !== 'DRAFT.STALE') throw error;
      return new SaveDraft(province.unitOfWork, province.rules).execute(clerk, {
        ...{ cycleId: cycle.id, unitId, stage, body, expected: [0] },
      });
    });
const presenting = () => new PresentDraft(province.unitOfWork, noRuns, province.rules);
const present = (more: object = {}, stage?: string) =>
  presenting().present(clerk, { ...step(stage), expected: 'any', ...more });
const approve = (digest: string, who = head, key?: string) => {
  const { unitOfWork, rules } = province;
  const registering = new RegisterCommand(unitOfWork, rules, faultsAt());
  const execute: RegisterCommand['execute'] = (...asked) => registering.execute(...asked);
  const submitting = {
    execute: async (...asked: Parameters<typeof execute>) => (await execute(...asked)).command,
  };
  return new ApproveDraft(unitOfWork, submitting, rules).execute(who, {
    ...step('selfScoring', key),
    digest,
  });
};
const latest = async () =>
  presentedAnswer(
    await new ShowPresented(province.unitOfWork, province.rules).execute(
      clerk,
      cycle.id,
      unitId,
      'selfScoring',
    ),
  );
const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'done';
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
};
const mails = async () =>
  (
    await province.source.query<{ template: string; recipient: string; reason: string | null }[]>(
      `SELECT template, recipient, params->>'reason' AS reason FROM message WHERE unit_id = $1 ORDER BY created_at`,
      [unitId],
    )
  ).map(({ template, recipient, reason }) => [template, recipient, ...(reason === null ? [] : [reason])]);

describe('a draft that a clerk presents', () => {
  it('waits for the head, who is told by one mail, and is frozen until it is taken back', async () => {
    await save();
    const key = randomUUID();
    const shown = presentedAnswer(await present({ idempotencyKey: key }));
    expect(shown.text).toMatch(/^Đã trình 16:20\. Tính là nộp khi thủ trưởng gửi, /);
    expect(presentedAnswer(await present({ idempotencyKey: key }))).toEqual(shown);
    expect(await mails()).toEqual([['presented', MAILBOX(unitId)]]);
    expect(await codeOf(save({ note: 'khác' }))).toBe('DRAFT.PRESENTED');
    expect(await codeOf(present())).toBe('DRAFT.PRESENTED');
    expect(await codeOf(presenting().takeBack(head, step()))).toBe('ACTOR.OTHER_ROLE');
    await presenting().takeBack(clerk, step());
    expect(await codeOf(save())).toBe('done');
    expect(await codeOf(presenting().takeBack(clerk, step()))).toBe('DRAFT.NOT_PRESENTED');
    const year = await province.unitOfWork.inTransaction((records) =>
      records.unitYears.find(cycle.id, unitId),
    );
    expect(year?.state).toMatchObject({ version: 0 });
  });

  it('is handed in by the head exactly as it was presented, once under a key', async () => {
    await save();
    const { digest } = presentedAnswer(await present());
    expect(await codeOf(approve(digest, clerk))).toBe('ACTOR.OTHER_ROLE');
    const key = randomUUID();
    const sent = await approve(digest, head, key);
    expect(sent).toMatchObject({ status: 'applied', actor: { name: 'Trạm trưởng', role: 'unit-head' } });
    expect((await approve(digest, head, key)).id).toBe(sent.id);
    expect(await codeOf(approve('khác', head, key))).toBe('IDEMPOTENCY.REUSED');
    expect(await codeOf(approve(digest))).toBe('DRAFT.NOT_PRESENTED');
    expect(await latest()).toMatchObject({ state: 'sent', endedBy: 'Trạm trưởng' });
    expect((await mails()).map(([template]) => template)).toEqual(['presented', 'receipt']);
  });

  it('is not handed in where another version waits than the head has looked at', async () => {
    await save();
    const { digest: seen } = presentedAnswer(await present());
    await presenting().takeBack(clerk, step());
    await save({ ...bodies.submit('selfScoring'), sheet: selfSheet('good') });
    expect(await codeOf(approve(seen))).toBe('DRAFT.NOT_PRESENTED');
    const { digest } = presentedAnswer(await present());
    expect(digest).not.toBe(seen);
    expect(await codeOf(approve(seen))).toBe('DRAFT.CHANGED');
    const back = { ...step(), digest: seen, reason: 'Sai' };
    expect(await codeOf(presenting().giveBack(head, back))).toBe('DRAFT.CHANGED');
    expect(await latest()).toMatchObject({ state: 'waiting', digest });
  });

  it('comes back with a reason, of which the clerk is told', async () => {
    await save();
    const { digest } = presentedAnswer(await present());
    await presenting().giveBack(head, { ...step(), digest, reason: 'Thiếu quyết định kiện toàn' });
    expect(await latest()).toMatchObject({
      state: 'givenBack',
      text: 'Thủ trưởng trả lại 16:20: Thiếu quyết định kiện toàn',
    });
    expect(await mails()).toEqual([
      ['presented', MAILBOX(unitId)],
      ['given-back', MAILBOX(unitId), 'Thiếu quyết định kiện toàn'],
    ]);
    expect(await codeOf(save())).toBe('done');
  });

  it('is refused where the head would be refused, and a plain paper is presented like a sheet', async () => {
    await save({ note: 'chưa có bảng điểm' });
    expect(await codeOf(present())).toBe('DRAFT.NOT_SENDABLE');
    await save({ ...bodies.submit('selfScoring'), sheet: [] });
    expect(await codeOf(present())).toBe('DRAFT.NOT_SENDABLE');
    expect(await codeOf(present({}, 'unitReport'))).toBe('DRAFT.NONE');
    expect(await codeOf(present({}, 'appraisal'))).toBe('STAGE.WRONG_ACT');
    await save(bodies.submit('unitReport'), 'unitReport');
    expect(await codeOf(present({}, 'unitReport'))).toBe('done');
  });

  it('is held where what the head has sent is decided later: taken back meanwhile, nothing is handed in', async () => {
    await save();
    const { digest } = presentedAnswer(await present());
    const left = await province.unitOfWork.inTransaction(async (records) => {
      await records.unitYears.lock(cycle.id, unitId);
      return approve(digest);
    });
    expect(left.status).toBe('received');
    await presenting().takeBack(clerk, step());
    const { carried } = await cycle.applyInRun(left);
    expect(carried).toMatchObject({ outcome: 'refused', code: 'DRAFT.CHANGED' });
    expect((await cycle.found(left.id))?.outcome?.detail).toContain('đã thay đổi');
    expect(await latest()).toMatchObject({ state: 'takenBack' });
  });

  it('waits no longer once the step was handed in another way', async () => {
    await save();
    await present();
    await cycle.submit(unitId, { ...bodies.submit('selfScoring'), sheet: selfSheet('good') });
    expect(await latest()).toMatchObject({ state: 'overtaken' });
  });

  it('waits no longer once the step has come on paper', async () => {
    await save();
    await present();
    const scope = { level: 'xa', communeCode: COMMUNE } as const;
    await cycle.act({ role: 'appraiser', officeCode: 'CAX', scope }, unitId, {
      ...{ kind: 'receivePaper', stage: 'selfScoring', arrivalNumber: '118', arrivedOn: '2026-10-27' },
    });
    expect(await latest()).toMatchObject({ state: 'overtaken' });
  });
});
