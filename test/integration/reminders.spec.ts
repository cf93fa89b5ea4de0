import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type DeadlineEffect,
  type Identity,
  type MailParams,
  PreviewReminders,
  type PreviewRequest,
  Upcoming,
} from '#libs/application';
import { mailText } from '../support/mail-text.js';
import { OFFICES, type SmallCycle, SmallProvince } from '../support/small-cycle.js';
import { bodies } from '../support/unit-year-driver.js';

/** Done in time, never done, without an address, of the commune. */
const [DILIGENT, SILENT, MUTE, RURAL, REMOTE] = ['QN0001', 'QN0002', 'QN0003', 'QN0004', 'QN0005'] as const;
const mailbox = (id: string) => `${id.toLowerCase()}@donvi.example.test`;

let province: SmallProvince;

beforeAll(async () => {
  province = await SmallProvince.open([
    [DILIGENT, 'Sở Tư pháp', 'tinh', mailbox(DILIGENT)],
    [SILENT, 'Sở Nội vụ', 'tinh', mailbox(SILENT)],
    [MUTE, 'Chi cục Kiểm lâm', 'tinh'],
    [RURAL, 'Trạm Y tế xã', 'xa', mailbox(RURAL)],
    [REMOTE, 'Bưu điện xã', 'xa', mailbox(REMOTE)],
  ]);
}, 120_000);

afterAll(() => province?.dispose());

/** Digests that an address was sent: the day with the stages it was reminded of. */
const digestsOf = async (cycle: SmallCycle, recipient: string): Promise<string[]> => {
  const rows = await cycle.query<{ line: string }>(
    `SELECT substr(r.send_day, 6) || ' ' || string_agg(DISTINCT r.stage, '+' ORDER BY r.stage) AS line
       FROM reminder r JOIN message m ON m.id = r.message_id
      WHERE r.cycle_id = $1 AND m.template = 'reminders' AND r.state = 'carried'
        AND m.recipient = '${recipient}' GROUP BY m.key, r.send_day ORDER BY r.send_day, m.key`,
  );
  return rows.map(({ line }) => line);
};

interface Row {
  readonly unit_id: string;
  readonly stage: string;
  readonly due_day: string;
  readonly rung: string;
  readonly recipient: string;
  readonly send_day: string;
  readonly state: string;
  readonly reason: string;
}

const rowsOf = (cycle: SmallCycle, where = 'TRUE') =>
  cycle.query<Row>(
    `SELECT unit_id, stage, due_day, rung, recipient, send_day, state, reason FROM reminder
      WHERE cycle_id = $1 AND ${where} ORDER BY unit_id, stage, due_at, rung`,
  );
const mailsOf = (cycle: SmallCycle, where = 'TRUE') =>
  cycle.query<{ key: string; recipient: string; template: string; params: MailParams }>(
    `SELECT replace(key, $1, '') AS key, recipient, template, params - 'cycleId' AS params FROM message
      WHERE cycle_id = $1 AND ${where} ORDER BY key`,
  );

const FIRST_QUARTER = 'q1Plan+registration';

