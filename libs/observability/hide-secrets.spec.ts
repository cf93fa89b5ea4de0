import { describe, expect, it } from '@jest/globals';
import { describeError, hideSecrets } from './hide-secrets.js';

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
    expect(hideSecrets(line)).toBe('{"url":"/x?t=antq_[kín]","name":"antq"}');
  });

  it('holds no password of a server and no address of a person, and stays what it was otherwise', () => {
    const reason =
      'smtps://antq:mat%40khau@relay.example.test:465 at /app/node_modules/@temporalio/worker/lib/x.js\n' +
      'dau-moi.1@don-vi.example.test refused, ô.an@xã.example.test too';
    expect(JSON.parse(hideSecrets(JSON.stringify({ reason })))).toEqual({
      reason:
        'smtps://[kín]@relay.example.test:465 at /app/node_modules/@temporalio/worker/lib/x.js\n' +
        '[thư] refused, [thư] too',
    });
  });

  it('is written at once however long a line without a break is', () => {
    const line = 'x'.repeat(1_000_000);
    const started = performance.now();
    expect(hideSecrets(line)).toBe(line);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
