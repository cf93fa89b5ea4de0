/** What a relay meant by refusing a mail, for a template that has a sentence for each. */
export type RelayAnswer = 'noMailbox' | 'full' | 'noDomain' | 'refused' | 'other';

/** By the enhanced codes of RFC 3463, else by the words that relays use. */
const MEANINGS: readonly (readonly [RegExp, RelayAnswer])[] = [
  [
    /\b5\.1\.[136]\b|user (unknown|not found)|no such (user|mailbox)|does not exist|mailbox unavailable/i,
    'noMailbox',
  ],
  [/\b[45]\.2\.2\b|\b552\b|quota|mailbox (is )?full|over ?quota/i, 'full'],
  [/\b5\.1\.2\b|\b5\.4\.4\b|domain not found|no mx|nxdomain|host not found/i, 'noDomain'],
  [/\b5\.7\.\d+\b|spam|blocked|policy|denied|blacklist/i, 'refused'],
  [/\b5\.1\.\d\b|^550\b/i, 'noMailbox'],
];

export function relayAnswerOf(answer: string): RelayAnswer {
  return MEANINGS.find(([pattern]) => pattern.test(answer))?.[1] ?? 'other';
}