describe('a cycle lived turn by turn', () => {
  let cycle: SmallCycle;
  beforeAll(async () => {
    cycle = await province.rehearse('table');
    await cycle.live('2026-03-10T09:00');
    await cycle.submit(DILIGENT, bodies.submit('q1Plan'));
    await cycle.live('2026-03-12T09:00');
    await cycle.submit(DILIGENT, bodies.submit('registration'));
    await cycle.live('2026-04-07T12:00');
  });

  it('reminds who has not done the thing, on the days of a hand-written table, in one mail a day', async () => {
    expect(await digestsOf(cycle, mailbox(SILENT))).toEqual(
      // 01/01 and 02/01 are days off, 30 days before 31/3 is Sun 01/3, three days before is Sat 28/3.
      [
        ...['01-05', '02-27', '03-17', '03-24', '03-27', '03-30', '03-31'].map(
          (day) => `${day} ${FIRST_QUARTER}`,
        ),
        // The plan is only asked for: of its day that has passed nobody is reminded.
        ...['04-01', '04-07'].map((day) => `${day} registration`),
      ],
    );
    expect(await digestsOf(cycle, mailbox(DILIGENT))).toEqual([
      `01-05 ${FIRST_QUARTER}`,
      `02-27 ${FIRST_QUARTER}`,
    ]);
  });

  it('reminds an office of the papers that it owes itself', async () => {
    expect(await digestsOf(cycle, OFFICES.communeCommittee)).toEqual(
      [
        '01-05 communePlan+communeRegister',
        '02-27 communePlan',
        // 30 days before Wed 15/4 is Mon 16/3, 14 days Wed 01/4.
        '03-16 communeRegister',
        '03-17 communePlan',
        '03-24 communePlan',
        '03-27 communePlan',
        '03-30 communePlan',
        '03-31 communePlan',
        '04-01 communeRegister',
      ].sort(),
    );
  });

  it('writes down why nobody was written to', async () => {
    const rows = await rowsOf(cycle, `unit_id = '${MUTE}'`);
    expect(rows.length).toBeGreaterThan(0);
    expect(new Set(rows.map(({ state, reason, recipient }) => `${state}/${reason}/${recipient}`))).toEqual(
      new Set(['suppressed/không có địa chỉ thư/']),
    );
  });

  it('tells in the mail what, until when, what remains and where it is written', async () => {
    const [mail] = await mailsOf(cycle, `recipient = '${mailbox(SILENT)}' AND key LIKE '%/2026-03-27/%'`);
    const said = mail === undefined ? '' : mailText(mail.template, mail.params);
    expect(said).toContain('Nhắc: Quý I (hết 31/3*), Đăng ký (hết 31/3)\n');
    expect(said).toContain(
      '- Nghị quyết, kế hoạch Quý I\n  Ngày đề nghị: hết ngày 31/3/2026 (Thứ Ba) (*), còn 4 ngày.\n',
    );
    expect(said).toContain('Căn cứ của ngày: “Quý I hằng năm”, Kế hoạch 33/KH-UBND');
    expect(said).toContain('  Gửi về (*): Công an tỉnh Quảng Ngãi (qua Phòng Tham mưu).\n');
    expect(said).toContain(`\nCần hỏi, cần báo: Công an tỉnh\nThư: ${OFFICES.provincePolice}`);
    const [late] = await mailsOf(cycle, `recipient = '${mailbox(SILENT)}' AND key LIKE '%/2026-04-07/%'`);
    const told = late === undefined ? '' : mailText(late.template, late.params);
    expect(told).toContain('Quá hạn: Đăng ký (hết 31/3); còn 1 việc khác\n');
    expect(told).toContain(
      '- Nghị quyết, kế hoạch Quý I. Ngày đề nghị: hết ngày 31/3/2026 (Thứ Ba) (*), vẫn tiếp nhận.\n',
    );
    expect(told).toContain(', quá hạn 7 ngày.');
  });

  it('adds nothing when a turn is made again', async () => {
    const before = [await rowsOf(cycle), await mailsOf(cycle)];
    await cycle.turn();
    await cycle.carry();
    expect([await rowsOf(cycle), await mailsOf(cycle)]).toEqual(before);
  });

  it('marks how far it has come, and what comes next', async () => {
    const [mark] = await cycle.query<{ through: Date; next: Date }>(
      `SELECT reminders_through AS through, reminders_next_at AS next FROM cycle WHERE id = $1`,
    );
    // Wed 08/4: seven days before the register of the commune.
    expect(mark?.next.toISOString()).toBe('2026-04-08T01:00:00.000Z');
    expect((await cycle.plan()).what).toBe(
      '08:00 ngày 08/04/2026: nhắc Danh sách đơn vị đăng ký trên địa bàn, mốc 7 ngày',
    );
  });
});

