import { describe, expect, it } from '@jest/globals';
import type { RefusalCode } from '#libs/unit-year';
import { knownCodes, sentenceFor } from './sentences.js';

/** Written out so that a new refusal without a sentence does not compile or does not pass. */
const REFUSALS = {
  'STAGE.UNKNOWN': true,
  'STAGE.WRONG_ACT': true,
  'STAGE.NOT_OPEN': true,
  'STAGE.CUT_OFF_PASSED': true,
  'STAGE.REQUIRES': true,
  'STAGE.ALREADY_SUBMITTED': true,
  'STAGE.ALREADY_DONE': true,
  'STAGE.NOT_SUBMITTED': true,
  'STAGE.LOCKED': true,
  'ACTOR.NOT_HEAD': true,
  'ACTOR.WRONG_ROLE': true,
  'ACTOR.ON_BEHALF_ONLY': true,
  'YEAR.PAUSED': true,
  'YEAR.NOT_PAUSED': true,
  'YEAR.CLOSED': true,
  'EXTEND.NOT_LATER': true,
  'EXTEND.PASSED': true,
  'RETURN.DATE_PASSED': true,
  'RETURN.NEEDS_DATE': true,
  'RESTART.NOTHING_DONE': true,
  'RESTART.NEEDS_DATE': true,
  'RESTART.DATE_PASSED': true,
  'ACTOR.OTHER_ROLE': true,
  'RESULT.NONE': true,
  'APPEAL.NOT_POSSIBLE': true,
  'APPEAL.TOO_LATE': true,
  'APPEAL.WAITING': true,
  'APPEAL.EXHAUSTED': true,
  'APPEAL.NONE': true,
  'REVOKE.NOT_RECOGNISED': true,
  'REVOKE.GROUND_UNKNOWN': true,
  'REVOKE.NOT_PROPOSED': true,
  'REVOKE.SAME_ACTOR': true,
  'OVERRIDE.ALREADY': true,
  'EXEMPLAR.NOT_POSSIBLE': true,
  'EXEMPLAR.NOT_REGISTERED': true,
  'EXEMPLAR.NOT_RECOGNISED': true,
  'EXEMPLAR.NOT_PROPOSED': true,
  'EXEMPLAR.ALREADY': true,
} satisfies Record<RefusalCode, true>;

describe('the sentences for people', () => {
  it('has one for every refusal of the state machine', () => {
    for (const code of Object.keys(REFUSALS)) expect(knownCodes()).toContain(code);
  });

  it('writes days as people in Vietnam do, and stages by name', () => {
    const sentence = sentenceFor('STAGE.CUT_OFF_PASSED', { stageName: 'Hồ sơ', lastDay: '2026-11-20' });
    expect(sentence).toContain('“Hồ sơ”');
    expect(sentence).toContain('hết ngày 20/11/2026');
  });

  it('is composed Vietnamese that says what to do: no empty sentence, NFC, a full stop at the end', () => {
    for (const code of knownCodes()) {
      const sentence = sentenceFor(code, {});
      expect(sentence).toBe(sentence.normalize('NFC'));
      expect(sentence).toMatch(/\.$/);
      expect(sentence.length).toBeGreaterThan(15);
    }
  });

  it('falls back to the code itself rather than to silence', () => {
    expect(sentenceFor('NO.SUCH_CODE')).toBe('NO.SUCH_CODE');
  });
});
