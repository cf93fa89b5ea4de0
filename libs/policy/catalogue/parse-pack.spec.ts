import { describe, expect, it } from '@jest/globals';
import { PolicyError, parsePack } from '../index.js';
import { loadPack } from '../packs.support.js';
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

describe('the reminders of a pack', () => {
  const withReminders = (change: object): Record<string, unknown> => {
    const pack = good();
    pack['reminders'] = { ...(pack['reminders'] as object), ...change };
    return pack;
  };

  it('go out by the rules of the nation where a pack was kept from before these were rules', () => {
    const kept = { sendAt: undefined, quiet: undefined, escalateAfterDays: undefined };
    const pack = parsePack(withReminders(kept));
    expect(pack.reminders).toEqual(loadPack('national-2025').reminders);
  });

  it.each<[string, object, string]>([
    ['the time is none', { sendAt: '8:00' }, 'reminders.sendAt'],
    ['the quiet hours have no such hour', { quiet: { from: '24:00', to: '07:00' } }, 'reminders.quiet.from'],
    ['mails would go out in the quiet hours', { sendAt: '06:59' }, 'reminders.sendAt'],
    [
      'mails would go out in quiet hours at noon',
      { sendAt: '11:30', quiet: { from: '11:30', to: '13:30' } },
      'reminders.sendAt',
    ],
    ['a day before comes twice', { beforeDays: [7, 7, 0] }, 'reminders.beforeDays'],
    ['the days before go up', { beforeDays: [0, 1] }, 'reminders.beforeDays'],
    ['the days after go down', { afterDays: [3, 1] }, 'reminders.afterDays'],
    ['the last day counts as after', { afterDays: [0, 1] }, 'reminders.afterDays.0'],
    ['they would never move on', { thenEveryDays: 0 }, 'reminders.thenEveryDays'],
    ['a supervisor would hear before it is late', { escalateAfterDays: 0 }, 'reminders.escalateAfterDays'],
  ])('are refused when %s', (_fault, change, path) => {
    expect(errorOf(() => parsePack(withReminders(change)))).toEqual(['POLICY.INVALID', path]);
  });

  it.each<[string, object]>([
    ['right at the end of the quiet hours', { sendAt: '07:00' }],
    ['between quiet hours at noon', { sendAt: '13:30', quiet: { from: '11:30', to: '13:30' } }],
    ['at any time where there is no quiet', { sendAt: '23:00', quiet: { from: '00:00', to: '00:00' } }],
  ])('may go out %s', (_when, change) => {
    expect(errorOf(() => parsePack(withReminders(change)))).toEqual(['no error', undefined]);
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
    expect(errorOf(() => parsePack({ id: 'a', extends: 'c' }, files))).toEqual(['POLICY.UNKNOWN', 'extends']);
  });
});
