import { expect, it } from '@jest/globals';
import type { Fact } from '#libs/unit-year';
import { settledBy } from './end-waiting.js';

const AFTER = { managedBy: 'xa', communeCode: '21211' } as const;
const migrated = (more: Partial<Extract<Fact, { kind: 'year.migrated' }>>): Fact => ({
  ...{ kind: 'year.migrated', migrationId: 'm', from: '2026-06-30T17:00:00.000Z' },
  ...{ before: AFTER, after: AFTER, added: [], removed: [], waived: [], graceUntil: {} },
  ...more,
});
const of = { effectiveAt: '2026-10-27T02:00:00.000Z', commandId: 'c', late: false };

it.each<[string, Fact, string | undefined, ReturnType<typeof settledBy>]>([
  ['the end of a year', { kind: 'year.closed' }, undefined, [{ what: 'both' }]],
  [
    'a step handed in',
    { kind: 'stage.submitted', stage: 'a', ...of },
    undefined,
    [{ stage: 'a', what: 'both' }],
  ],
  [
    'a paper that came',
    { kind: 'paper.received', stage: 'a', arrivalNumber: '1', arrivedOn: '2026-10-27', ...of },
    undefined,
    [{ stage: 'a', what: 'both' }],
  ],
  [
    'another day',
    { kind: 'stage.extended', stage: 'a', until: '2026-11-05' },
    undefined,
    [{ stage: 'a', what: 'request' }],
  ],
  [
    'a restart with a day, where a day that stood before answers nothing',
    {
      ...{ kind: 'year.restarted', from: 'a', superseded: ['a', 'b'] },
      graceUntil: { a: '2026-11-05', b: '2026-11-01' },
    },
    '2026-11-05',
    [{ stage: 'a', what: 'request' }],
  ],
  ['a step that went back', { kind: 'stage.returned', stage: 'a' }, undefined, []],
  [
    'a migration that takes steps away or gives days',
    migrated({ removed: ['a'], waived: ['b'], graceUntil: { c: '2026-11-05' } }),
    undefined,
    [
      { stage: 'a', what: 'both' },
      { stage: 'b', what: 'both' },
      { stage: 'c', what: 'request' },
    ],
  ],
  [
    'a migration that ends the year',
    migrated({ after: undefined, removed: ['a'] }),
    undefined,
    [{ what: 'both' }],
  ],
  ['a migration that changes nothing of the steps', migrated({}), undefined, []],
])('%s settles what waits there', (_what, fact, until, settled) => {
  expect(settledBy(fact, until)).toEqual(settled);
});
