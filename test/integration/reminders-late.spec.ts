import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type DeadlineEffect, type MailParams, PreviewReminders } from '#libs/application';
import { mailText, textParam } from '../support/mail-text.js';
import { OFFICES, type SmallCycle, SmallProvince } from '../support/small-cycle.js';
import { bodies } from '../support/unit-year-driver.js';

const [SILENT, RURAL] = ['QN0002', 'QN0004'] as const;
const mailbox = (id: string) => `${id.toLowerCase()}@donvi.example.test`;

let province: SmallProvince;
beforeAll(async () => {
  province = await SmallProvince.open([
    [SILENT, 'Sở Nội vụ', 'tinh', mailbox(SILENT)],
    [RURAL, 'Trạm Y tế xã', 'xa', mailbox(RURAL)],
  ]);
}, 120_000);
afterAll(() => province?.dispose());

/** The rungs of the plan of the first quarter that somebody was reminded of. */
const rungsOf = async (cycle: SmallCycle, unitId: string, stage = 'q1Plan') => {
  const rows = await cycle.query<{ rung: string; state: string; day: string; reason: string }>(
    `SELECT rung, state, substr(send_day, 6) AS day, reason FROM reminder
      WHERE cycle_id = $1 AND unit_id = '${unitId}' AND stage = '${stage}' ORDER BY due_at, recipient`,
  );
  return rows.map(({ rung, state, day, reason }) =>
    state === 'superseded' ? `${rung} superseded: ${reason}` : `${rung} ${state} ${day}`,
  );
};

interface Mail {
  readonly day: string;
  readonly state: string;
  readonly recipient: string;
  readonly template: string;
  readonly params: MailParams;
}
const mailsTo = (cycle: SmallCycle, where: string) =>
  cycle.query<Mail>(
    `SELECT split_part(key, '/', 3) AS day, state, recipient, template, params FROM message
      WHERE cycle_id = $1 AND ${where} ORDER BY created_at, key`,
  );
const said = (mail: Mail | undefined): string =>
  mail === undefined ? '' : mailText(mail.template, mail.params);
const remindersTo = async (cycle: SmallCycle, recipient: string) => {
  const mails = await mailsTo(cycle, `template = 'reminders' AND recipient = '${recipient}'`);
  return mails.map(({ day, state }) => `${day} ${state}`);
};

const extend = (cycle: SmallCycle, unitId: string, until: string) =>
  cycle.act({ role: 'administrator' }, unitId, { kind: 'extend', stage: 'q1Plan', until, reason: 'Bão' });

const amend = (cycle: SmallCycle, level: 'tinh' | 'xa' | '*', lastDay: string) =>
  province.unitOfWork.inTransaction(async (records) => {
    await records.cycles.changeRules(cycle.id);
    await records.cycles.addAmendment({
      cycleId: cycle.id,
      stage: 'q1Plan',
      level,
      operator: 'by',
      day: lastDay,
      lastDay,
      words: '',
      number: '15/UBND-NC',
      date: '2026-03-23',
      reason: 'Bão',
      actorId: cycle.administrator.actorId,
      effectiveAt: '2026-03-24T01:00:00.000Z',
      idempotencyKey: `${level}/${lastDay}`,
      bodyDigest: '',
      effect: {} as DeadlineEffect,
    });
  });

const correctionsTo = async (cycle: SmallCycle, recipient: string) => {
  const mails = await mailsTo(cycle, `template = 'correction' AND recipient = '${recipient}'`);
  return mails.map(({ params }) => `${textParam(params, 'oldLastDay')} → ${textParam(params, 'newLastDay')}`);
};

const unsettled = (cycle: SmallCycle) =>
  province.unitOfWork.inTransaction((records) => records.rehearsal.unsettled(cycle.id));

