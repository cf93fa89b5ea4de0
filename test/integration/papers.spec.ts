import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type Identity,
  ListLate,
  ListPapers,
  Reconciler,
  type Runs,
  ShowUnitYear,
  WithdrawEvidence,
} from '#libs/application';
import type { CommandBody } from '#libs/contracts';
import { TemplateRenderer } from '#libs/mail';
import { PostgresReadModel } from '#libs/persistence';
import { check } from '../support/checker/index.js';
import { type SmallCycle, SmallProvince } from '../support/small-cycle.js';
import { bodies } from '../support/unit-year-driver.js';

const [CITY, RURAL, REMOTE] = ['QN0001', 'QN0004', 'QN0005'] as const;
const mailbox = (id: string) => `${id.toLowerCase()}@donvi.example.test`;

let province: SmallProvince;
let cycle: SmallCycle;

beforeAll(async () => {
  province = await SmallProvince.open([
    [CITY, 'Sở Tư pháp', 'tinh', mailbox(CITY)],
    [RURAL, 'Trạm Y tế xã', 'xa', mailbox(RURAL)],
    [REMOTE, 'Bưu điện xã', 'xa', mailbox(REMOTE)],
  ]);
  cycle = await province.rehearse('van-thu', 2026, '2026-03-19T17:00:00.000Z');
  await cycle.moveTo('2026-03-30T09:00');
}, 120_000);

afterAll(() => province?.dispose());

const police = (name: string): Identity => ({
  actorId: randomUUID(),
  name,
  role: 'appraiser',
  scope: { level: 'xa', communeCode: '21211' },
  officeCode: 'CAX',
});
const officer: Identity = {
  actorId: randomUUID(),
  name: 'Cán bộ đầu mối',
  role: 'unit-officer',
  scope: { level: 'unit', unitId: REMOTE },
};
const paper = (arrivedOn: string, more: object = {}): CommandBody => ({
  ...{ kind: 'receivePaper', stage: 'registration', arrivalNumber: '118', arrivedOn },
  ...more,
});
const letters = (template: string, unitId: string) =>
  cycle.query<{ key: string; recipient: string; params: Record<string, string> }>(
    `SELECT key, recipient, params FROM message
      WHERE cycle_id = $1 AND template = '${template}' AND unit_id = '${unitId}' ORDER BY created_at`,
  );
const reminded = async (unitId: string) =>
  cycle.query<{ state: string; reason: string }>(
    `SELECT state, reason FROM reminder WHERE cycle_id = $1 AND stage = 'registration' AND unit_id = '${unitId}'
      ORDER BY due_at DESC LIMIT 1`,
  );
const late = async () => {
  const list = new ListLate(province.unitOfWork, province.rules);
  const { items } = await list.execute(cycle.administrator, cycle.id, { withDone: false, limit: 100 });
  return items.flatMap(({ unitId, stage }) => (stage === 'registration' ? [unitId] : []));
};
const waiting = async (identity: Identity) =>
  (await new ListPapers(province.unitOfWork, province.rules).execute(identity, cycle.id, { limit: 100 }))
    .items;
const counted = () =>
  cycle.query<{ status: string; n: number }>(
    `SELECT status, sum(n)::int AS n FROM counter
      WHERE cycle_id = $1 AND stage = 'registration' AND n <> 0 GROUP BY 1 ORDER BY 1`,
  );

