import { describe, expect, it } from '@jest/globals';
import { type PackCriterion, type PackGap, type PolicyPack } from '#libs/policy';
import { syntheticPack } from '../policy/synthetic-pack.support.js';
import { changedRules, isSameScore } from './index.js';

const pack = syntheticPack();
const criteria = (key: string, change: (criterion: PackCriterion) => PackCriterion): PolicyPack => ({
  ...pack,
  criteria: pack.criteria.map((each) =>
    each.key === key
      ? change(each)
      : { ...each, children: each.children?.map((child) => (child.key === key ? change(child) : child)) },
  ),
});

describe('scores that come out again', () => {
  const stored = { provisional: 48, final: 98, class: 'tot' };

  it('are the same in both totals and the class', () => {
    expect(isSameScore(stored, { ...stored })).toBe(true);
    for (const other of [{ provisional: 47 }, { final: 97 }, { class: 'kha' }, { class: undefined }]) {
      expect(isSameScore(stored, { ...stored, ...other })).toBe(false);
    }
  });

  it('are compared in what was stored alone', () => {
    expect(isSameScore({ provisional: 48 }, stored)).toBe(true);
    expect(isSameScore({ final: 98 }, stored)).toBe(true);
    expect(isSameScore({}, stored)).toBe(true);
  });
});

describe('rules that changed between two packs', () => {
  it('are none between a pack and itself, nor where words and sources alone differ', () => {
    expect(changedRules(pack, pack)).toEqual([]);
    const reworded = criteria('f', (each) => ({ ...each, text: 'Khác', src: 'assumed', status: 'assumed' }));
    expect(changedRules(pack, reworded)).toEqual([]);
    const measured = criteria('c', (each) => ({
      ...each,
      measure: each.measure && { ...each.measure, src: 'rules', status: 'binding' },
    }));
    expect(changedRules(pack, measured)).toEqual([]);
    const branched = criteria('a', (each) => ({
      ...each,
      branches: each.branches?.map((branch) => ({ ...branch, text: 'Khác' })),
    }));
    expect(changedRules(pack, branched)).toEqual([]);
  });

  it.each<[string, Partial<PackCriterion>]>([
    ['max', { max: 9 }],
    ['step', { step: 1 }],
    ['all or nothing', { allOrNothing: true }],
    ['origin', { derivedFrom: 'recognition' }],
    ['awards', { perAward: { collective: 1, person: 1 } }],
    ['branches', { branches: [{ key: 'a', when: { all: [] }, text: 'x' }] }],
    ['gaps', { gaps: ['NO_CLUB'] }],
    ['children', { children: [{ ...(pack.criteria[0] as PackCriterion), key: 'f1' }] }],
    [
      'measure',
      {
        measure: {
          target: 'subunits',
          judged: 'each',
          groups: [],
          missed: 0,
          required: true,
          src: 'assumed',
          status: 'assumed',
        },
      },
    ],
  ])('name the criterion whose %s is another', (_what, more) => {
    expect(
      changedRules(
        pack,
        criteria('f', (each) => ({ ...each, ...more })),
      )[0],
    ).toBe('criteria.f');
  });

  it('look into branches, measures, parts and effects', () => {
    const rows = (key: string, change: (criterion: PackCriterion) => Partial<PackCriterion>) =>
      changedRules(
        pack,
        criteria(key, (each) => ({ ...each, ...change(each) })),
      );
    expect(
      rows('a', ({ branches }) => ({ branches: branches?.map((each) => ({ ...each, when: { all: [] } })) })),
    ).toEqual(['criteria.a']);
    expect(
      rows('a', ({ branches }) => ({ branches: branches?.map((each) => ({ ...each, key: 'k' })) })),
    ).toEqual(['criteria.a']);
    expect(rows('c', ({ measure }) => ({ measure: measure && { ...measure, missed: 1 } }))).toEqual([
      'criteria.c',
    ]);
    expect(rows('b', ({ children = [] }) => ({ children: [...children].reverse() }))).toEqual(['criteria.b']);
    const other = (change: (option: PackGap['options'][number]) => PackGap['options'][number]) => ({
      ...pack,
      gaps: pack.gaps.map((gap) =>
        gap.key === 'NO_CLUB' ? { ...gap, options: gap.options.map(change) } : gap,
      ),
    });
    expect(
      changedRules(
        pack,
        other((each) => ({ ...each, effect: { points: 1 } })),
      ),
    ).toEqual(['gaps.NO_CLUB']);
    expect(
      changedRules(
        pack,
        other((each) => ({ ...each, key: `${each.key}2` })),
      ),
    ).toEqual(['gaps.NO_CLUB']);
    expect(
      changedRules(
        pack,
        other((each) => ({ ...each, text: 'Khác' })),
      ),
    ).toEqual([]);
    const without = { ...pack, targets: undefined };
    expect(changedRules(without, without)).toEqual([]);
  });

  it('name bands, readings and thresholds, also what came or went', () => {
    const other: PolicyPack = {
      ...pack,
      classes: [...pack.classes.map((each) => (each.key === 'upper' ? { ...each, min: 95 } : each))].filter(
        ({ key }) => key !== 'lower',
      ),
      gaps: pack.gaps.map((gap) =>
        gap.key === 'NO_CLUB' ? { ...gap, options: gap.options.slice(0, 1) } : gap,
      ),
      targets: pack.targets.map((target) => (target.key === 'heard' ? { ...target, percent: 95 } : target)),
    };
    expect(changedRules(pack, other)).toEqual([
      'classes.upper',
      'classes.lower',
      'gaps.NO_CLUB',
      'targets.heard',
    ]);
    expect(changedRules(other, pack)).toHaveLength(4);
    expect(
      changedRules(pack, { ...pack, targets: undefined }).every((row) => row.startsWith('targets.')),
    ).toBe(true);
    const renamed = { ...pack, classes: pack.classes.map((each) => ({ ...each, name: 'Khác' })) };
    expect(changedRules(pack, renamed)).toEqual([]);
  });

  it.each([
    ['when', { when: { all: [] } }],
    ['years', { years: { from: 2030 } }],
    ['default', { default: { key: 'zero', text: 'x' } }],
  ])('name a gap whose %s is another', (_what, more) => {
    const gaps = pack.gaps.map((gap) => (gap.key === 'NO_CLUB' ? { ...gap, ...more } : gap));
    expect(changedRules(pack, { ...pack, gaps })).toEqual(['gaps.NO_CLUB']);
  });

  it('name a target whose operator is another', () => {
    const targets = pack.targets.map((each) =>
      each.key === 'heard' ? { ...each, operator: '>' as const } : each,
    );
    expect(changedRules(pack, { ...pack, targets })).toEqual(['targets.heard']);
  });
});