describe('a reminder that is carried late', () => {
  it('is written off where it is not true any more, and what is true then is sent', async () => {
    const cycle = await province.rehearse('away');
    await cycle.moveTo('2026-03-24T08:00');
    await cycle.turn();
    await cycle.deliver();
    await cycle.moveTo('2026-03-31T08:00');
    await cycle.plan();
    await cycle.moveTo('2026-04-03T09:00');
    expect(await cycle.carry()).toMatchObject({ messages: 0 });
    expect((await rungsOf(cycle, SILENT)).at(-1)).toBe(
      'last-day superseded: không còn đúng: đã qua ngày 31/3/2026',
    );
    await cycle.turn();
    expect(await remindersTo(cycle, mailbox(SILENT))).toEqual(['2026-03-24 accepted', '2026-04-03 pending']);
    expect((await rungsOf(cycle, SILENT, 'registration')).at(-1)).toBe('after-1 carried 04-03');
  });

  it('tells the days that remain on the day on which it really goes out', async () => {
    const cycle = await province.rehearse('later');
    await cycle.moveTo('2026-03-24T08:00');
    await cycle.plan();
    await cycle.moveTo('2026-03-25T09:00');
    await cycle.carry();
    const [mail] = await mailsTo(cycle, `recipient = '${mailbox(SILENT)}'`);
    expect([mail?.day, said(mail).includes('(Thứ Ba), còn 6 ngày.')]).toEqual(['2026-03-25', true]);
    expect((await rungsOf(cycle, SILENT)).at(-1)).toBe('before-7 carried 03-25');
  });

  it('leaves the day to a newer rung that is due on it', async () => {
    const cycle = await province.rehearse('outrun');
    await cycle.moveTo('2026-03-24T08:00');
    await cycle.plan();
    await cycle.moveTo('2026-03-27T07:30');
    await cycle.carry();
    expect((await rungsOf(cycle, SILENT)).at(-1)).toBe('before-7 superseded: có mốc nhắc mới hơn');
    await cycle.live('2026-03-27T12:00');
    expect(await remindersTo(cycle, mailbox(SILENT))).toEqual(['2026-03-27 accepted']);
  });

  it('is judged before a newer one may stand for it', async () => {
    const cycle = await province.rehearse('two-rows');
    await cycle.moveTo('2026-03-24T08:00');
    await cycle.plan();
    // As a turn leaves it that was begun under a day which was then moved back.
    await cycle.query(
      `INSERT INTO reminder (id, cycle_id, unit_id, stage, due_day, rung, recipient, send_day, state, reason, due_at)
       SELECT gen_random_uuid(), cycle_id, unit_id, stage, '2026-04-07', 'before-14', recipient, send_day, state, reason,
              due_at + interval '1 minute'
         FROM reminder WHERE cycle_id = $1 AND unit_id = '${SILENT}' AND stage = 'q1Plan' AND state = 'planned'`,
    );
    await cycle.carry();
    expect((await rungsOf(cycle, SILENT)).slice(-2)).toEqual([
      'before-7 carried 03-24',
      'before-14 superseded: hạn đã đổi',
    ]);
  });
});

describe('in the quiet hours', () => {
  it('what is planned waits for their end, disturbing neither the rehearsal nor the waker', async () => {
    const cycle = await province.rehearse('night');
    await cycle.moveTo('2026-03-24T17:59');
    expect((await cycle.plan()).carry).toBe(true);
    await cycle.moveTo('2026-03-24T22:00');
    expect(await cycle.carry()).toEqual({ carried: 0, messages: 0 });
    expect((await rungsOf(cycle, SILENT)).at(-1)).toBe('before-7 planned 03-24');
    expect(await cycle.plan()).toMatchObject({ nextAt: '2026-03-25T00:00:00.000Z', carry: false });
    expect(await unsettled(cycle)).toMatchObject({ reminders: 0 });
    await cycle.query(
      `UPDATE cycle SET changed_at = changed_at - interval '1 hour',
              reminders_planned_at = reminders_planned_at - interval '1 hour' WHERE id = $1`,
    );
    await cycle.query(`DELETE FROM cycle_change WHERE cycle_id = $1`);
    const waked = await province.unitOfWork.inTransaction((records) => records.cycles.needingWake());
    expect(waked.find((each) => each.cycle.id === cycle.id)?.which ?? []).not.toContain('reminders');
    const astray = () =>
      province.unitOfWork.inTransaction((records) => records.reminders.astray(cycle.id, 120));
    expect(await astray()).toEqual([]);
    await cycle.moveTo('2026-03-25T07:00');
    await cycle.turn();
    expect((await rungsOf(cycle, SILENT)).at(-1)).toBe('before-7 carried 03-25');
  });

  it('what was missed is not sent in the morning of a day that has a reminder of its own', async () => {
    const cycle = await province.rehearse('morning');
    await cycle.live('2026-03-27T09:00');
    await cycle.moveTo('2026-03-30T19:00');
    expect(await cycle.plan()).toMatchObject({ nextAt: '2026-03-31T00:00:00.000Z', carry: false });
    await cycle.live('2026-03-31T12:00');
    expect((await remindersTo(cycle, mailbox(SILENT))).slice(-2)).toEqual([
      '2026-03-27 accepted',
      '2026-03-31 accepted',
    ]);
    expect((await rungsOf(cycle, SILENT)).slice(-2)).toEqual([
      'before-1 superseded: đã quá lúc gửi, chỉ gửi nhắc mới nhất còn đúng',
      'last-day carried 03-31',
    ]);
  });
});

