import { expect, it } from '@jest/globals';
import { DomainError } from '#libs/contracts';
import { requireOwnOrigin } from './own-origin.js';

const told = (headers: Record<string, string>, bySession = true, method = 'POST') => {
  try {
    requireOwnOrigin(
      { method, protocol: 'https', headers: { host: 'antq.example.test', ...headers } },
      { bySession },
    );
    return 'let in';
  } catch (error) {
    return error instanceof DomainError ? error.code : String(error);
  }
};
const FOREIGN = 'AUTH.FOREIGN_ORIGIN';

it.each([
  ['says that it is of the same origin', { 'sec-fetch-site': 'same-origin' }, 'let in'],
  ['comes from a page of this host', { origin: 'https://antq.example.test' }, 'let in'],
  ['comes from a page of this host that nothing encrypts', { origin: 'http://antq.example.test' }, FOREIGN],
  ['comes from a page of others', { origin: 'https://evil.example.test' }, FOREIGN],
  ['comes from a page without an origin', { origin: 'null' }, FOREIGN],
  ['comes from another host of the site', { 'sec-fetch-site': 'same-site' }, FOREIGN],
  ['is sent across sites', { 'sec-fetch-site': 'cross-site', origin: 'https://antq.example.test' }, FOREIGN],
  ['comes from an address that a person typed', { 'sec-fetch-site': 'none' }, FOREIGN],
  ['does not say where it comes from', {}, FOREIGN],
])('a change by a session that %s', (_how, headers, expected) => {
  expect(told(headers as Record<string, string>)).toBe(expected);
});

it('a program without a session need not say where it comes from, and is refused where it says a foreign place', () => {
  expect(told({}, false)).toBe('let in');
  expect(told({ origin: 'https://evil.example.test' }, false)).toBe(FOREIGN);
});

it('what changes nothing may come from anywhere', () => {
  for (const method of ['GET', 'HEAD']) {
    expect(told({ origin: 'https://evil.example.test' }, true, method)).toBe('let in');
  }
});
