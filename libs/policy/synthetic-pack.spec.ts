import { describe, expect, it } from '@jest/globals';
import { checkPack, type PolicyPack } from './index.js';
import { loadPack, PACKS } from './packs.support.js';
import { syntheticPack } from './synthetic-pack.support.js';

/** What a machine could know of a pack by heart. */
const learntOf = ({ stageSets, criteria, classes, bodies, assessmentWindow, reminders }: PolicyPack) => [
  ...stageSets.flatMap(({ stages }) => stages.map(({ key }) => key)),
  ...stageSets.flatMap(({ stages }) =>
    stages.map(({ opens, due, cutOff }) =>
      [opens.day, ...due.map(({ operator, day }) => `${operator} ${day}`), cutOff?.day].join(', '),
    ),
  ),
  ...criteria.flatMap((each) => [each, ...(each.children ?? [])]).map(({ key, max }) => `${key}: ${max}`),
  ...classes.map(({ key }) => key),
  ...bodies.map(({ key }) => key),
  `${assessmentWindow.from} to ${assessmentWindow.to}`,
  JSON.stringify([reminders.beforeDays, reminders.afterDays, reminders.thenEveryDays]),
];

describe('the pack of specs that ask nothing of the law', () => {
  it('is sound', () => {
    expect(checkPack(syntheticPack()).errors).toEqual([]);
  });

  it('shares no stage, days, points, class, body, window or ladder with a real pack', () => {
    const own = new Set(learntOf(syntheticPack()));
    for (const { id } of PACKS.list()) {
      expect([id, learntOf(loadPack(id)).filter((each) => own.has(each))]).toEqual([id, []]);
    }
  });
});
