import { describe, expect, it } from '@jest/globals';
import { reminders } from './reminders.schema.js';

const stored = {
  ...{ src: 'assumed', status: 'assumed', beforeDays: [7, 0], afterDays: [1], thenEveryDays: 7 },
};

describe('the reminders of a pack', () => {
  it('stored before it said whom they go to go to the contact officer, to the mailbox where there is none', () => {
    const { recipients, closing } = reminders.parse(stored);
    expect(recipients.map(({ key, only, fromWorkingDays }) => [key, only, fromWorkingDays])).toEqual([
      ['officer', undefined, undefined],
      ['mailbox', 'noOfficer', undefined],
    ]);
    expect(closing).toBeUndefined();
  });

  it('name each recipient once, and warnings of a cut-off from far to near', () => {
    const officer = { key: 'officer', src: 'assumed', status: 'assumed' };
    const closing = {
      ...{ src: 'assumed', status: 'assumed', after: true, to: [] },
      beforeWorkingDays: [1, 7],
    };
    expect(reminders.safeParse({ ...stored, recipients: [officer, officer] }).success).toBe(false);
    expect(reminders.safeParse({ ...stored, recipients: [] }).success).toBe(false);
    expect(reminders.safeParse({ ...stored, closing }).success).toBe(false);
    expect(
      reminders.safeParse({ ...stored, closing: { ...closing, beforeWorkingDays: [7, 1] } }).success,
    ).toBe(true);
  });
});
