import { describe, expect, it } from '@jest/globals';
import { describeError, hideTokens } from './hide-secrets.js';

describe('the log', () => {
  it('tells why a statement failed and not with which values', () => {
    const driver = Object.assign(new Error('unique_violation'), {
      code: '23505',
      detail: 'Key (name)=(Bí mật)',
    });
    const failed = Object.assign(new Error('query failed', { cause: driver }), {
      query: 'INSERT INTO command VALUES ($1)',
      parameters: ['Bí mật'],
      driverError: driver,
    });
    const told = JSON.stringify(describeError(failed));
    expect(told).not.toContain('Bí mật');
    for (const word of ['query failed', 'INSERT INTO command', '23505', 'unique_violation'])
      expect(told).toContain(word);
  });

  it('leaves what is no error as it is', () => {
    expect(describeError('ECONNREFUSED')).toBe('ECONNREFUSED');
  });

  it('holds no token, wherever it came from', () => {
    const line = '{"url":"/x?t=antq_abcdefghijklmnopqrstuvwxyz-0123456789_AB","name":"antq"}';
    expect(hideTokens(line)).toBe('{"url":"/x?t=antq_[kín]","name":"antq"}');
  });
});
