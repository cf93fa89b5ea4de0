import { describe, expect, it } from '@jest/globals';
import { PolicyError } from './index.js';

describe('a PolicyError', () => {
  it('says the sentence of its code in the catalogue, with the place in the pack', () => {
    const error = new PolicyError('POLICY.UNKNOWN_SOURCE', { pack: 'p', source: 'kh34' }, 'sources.kh34');
    expect(error).toMatchObject({ name: 'PolicyError', code: 'POLICY.UNKNOWN_SOURCE', path: 'sources.kh34' });
    expect(error.message).toBe(
      'Gói quy định "p" không có nguồn "kh34". Hãy thêm nguồn này hoặc nêu nguồn khác.',
    );
  });

  it('does not compile with a code that has no entry, or of another subject, or without its parameters', () => {
    // @ts-expect-error the code has no entry
    expect(() => new PolicyError('POLICY.NO_SUCH_CODE', {})).toThrow();
    // @ts-expect-error a code of another subject
    expect(new PolicyError('CYCLE.UNKNOWN', { cycle: 'c' })).toBeDefined();
    // @ts-expect-error a parameter is missing
    expect(new PolicyError('POLICY.UNKNOWN_SOURCE', { pack: 'p' })).toBeDefined();
  });
});