describe('a turn that wakes late', () => {
  it('sends only the newest reminder that is still true, and writes down the older ones', async () => {
    const cycle = await province.rehearse('late');
    await cycle.turn();
    await cycle.moveTo('2026-03-26T09:00');
    await cycle.turn();
    expect(await digestsOf(cycle, mailbox(SILENT))).toEqual([`03-26 ${FIRST_QUARTER}`]);
    const rows = await rowsOf(cycle, `unit_id = '${SILENT}' AND stage = 'q1Plan'`);
    expect(rows.map(({ rung, state, send_day }) => `${rung} ${state} ${send_day}`)).toEqual([
      'opens superseded 2026-03-26',
      'before-30 superseded 2026-03-26',
      'before-14 superseded 2026-03-26',
      'before-7 carried 2026-03-26',
    ]);
  });

  it('waits for the end of the quiet hours and loses nothing', async () => {
    const cycle = await province.rehearse('quiet');
    await cycle.moveTo('2026-03-24T23:00');
    const held = await cycle.plan();
    expect(held).toMatchObject({ nextAt: '2026-03-25T00:00:00.000Z', carry: false });
    expect(await rowsOf(cycle)).toEqual([]);
    await cycle.moveTo('2026-03-25T07:00');
    await cycle.turn();
    expect(await digestsOf(cycle, mailbox(SILENT))).toEqual([`03-25 ${FIRST_QUARTER}`]);
  });
});

describe('what is planned and no longer true when the mail is made', () => {
  it('is not sent: done, moved or paused meanwhile', async () => {
    const cycle = await province.rehearse('meanwhile');
    await cycle.moveTo('2026-03-24T08:00');
    expect((await cycle.plan()).carry).toBe(true);
    await cycle.submit(DILIGENT, bodies.submit('q1Plan'));
    await cycle.act({ role: 'administrator' }, SILENT, {
      kind: 'extend',
      stage: 'q1Plan',
      until: '2026-04-20',
      reason: 'Đề nghị của đơn vị',
    });
    await cycle.act({ role: 'administrator' }, RURAL, { kind: 'pause', reason: 'Sáp nhập' });
    await cycle.carry();
    const newest = await rowsOf(cycle, `stage = 'q1Plan' AND rung = 'before-7' AND recipient <> ''`);
    expect(newest.map(({ unit_id, state, reason }) => [unit_id, state, reason])).toEqual([
      [DILIGENT, 'done_meanwhile', 'đã xong trước khi gửi'],
      [SILENT, 'superseded', 'hạn đã đổi'],
      [RURAL, 'suppressed', 'tạm dừng'],
      [REMOTE, 'carried', 'đúng ngày'],
    ]);
    expect(await digestsOf(cycle, mailbox(DILIGENT))).toEqual(['03-24 registration']);
  });
});

describe('whoever cannot act yet', () => {
  it('is not reminded where it waits for others, and told what comes first where it waits for itself', async () => {
    const cycle = await province.rehearse('waits');
    await cycle.moveTo('2026-11-16T08:00');
    await cycle.turn();
    const rows = await rowsOf(
      cycle,
      `unit_id = '${SILENT}' AND stage IN ('dossier', 'appraisal') AND rung = 'opens'`,
    );
    expect(rows.map(({ stage, state, reason, recipient }) => [stage, state, reason, recipient])).toEqual([
      ['appraisal', 'suppressed', 'chờ bước Hồ sơ đề nghị công nhận', OFFICES.provincePolice],
      ['dossier', 'carried', 'đúng ngày', mailbox(SILENT)],
    ]);
    const [mail] = await mailsOf(cycle, `recipient = '${mailbox(SILENT)}' AND key LIKE '%/2026-11-16/%'`);
    const said = mail === undefined ? '' : mailText(mail.template, mail.params);
    expect(said).toContain(
      '- Hồ sơ đề nghị công nhận\n  Ngày đề nghị: hết ngày 18/11/2026 (Thứ Tư) (*), còn 2 ngày.\n',
    );
    // Its last day has passed, but it is still taken in.
    expect(said).toContain(
      '  Phải xong trước: Cơ sở tự chấm điểm, còn tiếp nhận đến hết ngày 18/11/2026 (Thứ Tư) (*).\n',
    );
  });
});