describe('a paper that lies at the office', () => {
  it('two clerks enter at once: one is applied, the other is told the number and who was first', async () => {
    const first = police('Văn thư Công an xã');
    const done = await cycle.command(first, RURAL, paper('2026-03-28'));
    expect(done).toMatchObject({ status: 'applied', updateName: 'actOnStage', outcome: { late: false } });
    const second = await cycle.command(
      police('Trực ban'),
      RURAL,
      paper('2026-03-29', { arrivalNumber: '119' }),
    );
    expect(second).toMatchObject({ status: 'refused', outcome: { code: 'PAPER.ALREADY_RECEIVED' } });
    expect(second.outcome?.detail).toContain(
      'số đến 118, ngày đến 28/03/2026, Văn thư Công an xã ghi nhận trước',
    );
  });

  it('is told to the unit, is late nowhere, and the content is owed by the office', async () => {
    const [letter] = await letters('paper-received', RURAL);
    expect(letter).toMatchObject({ recipient: mailbox(RURAL), params: { arrivalNumber: '118', late: '' } });
    const { subject, text } = new TemplateRenderer().render('paper-received', letter?.params ?? {});
    expect(subject).toContain('Đã nhận văn bản giấy');
    expect(text).toContain('- Số đến: 118');
    expect(text).toContain('- Kết quả: trong hạn');

    await cycle.command(officer, REMOTE, {
      kind: 'announcePaper',
      stage: 'registration',
      number: '12/KH',
      date: '2026-03-27',
    });
    await cycle.live('2026-04-02T09:00');
    expect(await late()).toEqual([CITY, REMOTE]);
    expect(await counted()).toEqual([
      { status: 'awaiting', n: 2 },
      { status: 'received', n: 1 },
    ]);
    expect(await waiting(police('Công an xã'))).toMatchObject([
      { unitId: RURAL, stage: 'registration', state: 'received', arrivalNumber: '118', daysWaiting: 5 },
      { unitId: REMOTE, stage: 'registration', state: 'announced', number: '12/KH', mailsFrom: '2026-04-04' },
    ]);
    const page = await new ShowUnitYear(
      province.unitOfWork,
      new PostgresReadModel(province.source),
      province.rules,
    ).execute(cycle.administrator, cycle.id, RURAL);
    expect(page.stages.find(({ stage }) => stage === 'registration')).toMatchObject({
      ...{
        status: 'awaiting',
        standing: 'received',
        receipt: { arrivalNumber: '118', arrivedOn: '2026-03-28' },
      },
    });
    expect(page.history.map(({ text: line }) => line).join()).toContain('số đến 118, ngày đến 28/03/2026');
  });

  it('ends the mails of its step, and what the unit says it has sent rests them for five days', async () => {
    expect(await reminded(RURAL)).not.toContainEqual(expect.objectContaining({ state: 'carried' }));
    expect((await reminded(REMOTE))[0]).toMatchObject({ state: 'suppressed' });
    expect((await reminded(REMOTE))[0]?.reason).toContain('đã gửi văn bản giấy số 12/KH');
    expect((await reminded(CITY))[0]).toMatchObject({ state: 'carried' });
    await cycle.live('2026-04-08T09:00');
    expect((await reminded(REMOTE))[0]).toMatchObject({ state: 'carried' });
  });

  it('gets its content under its own number, in time by its day, weeks after the last day', async () => {
    const body = { ...bodies.submit('registration'), onBehalf: {} } as CommandBody;
    const command = await cycle.command(police('Công an xã'), RURAL, body);
    expect(command).toMatchObject({
      status: 'applied',
      outcome: { late: false },
      body: { onBehalf: { arrivalNumber: '118', arrivedOn: '2026-03-28' } },
    });
    expect(await counted()).toEqual([
      { status: 'awaiting', n: 2 },
      { status: 'submitted', n: 1 },
    ]);
  });

  it('taken back stands as before, and the unit is told why', async () => {
    await cycle.command(police('Công an xã'), REMOTE, paper('2026-04-07'));
    expect(await late()).toEqual([CITY]);
    const reason = 'Văn bản của đơn vị khác';
    const undone = await cycle.command(police('Công an xã'), REMOTE, {
      ...{ kind: 'withdrawReceipt', stage: 'registration', reason },
    });
    expect(undone.status).toBe('applied');
    expect(await late()).toEqual([CITY, REMOTE]);
    const told = (await letters('paper-received', REMOTE)).map(({ params }) => params);
    expect(told).toMatchObject([
      { late: 'yes', takenBack: '' },
      { arrivalNumber: '118', takenBack: reason },
    ]);
  });

  it('keeps the scan that its receipt names until the receipt is taken back', async () => {
    const id = randomUUID();
    const clerk = police('Công an xã');
    await province.unitOfWork.inTransaction(({ evidence }) =>
      evidence.add(
        {
          ...{
            id,
            cycleId: cycle.id,
            unitId: REMOTE,
            criterion: '',
            stage: 'registration',
            kind: 'reference',
          },
          ...{ title: 'Bản quét', reference: '118', effectiveOn: '2026-04-07' },
          ...{ uploadedAt: '2026-04-08T02:00:00.000Z', by: clerk },
        },
        { idempotencyKey: id, bodyDigest: '' },
      ),
    );
    await cycle.command(clerk, REMOTE, paper('2026-04-07', { scan: id }));
    const withdrawing = new WithdrawEvidence(province.unitOfWork, province.rules);
    const withdraw = () =>
      withdrawing.execute(clerk, { cycleId: cycle.id, unitId: REMOTE, evidenceId: id, reason: 'Nhầm' });
    await expect(withdraw()).rejects.toMatchObject({
      ...{ code: 'EVIDENCE.OF_RECEIPT', params: { arrivalNumber: '118', day: '2026-04-07' } },
    });
    await cycle.command(clerk, REMOTE, {
      ...{ kind: 'withdrawReceipt', stage: 'registration', reason: 'Nhầm' },
    });
    expect(await withdraw()).toMatchObject({ withdrawn: { reason: 'Nhầm' } });
  });

  it('that lies there when the year is closed is entered afterwards by its office, and history says so', async () => {
    const clerk = police('Công an xã');
    const content = { ...bodies.submit('registration'), onBehalf: {} } as CommandBody;
    await cycle.command(clerk, REMOTE, paper('2026-04-07', { arrivalNumber: '120' }));
    await cycle.act(cycle.administrator, REMOTE, { kind: 'close', reason: 'Hết năm' });
    expect(await waiting(clerk)).toContainEqual(
      expect.objectContaining({ unitId: REMOTE, arrivalNumber: '120' }),
    );
    expect(await cycle.command(clerk, REMOTE, content)).toMatchObject({ status: 'applied' });
    const { history } = await new ShowUnitYear(
      province.unitOfWork,
      new PostgresReadModel(province.source),
      province.rules,
    ).execute(cycle.administrator, cycle.id, REMOTE);
    expect(history.at(-1)?.text).toContain('sau khi đóng năm');
    expect(await waiting(clerk)).not.toContainEqual(expect.objectContaining({ unitId: REMOTE }));
  });

  it('leaves records that are what the facts come to', async () => {
    const runs = { openUnitIds: async () => [] } as unknown as Runs;
    const found = await new Reconciler(province.unitOfWork, runs, province.rules).check(cycle.id);
    expect(found.filter(({ kind }) => kind !== 'runMissing' && kind !== 'runBehind')).toEqual([]);
    const violations = await check({ database: province.ownerUrl, mails: [], histories: async () => [] });
    // No run lives here and nobody delivers: what is said of those is no record of the year.
    expect(violations.filter(({ invariant }) => ['I4', 'I6'].includes(invariant))).toEqual([]);
    expect(violations.filter(({ sentence }) => sentence.includes('may not'))).toEqual([]);
  });
});
