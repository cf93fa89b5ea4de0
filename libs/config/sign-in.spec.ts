import { describe, expect, it } from '@jest/globals';
import { signInHindrance } from './sign-in.js';

describe('signing in', () => {
  it.each([
    ['127.0.0.1', undefined],
    ['127.0.0.53', undefined],
    ['localhost', undefined],
    ['::1', undefined],
    ['127.0.0.1', 'https://antq.example.test'],
    ['0.0.0.0', 'https://antq.example.test'],
    ['127.0.0.1', 'http://127.0.0.1:3000'],
    ['0.0.0.0', 'http://localhost:3000'],
    ['0.0.0.0', 'http://[::1]:3000'],
  ])('works where the API listens on %s and people type %s', (host, publicUrl) => {
    expect(signInHindrance({ host, publicUrl })).toBeUndefined();
  });

  it.each([
    [
      '0.0.0.0',
      undefined,
      /^API nghe ở 0\.0\.0\.0 mà không có TLS và chưa khai ANTQ_PUBLIC_URL .* __Host-.*\./,
    ],
    ['::', undefined, /^API nghe ở :: /],
    ['10.0.0.5', undefined, /^API nghe ở 10\.0\.0\.5 /],
    ['127.evil.example.test', undefined, /^API nghe ở 127\.evil/],
    [
      '127.0.0.1',
      'http://antq.example.test',
      /^ANTQ_PUBLIC_URL là http:\/\/antq\.example\.test, không phải HTTPS/,
    ],
    ['0.0.0.0', 'http://10.0.0.5:3000', /^ANTQ_PUBLIC_URL là http:\/\/10\.0\.0\.5:3000, /],
  ])('cannot work where the API listens on %s and people type %s', (host, publicUrl, told) => {
    expect(signInHindrance({ host, publicUrl })).toMatch(told);
  });
});
