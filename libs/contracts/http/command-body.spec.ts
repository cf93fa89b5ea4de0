import { describe, expect, it } from '@jest/globals';
import { commandBody } from './command-body.js';

const faultsOf = (value: unknown) => {
  const parsed = commandBody.safeParse(value);
  return parsed.success ? [] : parsed.error.issues.map((issue) => issue.path.join('.'));
};

describe('the body of a command', () => {
  it('refuses fields it does not know, so nobody slips in a role or a score', () => {
    expect(commandBody.safeParse({ kind: 'submit', stage: 'q1Plan', role: 'administrator' }).success).toBe(
      false,
    );
    expect(
      commandBody.safeParse({ kind: 'submit', stage: 'q1Plan', paper: { number: '1', score: 9 } }).success,
    ).toBe(false);
  });

  it('refuses line breaks and control characters in every text, so no header can be injected', () => {
    expect(faultsOf({ kind: 'close', reason: 'một\r\nBcc: x@y' })).toEqual(['reason']);
    expect(
      faultsOf({
        kind: 'decide',
        stage: 'recognition',
        recognised: true,
        number: '1\n2',
        date: '2026-11-20',
        signer: 'A',
      }),
    ).toEqual(['number']);
  });

  it('keeps the paragraphs of what a report answers, and nothing that is not seen', () => {
    const answered = (text: string) => ({
      kind: 'submit',
      stage: 'communeReport',
      answers: [{ task: '1', text }],
    });
    expect(commandBody.parse(answered('  Một \r\n\r\n\r\n\n- Hai\u200b  \n'))).toEqual(
      answered('Một\n\n- Hai'),
    );
    for (const text of ['một\thai', 'một\u0007', 'một\u202ehai', ' \n ', 'x'.repeat(8001)])
      expect([text, faultsOf(answered(text))]).toEqual([text, ['answers.0.text']]);
    expect(faultsOf(answered('x\n'.repeat(4000)))).toEqual([]);
  });

  it('stores composed text whichever form was typed', () => {
    const parsed = commandBody.parse({ kind: 'close', reason: 'Đóng sổ'.normalize('NFD') });
    expect(parsed).toEqual({ kind: 'close', reason: 'Đóng sổ'.normalize('NFC') });
  });

  it('refuses a day that is not in the calendar', () => {
    expect(faultsOf({ kind: 'extend', stage: 'q1Plan', until: '2026-02-29', reason: 'x' })).toEqual([
      'until',
    ]);
    expect(faultsOf({ kind: 'extend', stage: 'q1Plan', until: '29/02/2028', reason: 'x' })).toEqual([
      'until',
    ]);
  });

  it('refuses a day outside the lifetime of the system, which is a slip of the keyboard', () => {
    for (const until of ['9999-12-31', '1926-03-31']) {
      expect(faultsOf({ kind: 'extend', stage: 'q1Plan', until, reason: 'x' })).toEqual(['until']);
    }
  });

  it('of an extension that answers a request names the document', () => {
    const extend = { kind: 'extend', stage: 'q1Plan', until: '2026-04-10', reason: 'x' };
    const granted = { ...extend, request: '7b0f8c1e-3f0a-4f0e-9a59-0c1d6a0b7a11' };
    expect(faultsOf(extend)).toEqual([]);
    expect(faultsOf(granted)).toEqual(['number', 'date']);
    expect(faultsOf({ ...granted, number: '7/CV' })).toEqual(['date']);
    expect(faultsOf({ ...granted, number: '7/CV', date: '2026-04-01' })).toEqual([]);
  });

  it('refuses points that are no number, negative or over a hundred', () => {
    for (const points of ['3', -1, 101, Number.NaN]) {
      const sheet = [{ criterion: '1', points }];
      expect(faultsOf({ kind: 'submit', stage: 'selfScoring', sheet })).toEqual(['sheet.0.points']);
    }
  });

  it('of an answer that changes a result says the new one, unless points alone change', () => {
    const answer = {
      kind: 'answerAppeal',
      stage: 'recognition',
      outcome: 'changed',
      reason: 'Chấm lại',
      number: '1/QĐ',
      date: '2026-12-05',
      signer: 'A',
    };
    expect(faultsOf(answer)).toEqual(['recognised']);
    expect(faultsOf({ ...answer, outcome: 'upheld' })).toEqual([]);
    expect(faultsOf({ ...answer, recognised: false })).toEqual([]);
    expect(faultsOf({ ...answer, sheet: [{ criterion: '7', points: 0 }] })).toEqual([]);
  });
});