describe('mail that a relay has not taken for days', () => {
  it('is replaced by the newer one, which says what is still true of the older', async () => {
    const cycle = await province.rehearse('relay');
    const day = async (at: string) => {
      await cycle.moveTo(at);
      await cycle.turn();
      await cycle.query(`UPDATE message SET state = 'deferred' WHERE cycle_id = $1 AND state = 'pending'`);
    };
    // Register of the commune, 30 days before 15/4; then twice its plan, 14 and 7 days before 31/3.
    await cycle.live('2026-03-13T09:00');
    for (const at of ['2026-03-16T08:00', '2026-03-17T08:00', '2026-03-24T08:00']) await day(at);
    expect((await remindersTo(cycle, OFFICES.communeCommittee)).slice(-3)).toEqual([
      '2026-03-16 cancelled',
      '2026-03-17 cancelled',
      '2026-03-24 deferred',
    ]);
    const [mail] = await mailsTo(cycle, `recipient = '${OFFICES.communeCommittee}' AND state = 'deferred'`);
    expect(said(mail)).toContain('hết ngày 15/4/2026 (Thứ Tư) (*), còn 22 ngày.');
    expect(said(mail)).toContain('hết ngày 31/3/2026 (Thứ Ba) (*), còn 7 ngày.');
    expect((await rungsOf(cycle, 'UBX', 'communeRegister')).at(-1)).toBe('before-30 carried 03-24');
    expect((await rungsOf(cycle, 'UBX', 'communePlan')).slice(-2)).toEqual([
      'before-14 superseded: có mốc nhắc mới hơn',
      'before-7 carried 03-24',
    ]);
    const astray = await province.unitOfWork.inTransaction((records) =>
      records.reminders.astray(cycle.id, 120),
    );
    expect(astray).toEqual([]);
    await cycle.query(
      `UPDATE message SET state = 'cancelled' WHERE cycle_id = $1 AND recipient = '${mailbox(SILENT)}'`,
    );
    const lost = await province.unitOfWork.inTransaction((records) =>
      records.reminders.astray(cycle.id, 120),
    );
    expect(new Set(lost.map(({ unitId }) => unitId))).toEqual(new Set([SILENT]));
  });

  it.each(['sending', 'uncertain', 'accepted'])('is left alone where it is %s', async (state) => {
    const cycle = await province.rehearse(`relay-${state}`);
    await cycle.moveTo('2026-03-24T08:00');
    await cycle.turn();
    await cycle.query(`UPDATE message SET state = '${state}' WHERE cycle_id = $1`);
    await cycle.moveTo('2026-03-27T08:00');
    await cycle.turn();
    expect(await remindersTo(cycle, mailbox(SILENT))).toEqual([`2026-03-24 ${state}`, '2026-03-27 pending']);
  });
});

