import { describe, expect, it } from '@jest/globals';
import type { PackCriterion } from '#libs/policy';
import { syntheticPack } from '../policy/synthetic-pack.support.js';
import type { Citable } from './index.js';
import { checkCitations, uncitedCriteria } from './index.js';

const window = { from: '2025-11-16', to: '2026-11-15' };
const citable = (id: string, more: Partial<Citable> = {}): Citable => ({
  id,
  title: `Tài liệu ${id}`,
  effectiveOn: '2026-03-01',
  withdrawn: false,
  ...more,
});
const known = new Map(
  [
    citable('a'),
    citable('withdrawn', { withdrawn: true }),
    citable('first', { effectiveOn: '2025-11-16' }),
    citable('early', { effectiveOn: '2025-11-15' }),
    citable('last', { effectiveOn: '2026-11-15' }),
    citable('late', { effectiveOn: '2026-11-16' }),
  ].map((each) => [each.id, each]),
);
const check = (...cites: string[]) => checkCitations([{ criterion: '7', cites }], known, window);

describe('citations', () => {
  it('hold for evidence of the window, both its days inside', () => {
    expect(check('a', 'first', 'last')).toEqual([]);
    expect(checkCitations([{ criterion: '7' }], known, window)).toEqual([]);
  });

  it.each([
    ['b', 'SCORE.CITE_UNKNOWN', 'không có minh chứng hoặc mục sổ "b"'],
    ['withdrawn', 'SCORE.CITE_WITHDRAWN', '"Tài liệu withdrawn" đã được rút lại'],
    ['early', 'SCORE.CITE_OUTSIDE_WINDOW', 'có ngày 15/11/2025, ngoài kỳ đánh giá 16/11/2025 – 15/11/2026'],
    ['late', 'SCORE.CITE_OUTSIDE_WINDOW', 'có ngày 16/11/2026, ngoài kỳ đánh giá 16/11/2025 – 15/11/2026'],
  ])('name %s as %s, with its place', (id, code, words) => {
    const [problem, ...others] = check('a', id, id);
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ code, criterion: '7' });
    expect(problem?.message).toContain('Ở tiêu chí 7: ');
    expect(problem?.message).toContain(words);
  });

  it('are missed where points are claimed and evidence is asked for', () => {
    const asked = (each: PackCriterion): PackCriterion => ({
      ...each,
      evidence: ['Giấy tờ'],
      children: each.children?.map(asked),
    });
    const criteria = syntheticPack().criteria.map(asked);
    const lines = [
      { criterion: 'f', claims: true },
      { criterion: 'a', claims: true, cites: [] },
      { criterion: 'c', claims: true, cites: ['e1'] },
      { criterion: 'b1', claims: false },
      { criterion: 'd', claims: true },
    ];
    expect(uncitedCriteria(criteria, lines)).toEqual(['a', 'f']);
    const bare = criteria.map((each) => (each.key === 'f' ? { ...each, evidence: [] } : each));
    expect(uncitedCriteria(bare, lines)).toEqual(['a']);
  });
});
