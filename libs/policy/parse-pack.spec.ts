import { describe, expect, it } from '@jest/globals';
import { loadPack, PolicyError, parsePack } from './index.js';
import type { JsonObject } from './merge.js';
import { mergePack, resolveLikes } from './merge.js';

const errorOf = (act: () => unknown): [string, string | undefined] => {
  try {
    act();
  } catch (error) {
    return error instanceof PolicyError ? [error.code, error.path] : [String(error), undefined];
  }
  return ['no error', undefined];
};

const good = (): Record<string, unknown> => {
  const { extends: _parent, ...whole } = JSON.parse(JSON.stringify(loadPack('quang-ngai-2025'))) as Record<
    string,
    unknown
  >;
  return whole;
};

describe('a child pack', () => {
  const parent: JsonObject = {
    id: 'p',
    base: true,
    validTo: '2026-12-31',
    window: { from: 'a', to: 'b' },
    classes: [
      { key: 'tot', min: 90, name: 'Tốt' },
      { key: 'yeu', min: 0, name: 'Yếu' },
    ],
    due: [{ level: '*', day: '01-01' }],
    note: 'x',
  };

  it('merges objects by field and keyed lists by key, the parent’s order first', () => {
    const child: JsonObject = {
      id: 'c',
      window: { to: 'z' },
      classes: [
        { key: 'yeu', min: 10 },
        { key: 'kem', min: 0, name: 'Kém' },
      ],
    };
    expect(mergePack(parent, child)).toEqual({
      id: 'c',
      window: { from: 'a', to: 'z' },
      classes: [
        { key: 'tot', min: 90, name: 'Tốt' },
        { key: 'yeu', min: 10, name: 'Yếu' },
        { key: 'kem', min: 0, name: 'Kém' },
      ],
      due: [{ level: '*', day: '01-01' }],
      note: 'x',
    });
  });

  it('replaces other lists whole and takes away by null or by remove', () => {
    const child = { id: 'c', due: [], note: null, classes: [{ key: 'tot', remove: true }] };
    const merged = mergePack(parent, child);
    expect(merged['due']).toEqual([]);
    expect('note' in merged).toBe(false);
    expect(merged['classes']).toEqual([{ key: 'yeu', min: 0, name: 'Yếu' }]);
  });

  it('decides order and membership of stages by listing them', () => {
    const sets = (stages: JsonObject[]): JsonObject => ({ stageSets: [{ key: 's', stages }] });
    const merged = mergePack(
      sets([
        { key: 'a', name: 'A' },
        { key: 'b', name: 'B' },
        { key: 'c', name: 'C' },
      ]),
      sets([{ key: 'c' }, { key: 'new', name: 'N' }, { key: 'a', name: 'A2' }]),
    );
    expect(merged).toEqual(
      sets([
        { key: 'c', name: 'C' },
        { key: 'new', name: 'N' },
        { key: 'a', name: 'A2' },
      ]),
    );
  });

  it('starts a stage set from another by like, which may start from a third', () => {
    const pack = resolveLikes({
      stageSets: [
        {
          key: 'one',
          stages: [
            { key: 'a', name: 'A', note: 'n' },
            { key: 'b', name: 'B' },
          ],
        },
        { key: 'two', like: 'one', stages: [{ key: 'a', note: null }] },
        { key: 'three', like: 'two', stages: [{ key: 'a', name: 'A3' }] },
      ],
    });
    expect(pack['stageSets']).toEqual([
      {
        key: 'one',
        stages: [
          { key: 'a', name: 'A', note: 'n' },
          { key: 'b', name: 'B' },
        ],
      },
      { key: 'two', stages: [{ key: 'a', name: 'A' }] },
      { key: 'three', stages: [{ key: 'a', name: 'A3' }] },
    ]);
  });
});

describe('a pack file is refused', () => {
  it('when it is no object', () =>
    expect(errorOf(() => parsePack([]))).toEqual(['POLICY.INVALID', undefined]));

  it.each<[string, (pack: Record<string, unknown>) => void, string]>([
    ['lacks a field', (pack) => delete pack['criteria'], 'criteria'],
    ['has a field nobody knows', (pack) => (pack['deadlines'] = []), ''],
    [
      'has points finer than a hundredth',
      (pack) =>
        ((pack['classes'] as { min: number }[])[0] = {
          ...(pack['classes'] as { min: number }[])[0],
          min: 89.999,
        }),
      'classes.0.min',
    ],
    ['has an impossible date', (pack) => (pack['validFrom'] = '2025-02-29'), 'validFrom'],
    [
      'has a status nobody knows',
      (pack) => (pack['assessmentWindow'] = { ...(pack['assessmentWindow'] as object), status: 'maybe' }),
      'assessmentWindow.status',
    ],
    [
      'likes a set that is not there',
      (pack) => ((pack['stageSets'] as Record<string, unknown>[])[0]!['like'] = 'nowhere'),
      'stageSets.0',
    ],
  ])('when it %s', (_fault, break_, path) => {
    const pack = good();
    expect(errorOf(() => parsePack(pack))).toEqual(['no error', undefined]);
    break_(pack);
    expect(errorOf(() => parsePack(pack))).toEqual(['POLICY.INVALID', path]);
  });

  it('when it extends itself in a circle, or what is not there', () => {
    const files = { a: { id: 'a', extends: 'b' }, b: { id: 'b', extends: 'a' } };
    expect(errorOf(() => parsePack(files.a, files))).toEqual(['POLICY.EXTENDS_CYCLE', 'extends']);
    expect(errorOf(() => parsePack({ id: 'a', extends: 'c' }, files))).toEqual([
      'POLICY.UNKNOWN_PACK',
      'extends',
    ]);
  });
});