describe('a day that was moved more than once', () => {
  it('is corrected from the day that each subject was told last', async () => {
    const cycle = await province.rehearse('moved-twice');
    await cycle.moveTo('2026-03-24T08:00');
    await cycle.turn();
    await amend(cycle, 'xa', '2026-04-08');
    await cycle.turn();
    await amend(cycle, '*', '2026-04-10');
    await cycle.turn();
    expect(await correctionsTo(cycle, mailbox(RURAL))).toEqual([
      'hết ngày 31/3/2026 (Thứ Ba) (*) → hết ngày 08/4/2026 (Thứ Tư)',
      'hết ngày 08/4/2026 (Thứ Tư) → hết ngày 10/4/2026 (Thứ Sáu)',
    ]);
    expect(await correctionsTo(cycle, mailbox(SILENT))).toEqual([
      'hết ngày 31/3/2026 (Thứ Ba) (*) → hết ngày 10/4/2026 (Thứ Sáu)',
    ]);
  });

  it('by two graces names the first in the second letter', async () => {
    const cycle = await province.rehearse('two-graces');
    await cycle.moveTo('2026-03-24T08:00');
    await cycle.turn();
    await extend(cycle, SILENT, '2026-04-20');
    await extend(cycle, SILENT, '2026-05-04');
    expect(await correctionsTo(cycle, mailbox(SILENT))).toEqual([
      'hết ngày 31/3/2026 (Thứ Ba) (*) → hết ngày 20/4/2026 (Thứ Hai)',
      'hết ngày 20/4/2026 (Thứ Hai) → hết ngày 04/5/2026 (Thứ Hai)',
    ]);
  });

  it('is told to an office under its name', async () => {
    const cycle = await province.rehearse('office-grace');
    await cycle.moveTo('2026-11-17T09:00');
    await cycle.submit(RURAL, bodies.submit('selfScoring'));
    await cycle.submit(RURAL, bodies.submit('dossier'));
    await cycle.live('2026-11-18T12:00');
    await cycle.act({ role: 'administrator' }, RURAL, {
      kind: 'extend',
      stage: 'appraisal',
      until: '2026-11-27',
      reason: 'Bão',
    });
    const [mail] = await mailsTo(cycle, `template = 'correction' AND recipient = '${OFFICES.communePolice}'`);
    expect([mail?.params['addressee'], mail?.params['units']]).toEqual(['Công an xã', 'Trạm Y tế xã']);
  });

  it('by a document that comes while mails are made is left to the turn whose rules have it', async () => {
    const cycle = await province.rehearse('between');
    await cycle.moveTo('2026-03-24T08:00');
    await cycle.turn();
    await amend(cycle, '*', '2026-04-10');
    // As the turn saw it that began before the document.
    await cycle.query(`UPDATE cycle SET rules_version = 0 WHERE id = $1`);
    await cycle.carry();
    expect(await correctionsTo(cycle, mailbox(SILENT))).toEqual([]);
    await cycle.query(`UPDATE cycle SET rules_version = 1 WHERE id = $1`);
    await cycle.turn();
    expect(await correctionsTo(cycle, mailbox(SILENT))).toHaveLength(1);
  });

  it('by a grace that comes while a page of mails is made waits for the page', async () => {
    const cycle = await province.rehearse('grace-waits');
    await cycle.moveTo('2026-03-24T08:00');
    const order: string[] = [];
    let begun: () => void = () => undefined;
    const isHeld = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const page = province.unitOfWork.inTransaction(async (records) => {
      await records.reminders.holdSubjects(cycle.id, [SILENT]);
      begun();
      // Shorter than a command at the door waits for a lock.
      await pause(150);
      order.push('page');
    });
    await isHeld;
    await extend(cycle, SILENT, '2026-04-20');
    order.push('grace');
    await page;
    expect(order).toEqual(['page', 'grace']);
  });
});

describe('what no cut-off ends', () => {
  it('is told to whoever supervises from seven days on, in that office’s own mail', async () => {
    const cycle = await province.rehearseBefore('overdue');
    await cycle.moveTo('2026-11-20T09:00');
    await cycle.live('2026-11-30T12:00');
    const mails = await mailsTo(
      cycle,
      `template = 'reminders' AND recipient = '${OFFICES.provinceSteering}'`,
    );
    const overdue = mails.filter((mail) => said(mail).includes('quá hạn'));
    // Seven days after Sat 14/11 is Sat 21/11, fourteen Sat 28/11.
    expect(overdue.map(({ day }) => day)).toEqual(['2026-11-23', '2026-11-30']);
    const text = said(overdue[0]);
    expect(text).toContain('Quá hạn: Báo cáo Bộ (1 đơn vị, hết 14/11)\n');
    expect(text).toContain('Kính gửi: Ban Chỉ đạo 138 tỉnh\n');
    expect(text).toContain('Thuộc phạm vi theo dõi: 01 việc chưa hoàn thành');
    expect(text).toContain('1 đơn vị: Công an tỉnh.');
    // Units' own papers have a cut-off, and what no document orders is told to nobody above.
    expect(text).not.toContain('Sở Nội vụ');
    expect(mails.map(said).join()).not.toContain('UBND xã');
  });

  it('shows in the preview of the day with both who are told', async () => {
    const cycle = await province.rehearseBefore('overdue-preview');
    await cycle.moveTo('2026-11-16T09:00');
    await cycle.live('2026-11-17T12:00');
    const preview = new PreviewReminders(province.unitOfWork, province.rules);
    const seen = async (day: string) => {
      const { items } = await preview.execute(cycle.administrator, cycle.id, { at: day, limit: 50 });
      return items
        .filter(({ stage, outcome }) => stage === 'provinceReport' && ['sends', 'sent'].includes(outcome))
        .map(({ recipient, outcome }) => `${recipient ?? ''} ${outcome}`);
    };
    expect(await seen('2026-11-23')).toEqual([
      `${OFFICES.provincePolice} sends`,
      `${OFFICES.provinceSteering} sends`,
    ]);
    await cycle.live('2026-11-23T12:00');
    expect(await seen('2026-11-23')).toEqual([
      `${OFFICES.provincePolice} sent`,
      `${OFFICES.provinceSteering} sent`,
    ]);
    expect(await seen('2026-11-17')).toEqual([`${OFFICES.provincePolice} sent`]);
  });
});