describe('a turn that breaks off', () => {
  it.each(['afterReminderPage', 'afterCarryPage'])(
    'after a page (%s) and is made again comes to what an undisturbed one comes to',
    async (point) => {
      const [calm, struck] = [
        await province.rehearse(`calm-${point}`),
        await province.rehearse(`hit-${point}`),
      ];
      await calm.moveTo('2026-03-24T08:00');
      await struck.moveTo('2026-03-24T08:00');
      await calm.turn();
      const fault = `${point}@1:throw`;
      if (point === 'afterReminderPage') {
        await expect(struck.plan(fault)).rejects.toThrow(point);
        expect((await rowsOf(struck)).length).toBeGreaterThan(0);
        expect((await rowsOf(struck)).length).toBeLessThan((await rowsOf(calm)).length);
      } else {
        await struck.plan();
        await expect(struck.carry(fault)).rejects.toThrow(point);
      }
      await struck.turn();
      expect(await rowsOf(struck)).toEqual(await rowsOf(calm));
      expect(await mailsOf(struck)).toEqual(await mailsOf(calm));
    },
  );
});

describe('an office that acts for many units', () => {
  it('gets one mail with the units of each step together, in the order of their names', async () => {
    const cycle = await province.rehearse('office');
    await cycle.moveTo('2026-11-17T09:00');
    for (const id of [RURAL, REMOTE]) {
      await cycle.submit(id, bodies.submit('selfScoring'));
      await cycle.submit(id, bodies.submit('dossier'));
    }
    await cycle.turn();
    await cycle.live('2026-11-18T12:00');
    const [mail] = await mailsOf(
      cycle,
      `recipient = '${OFFICES.communePolice}' AND key LIKE '%/2026-11-18/%'`,
    );
    expect(mail?.params['addressee']).toBe('Công an xã');
    const said = mail === undefined ? '' : mailText(mail.template, mail.params);
    expect(said).toContain('Nhắc: Thẩm định (2 đơn vị, hết 21/11*)\n');
    expect(said).toContain('hết ngày 21/11/2026 (Thứ Bảy) (*), còn 3 ngày.');
    expect(said).toContain('ngày làm việc cuối 20/11/2026');
    expect(said).toContain('2 đơn vị: Bưu điện xã; Trạm Y tế xã.');
    expect(mail?.params['assumed']).toBe('yes');
  });
});

describe('a mail that failed', () => {
  it('is reported once to whoever supervises the unit', async () => {
    const cycle = await province.rehearseBefore('failed');
    await cycle.moveTo('2026-03-24T08:00');
    await cycle.turn();
    await cycle.query(
      `UPDATE message SET state = 'failed', last_answer = '550 no such user', subject = '[DIỄN TẬP] [ANTQ 2026] Nhắc: hai việc'
        WHERE cycle_id = $1 AND recipient IN ('${mailbox(RURAL)}', '${mailbox(SILENT)}', '${OFFICES.communeCommittee}')`,
    );
    expect((await cycle.plan()).carry).toBe(true);
    await cycle.carry();
    await cycle.carry();
    const reports = await mailsOf(cycle, `template = 'undelivered'`);
    expect(reports.map(({ recipient, params }) => [recipient, params['count']]).sort()).toEqual([
      [OFFICES.provinceSteering, '2'],
      [OFFICES.communeSteering, '1'],
    ]);
    const toCommune = reports.find(({ recipient }) => recipient === OFFICES.communeSteering);
    expect(toCommune?.params['lines']).toBe(
      `- Trạm Y tế xã (mã ${RURAL}), địa chỉ ${mailbox(RURAL)}: Nhắc: hai việc\n  Lý do: 550 no such user`,
    );
    await cycle.carry();
    expect(await mailsOf(cycle, `template = 'undelivered'`)).toEqual(reports);
  });
});

