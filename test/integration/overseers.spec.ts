import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NewGrant } from '#libs/application';
import { OVERSEEN_2026 } from '../support/overseen-2026.js';
import { OverseenYear, type ToldMail } from '../support/overseen-year.js';
import { COMMUNE } from '../support/small-cycle.js';

const MARKS = '[DIỄN TẬP] [ANTQ 2026] ';

let year: OverseenYear;
let mails: readonly ToldMail[];
beforeAll(async () => {
  year = await OverseenYear.open();
  await year.live();
  mails = await year.mails();
}, 120_000);
afterAll(() => year?.dispose());

describe('who answers for others is told in a year', () => {
  it('what the table written by hand says, on its days, and nothing else', () => {
    const lines = (all: readonly { day: string; to: string; subject: string }[]) =>
      all.map(({ day, to, subject }) => `${day} ${to}: ${subject}`).sort();
    const expected = OVERSEEN_2026.flatMap(({ to, ...line }) => to.map((each) => ({ ...line, to: each })));
    expect(lines(mails.map((mail) => ({ ...mail, subject: mail.subject.replace(MARKS, '') })))).toEqual(
      lines(expected),
    );
  });

  it.each(OVERSEEN_2026.filter(({ says = [], silent = [] }) => says.length + silent.length > 0))(
    'in these words: $day $subject',
    ({ day, to, subject, says = [], silent = [] }) => {
      for (const recipient of to) {
        const text = mails.find(
          (mail) => mail.day === day && mail.to === recipient && mail.subject === `${MARKS}${subject}`,
        )?.text;
        for (const words of says) expect(text).toContain(words);
        for (const words of silent) expect(text).not.toContain(words);
      }
    },
  );
});

describe('lists that were drawn up in part', () => {
  it('are drawn up to the end by the next turn, each office once', async () => {
    const cycle = await year.another('dang-do');
    await cycle.moveTo('2026-03-26T07:30');
    await expect(cycle.plan('afterOverseerPage@1:throw')).rejects.toThrow('afterOverseerPage');
    const lists = () =>
      cycle.query<{ office: string; mails: number }>(
        `SELECT o.office_code AS office, count(m.id)::int AS mails FROM overseer_mail o JOIN message m ON m.id = o.message_id
          WHERE o.cycle_id = $1 AND o.kind = 'list' GROUP BY 1 ORDER BY 1`,
      );
    const begun = await lists();
    expect(begun.length).toBeGreaterThan(0);
    await cycle.plan();
    await cycle.plan();
    expect(await lists()).toEqual(begun);
    const queued = await cycle.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM message WHERE cycle_id = $1 AND template = 'overseer-list'`,
    );
    expect(queued).toEqual([{ n: begun.length }]);
  });
});

describe('what waits for a paper whose content is not entered yet', () => {
  it('is asked of no office, also once the paper could be handed in no more', async () => {
    const cycle = await year.another('cho-nhap');
    await cycle.moveTo('2026-11-17T09:00');
    const scope = { level: 'xa', communeCode: COMMUNE } as const;
    const arrival = { arrivalNumber: '9', arrivedOn: '2026-11-17' };
    await cycle.act({ role: 'appraiser', officeCode: 'CAX', scope }, 'QN0004', {
      ...{ kind: 'receivePaper', stage: 'dossier', ...arrival },
    });
    const owed = await year.inTransaction(({ oversight }) =>
      oversight.owed(cycle.id, { lastDay: '2026-11-21', today: '2026-11-25' }, [
        { stage: 'appraisal', requires: 'dossier', untilCutOff: true },
      ]),
    );
    expect(owed.flatMap(({ unitId, stage }) => (stage === 'appraisal' ? [unitId] : []))).toEqual([
      'QN0001',
      'QN0002',
      'QN0003',
    ]);
  });
});

describe('an address that only an account has', () => {
  it.each<[string, Pick<NewGrant, 'role' | 'scope' | 'officeCode'>, object]>([
    [
      'unit',
      { role: 'unit-officer', scope: { level: 'unit', unitId: 'QN0003' } },
      { ownerId: 'QN0003', ownerName: 'Trạm Y tế xã', managedBy: 'xa', communeCode: COMMUNE },
    ],
    [
      'office',
      { role: 'appraiser', scope: { level: 'xa', communeCode: COMMUNE }, officeCode: 'CAX' },
      { ownerId: 'CAX', ownerName: 'Công an xã' },
    ],
    [
      'area',
      { role: 'auditor', scope: { level: 'xa', communeCode: COMMUNE } },
      { ownerId: COMMUNE, ownerName: 'Xã Tịnh Khê' },
    ],
  ])('is known with the %s of its account, as long as that is in use', async (of, grant, owner) => {
    const cycle = await year.another(`tai-khoan-${of}`);
    const [address, accountId] = [`${of}@tai-khoan.example.test`, randomUUID()];
    const known = () =>
      year.inTransaction(async ({ oversight }) => {
        await oversight.forgetMended(cycle.id);
        return oversight.dead(cycle.id);
      });
    await year.inTransaction(async ({ accounts, messages, oversight }) => {
      const by = { createdBy: 'spec', grantedBy: 'spec' };
      await accounts.add({ id: accountId, provinceCode: '51', name: 'Cán bộ', email: address, ...by });
      await accounts.addGrant({
        ...{ ...grant, ...by, id: randomUUID(), accountId, from: '2026-01-01', paper: 'QĐ 1' },
      });
      const mail = { key: address, relay: 'capture', recipient: address, template: 'presented' } as const;
      const sent = await messages.enqueueAll([{ ...mail, cycleId: cycle.id, params: {} }]);
      const failed = { messageId: sent.get(address) ?? '', answer: '550 5.1.1 no such user' };
      await oversight.addDead(cycle.id, [{ address, since: '2026-03-24T02:00:00.000Z', ...failed }]);
    });
    expect(await known()).toMatchObject([{ address, ...owner }]);
    await year.inTransaction(({ accounts }) => accounts.disable(accountId, 'spec', 'Nghỉ việc'));
    expect(await known()).toEqual([]);
  });
});