describe('a mail that failed', () => {
  const failing = (cycle: SmallCycle, recipients: readonly string[]) =>
    cycle.query(
      `UPDATE message SET state = 'failed', last_answer = '550' WHERE cycle_id = $1 AND NOT escalated
          AND recipient IN (${recipients.map((each) => `'${each}'`).join(', ')})`,
    );
  const reports = async (cycle: SmallCycle) => {
    const mails = await mailsTo(cycle, `template = 'undelivered'`);
    return mails.map(({ recipient, params }) => `${recipient}: ${textParam(params, 'lines')}`);
  };
  const unreported = (cycle: SmallCycle) =>
    cycle.query<{ recipient: string }>(
      `SELECT m->>'recipient' AS recipient FROM audit e JOIN audit_detail d USING (cycle_id, area_code, seq),
              jsonb_array_elements(d.detail::jsonb->'messages') m
        WHERE e.cycle_id = $1 AND e.action = 'mail.unreported' ORDER BY 1`,
    );

  it('of an office that acts for units of one commune is reported in that commune', async () => {
    const cycle = await province.rehearseBefore('office-failed');
    await cycle.moveTo('2026-11-17T09:00');
    await cycle.submit(RURAL, bodies.submit('selfScoring'));
    await cycle.submit(RURAL, bodies.submit('dossier'));
    await cycle.turn();
    await cycle.deliver();
    await cycle.live('2026-11-18T12:00');
    await failing(cycle, [OFFICES.communePolice]);
    await cycle.turn();
    const lines = await reports(cycle);
    expect(lines.map((line) => line.split(':')[0])).toEqual([OFFICES.communeSteering]);
    expect(lines[0]).toContain('Công an xã');
  });

  it('of whoever would be reported to goes one level up, and where nobody is left it is noted', async () => {
    const cycle = await province.rehearseBefore('nobody-left');
    await cycle.moveTo('2026-03-24T08:00');
    await cycle.turn();
    await cycle.deliver();
    await failing(cycle, [mailbox(RURAL)]);
    await cycle.carry();
    await failing(cycle, [OFFICES.communeSteering]);
    await cycle.carry();
    expect((await reports(cycle)).map((line) => line.split('\n')[0])).toEqual([
      `${OFFICES.communeSteering}: - Trạm Y tế xã (mã ${RURAL}), địa chỉ ${mailbox(RURAL)}: thư nhắc`,
      `${OFFICES.provinceSteering}: - Ban Chỉ đạo 138 xã, địa chỉ ${OFFICES.communeSteering}: báo thư không gửi được`,
    ]);
    expect(await unreported(cycle)).toEqual([]);
    await failing(cycle, [OFFICES.provinceSteering]);
    await cycle.carry();
    await cycle.carry();
    expect(await reports(cycle)).toHaveLength(2);
    expect(await unreported(cycle)).toEqual([{ recipient: OFFICES.provinceSteering }]);
    expect(await unsettled(cycle)).toMatchObject({ escalations: 0 });
  });
});

describe('the preview', () => {
  const lineOf = async (cycle: SmallCycle, at: string) => {
    const preview = new PreviewReminders(province.unitOfWork, province.rules);
    const { items } = await preview.execute(cycle.administrator, cycle.id, { at, unitId: SILENT, limit: 5 });
    const line = items.find(({ stage }) => stage === 'q1Plan');
    return [line?.outcome, line?.reason];
  };

  it('still shows as sent what was sent before its day was moved, and of a closed year that it is closed', async () => {
    const cycle = await province.rehearseBefore('preview-moved');
    await cycle.live('2026-03-24T09:00');
    await extend(cycle, SILENT, '2026-04-20');
    expect(await lineOf(cycle, '2026-03-24')).toEqual(['sent', 'đã gửi']);
    await province.unitOfWork.inTransaction((records) =>
      records.cycles.markClosed(cycle.id, '2026-03-24T02:00:00.000Z'),
    );
    expect(await lineOf(cycle, '2026-04-20')).toEqual(['closed', 'chu kỳ đã đóng']);
  });
});