describe('a mail that fails after the cycle was closed', () => {
  it('is reported like any other', async () => {
    const cycle = await province.rehearse('closed');
    await cycle.moveTo('2026-03-24T08:00');
    await cycle.turn();
    await province.unitOfWork.inTransaction((records) =>
      records.cycles.markClosed(cycle.id, '2026-03-24T01:00:00.000Z'),
    );
    expect(await cycle.plan()).toEqual({ over: true, carry: false });
    const waiting = () =>
      province.unitOfWork.inTransaction(async (records) =>
        (await records.cycles.needingWake()).flatMap((each) =>
          each.cycle.id === cycle.id ? each.which : [],
        ),
      );
    expect(await waiting()).toEqual([]);
    await cycle.query(
      `UPDATE message SET state = 'failed', last_answer = '550' WHERE cycle_id = $1 AND recipient = '${mailbox(RURAL)}'`,
    );
    expect(await waiting()).toEqual(['reminders']);
    expect(await cycle.plan()).toEqual({ over: true, carry: true });
    await cycle.carry();
    expect(await mailsOf(cycle, `template = 'undelivered'`)).toHaveLength(1);
    expect(await waiting()).toEqual([]);
  });
});

describe('a day that was moved after people were told', () => {
  it('is corrected once for whoever still owes the thing, by the document that moved it', async () => {
    const cycle = await province.rehearse('amended');
    await cycle.moveTo('2026-03-24T08:00');
    await cycle.turn();
    await cycle.submit(DILIGENT, bodies.submit('q1Plan'));
    await province.unitOfWork.inTransaction(async (records) => {
      await records.cycles.changeRules(cycle.id);
      await records.cycles.addAmendment({
        cycleId: cycle.id,
        stage: 'q1Plan',
        level: 'tinh',
        operator: 'by',
        day: '2026-04-10',
        lastDay: '2026-04-10',
        words: 'đến hết ngày 10/4/2026',
        number: '15/UBND-NC',
        date: '2026-03-23',
        reason: 'Bão',
        actorId: cycle.administrator.actorId,
        effectiveAt: '2026-03-24T01:00:00.000Z',
        idempotencyKey: 'han-1',
        bodyDigest: '',
        effect: {} as DeadlineEffect,
      });
    });
    expect((await cycle.plan()).carry).toBe(true);
    await cycle.carry();
    await cycle.carry();
    const mails = await mailsOf(cycle, `template = 'correction'`);
    expect(mails.map(({ recipient, params }) => [recipient, params])).toEqual([
      [
        mailbox(SILENT),
        expect.objectContaining({
          addressee: 'Sở Nội vụ',
          oldLastDay: 'hết ngày 31/3/2026 (Thứ Ba) (*)',
          newLastDay: 'hết ngày 10/4/2026 (Thứ Sáu)',
          source: '“đến hết ngày 10/4/2026”, Văn bản số 15/UBND-NC ngày 23/3/2026',
        }),
      ],
    ]);
    expect((await cycle.plan()).carry).toBe(false);
  });

  it('is corrected for one unit in the transaction of its extension', async () => {
    const cycle = await province.rehearse('grace');
    await cycle.moveTo('2026-03-24T08:00');
    await cycle.turn();
    const body = {
      kind: 'extend',
      stage: 'q1Plan',
      until: '2026-04-20',
      reason: 'Đề nghị của đơn vị',
    } as const;
    const commandId = await cycle.act({ role: 'administrator' }, SILENT, body);
    const silent = await mailsOf(cycle, `template = 'correction'`);
    expect(silent.map(({ key, params }) => [key, params['source']])).toEqual([
      [`correction/${commandId}/${mailbox(SILENT)}`, 'gia hạn riêng: Đề nghị của đơn vị'],
    ]);
    await cycle.act({ role: 'administrator' }, MUTE, body);
    expect(await mailsOf(cycle, `template = 'correction'`)).toHaveLength(1);
  });
});

