import { describe, expect, it } from '@jest/globals';
import { relayAnswerOf } from './relay-answer.js';

describe('what a relay meant', () => {
  it.each([
    ['550 5.1.1 <a@b.vn>: Recipient address rejected: User unknown', 'noMailbox'],
    ['550 no such user', 'noMailbox'],
    ['550', 'noMailbox'],
    ['452 4.2.2 The email account that you tried to reach is over quota', 'full'],
    ['552 mailbox full', 'full'],
    ['550 5.1.2 Bad destination mailbox address: domain not found', 'noDomain'],
    ['550 5.7.1 Message rejected as spam', 'refused'],
    ['554 Transaction failed', 'other'],
  ] as const)('%s', (answer, meaning) => {
    expect(relayAnswerOf(answer)).toBe(meaning);
  });
});
