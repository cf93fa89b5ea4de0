import { createHash } from 'node:crypto';
import type { AttemptKey } from './attempts.port.js';

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** An address from one net, by which it is known where its holder signs in from. */
export const pairKeyOf = (email: string, net: string): AttemptKey => ({
  count: 'pair',
  of: digestOf(`${email}\n${net}`),
});

/** The password of the own account, which is asked again before another one is set. */
export const ownPasswordKeyOf = (accountId: string): AttemptKey => ({
  count: 'pair',
  of: digestOf(accountId),
});

/** What an attempt by password counts for: the address from this net, the address, the net. */
export const attemptKeysOf = (email: string, net: string): readonly AttemptKey[] => [
  pairKeyOf(email, net),
  { count: 'account', of: digestOf(email) },
  { count: 'net', of: digestOf(net) },
];
