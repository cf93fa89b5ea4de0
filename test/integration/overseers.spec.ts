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