describe('the preview of a day', () => {
  let cycle: SmallCycle;
  const at = (day: string, more: Partial<PreviewRequest> = {}) =>
    new PreviewReminders(province.unitOfWork, province.rules).execute(cycle.administrator, cycle.id, {
      at: day,
      limit: 50,
      ...more,
    });
  const first = async (day: string, unitId: string, stage = 'q1Plan') => {
    const { items } = await at(day, { unitId });
    const line = items.find((each) => each.stage === stage);
    return [line?.outcome, line?.reason];
  };

  beforeAll(async () => {
    cycle = await province.rehearse('preview', 2026, '2026-01-20T01:00:00.000Z');
    await cycle.live('2026-03-18T09:00');
    await cycle.submit(DILIGENT, bodies.submit('q1Plan'));
    await cycle.act({ role: 'administrator' }, REMOTE, { kind: 'pause', reason: 'Sáp nhập' });
  });

  it('names for each day what goes out and why nothing goes out', async () => {
    expect(await first('2026-03-24', SILENT)).toEqual(['sends', 'đúng ngày']);
    expect(await first('2026-03-27', SILENT)).toEqual([
      'sends',
      'dời từ Thứ Bảy 28/3/2026: ngày nghỉ (Thứ Bảy)',
    ]);
    expect(await first('2026-03-17', SILENT)).toEqual(['sent', 'đã gửi']);
    expect(await first('2026-03-24', DILIGENT)).toEqual(['done', 'xong']);
    expect(await first('2026-03-24', REMOTE)).toEqual(['paused', 'tạm dừng']);
    expect(await first('2026-03-24', MUTE)).toEqual(['noAddress', 'không có địa chỉ thư']);
    expect(await first('2026-03-25', SILENT)).toEqual(['later', 'chưa đến mốc, mốc kế tiếp 27/03']);
    expect(await first('2026-03-28', SILENT)).toEqual([
      'later',
      'mốc 3 ngày gửi ngày 27/03: dời từ Thứ Bảy 28/3/2026: ngày nghỉ (Thứ Bảy)',
    ]);
    expect(await first('2026-01-02', SILENT)).toEqual(['beforeOpening', 'trước khi mở chu kỳ']);
    expect(await first('2026-03-24', SILENT, 'festival')).toEqual([
      'notOpen',
      'chưa mở, mở ngày 01/07/2026*',
    ]);
    expect(await first('2026-12-20', SILENT)).toEqual(['noMore', 'hết mốc nhắc']);
    expect(await first('2026-11-16', SILENT, 'dossier')).toEqual([
      ...['sends', 'đúng ngày; phải xong trước: Cơ sở tự chấm điểm'],
    ]);
  });

  it('counts over all pages what one page does not show', async () => {
    const whole = await at('2026-03-24');
    const page = await at('2026-03-24', { limit: 2 });
    expect(page.items.map(({ unitId }) => unitId).every((id) => ['CAT', DILIGENT].includes(id))).toBe(true);
    expect(page.next).toBe(DILIGENT);
    expect(page.totals).toEqual(whole.totals);
    // Q1 plan and registration of two units, the registration of a third, the plan of the commune's committee.
    expect(whole.totals).toMatchObject({ subjects: 7, reminders: 6, mails: 4 });
    expect((await at('2026-03-24', { afterId: 'CAT' })).totals).toBeUndefined();
  });

  it('shows an account only what lies in its scope, and writes nothing', async () => {
    const preview = new PreviewReminders(province.unitOfWork, province.rules);
    const unit: Identity = {
      ...cycle.administrator,
      role: 'unit-head',
      scope: { level: 'unit', unitId: SILENT },
    };
    const own = await preview.execute(unit, cycle.id, { at: '2026-03-24', limit: 50 });
    expect(own.warnings).toBeUndefined();
    const unlisted = await preview.execute(unit, cycle.id, { at: '2035-03-24', limit: 50 });
    expect(unlisted.warnings).toEqual([expect.stringContaining('Chưa có ngày nghỉ nào của năm 2035')]);
    expect(new Set(own.items.map(({ unitId }) => unitId))).toEqual(new Set([SILENT]));
    const stranger: Identity = { ...cycle.administrator, scope: { level: 'tinh', provinceCode: '52' } };
    await expect(preview.execute(stranger, cycle.id, { at: '2026-03-24', limit: 5 })).rejects.toMatchObject({
      code: 'CYCLE.UNKNOWN',
    });
  });

  it('agrees with what the turns then send', async () => {
    const { items } = await at('2026-03-24');
    await cycle.deliver();
    await cycle.live('2026-03-24T12:00');
    const carried = await rowsOf(cycle, `send_day = '2026-03-24' AND state = 'carried'`);
    const foreseen = items.filter(({ outcome }) => outcome === 'sends');
    expect(carried.map(({ unit_id, stage, rung, recipient }) => [unit_id, stage, rung, recipient])).toEqual(
      foreseen.map(({ unitId, stage, rung, recipient }) => [unitId, stage, rung, recipient]).sort(),
    );
  });

  it('is foretold by what is upcoming, soonest first, within the scope', async () => {
    const upcoming = new Upcoming(province.unitOfWork, province.rules);
    const { items, warnings } = await upcoming.execute(cycle.administrator, cycle.id, 8);
    expect(warnings).toBeUndefined();
    expect(items.map(({ at: instant, stage, level, subjects }) => [instant, stage, level, subjects])).toEqual(
      [
        // The next day of lists to those who oversee, three working days before 31/3.
        ['2026-03-26T00:30:00.000Z', undefined, undefined, undefined],
        ['2026-03-27T01:00:00.000Z', 'communePlan', 'xa', 1],
        ['2026-03-27T01:00:00.000Z', 'q1Plan', 'tinh', 2],
        ['2026-03-27T01:00:00.000Z', 'q1Plan', 'xa', 2],
        ['2026-03-27T01:00:00.000Z', 'registration', 'tinh', 3],
        ['2026-03-27T01:00:00.000Z', 'registration', 'xa', 2],
        ['2026-03-30T01:00:00.000Z', 'communePlan', 'xa', 1],
        ['2026-03-30T01:00:00.000Z', 'q1Plan', 'tinh', 2],
        ['2026-03-30T01:00:00.000Z', 'q1Plan', 'xa', 2],
      ],
    );
    const whole = await upcoming.execute(cycle.administrator, cycle.id, 3);
    expect(whole.items.map(({ stage, level }) => [stage, level])).toEqual([
      [undefined, undefined],
      ['communePlan', 'xa'],
      ['q1Plan', 'tinh'],
      ['q1Plan', 'xa'],
    ]);
    expect(whole.items[1]).toMatchObject({
      assumed: true,
      text: expect.stringContaining('hết ngày 31/03/2026*, '),
    });
    const unit: Identity = {
      ...cycle.administrator,
      role: 'unit-head',
      scope: { level: 'unit', unitId: DILIGENT },
    };
    const own = await upcoming.execute(unit, cycle.id, 3);
    expect(own.items.map(({ stage, subjects }) => [stage, subjects])[0]).toEqual(['registration', 1]);
    const all = await upcoming.execute(cycle.administrator, cycle.id, 1_000);
    expect([all.left, (whole.left ?? 0) + 4]).toEqual([undefined, all.items.length]);
    expect(all.items.some(({ kind, text }) => kind === 'calendar' && text.includes('đóng chu kỳ'))).toBe(
      true,
    );
  });
});

describe('the reconciler', () => {
  it('finds reminders that were planned long ago without a mail, and mails that are gone', async () => {
    const cycle = await province.rehearse('astray');
    await cycle.moveTo('2026-03-24T08:00');
    await cycle.plan();
    const astray = () =>
      province.unitOfWork.inTransaction((records) => records.reminders.astray(cycle.id, 120));
    expect(await astray()).toEqual([]);
    await cycle.query(
      `UPDATE cycle SET reminders_planned_at = clock_timestamp() - interval '3 minutes' WHERE id = $1`,
    );
    const planned = await rowsOf(cycle, `state = 'planned'`);
    expect((await astray()).length).toBe(planned.length);
    await cycle.carry();
    expect(await astray()).toEqual([]);
    await cycle.query(
      `UPDATE reminder SET message_id = NULL WHERE cycle_id = $1 AND unit_id = '${SILENT}' AND state = 'carried'`,
    );
    expect((await astray()).map(({ stage, state }) => [stage, state]).sort()).toEqual([
      ['q1Plan', 'carried'],
      ['registration', 'carried'],
    ]);
  });
});
