import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { OVERSEEN_2026 } from '../support/overseen-2026.js';
import { OverseenYear, type ToldMail } from '../support/overseen-year.js';

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
