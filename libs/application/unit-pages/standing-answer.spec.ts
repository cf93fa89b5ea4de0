import { describe, expect, it } from '@jest/globals';
import { resolveStages, unitStages } from '#libs/policy';
import { initialState, type StageState } from '#libs/unit-year';
import { syntheticPack } from '../../policy/synthetic-pack.support.js';
import { standingsOf } from './standing-answer.js';

const graph = unitStages(resolveStages(syntheticPack(), 2026, { managedBy: 'xa' }));
const openDay = (today: string, stage?: StageState) => {
  const year = initialState(graph);
  const state = stage === undefined ? year : { ...year, stages: { ...year.stages, openDay: stage } };
  return standingsOf(graph, state, today).find((each) => each.stage === 'openDay');
};

describe('where a unit stands at a stage', () => {
  it.each([
    ['2026-07-09', undefined, { standing: 'ahead' }],
    ['2026-09-09', undefined, { standing: 'working', lastDay: '2026-09-09' }],
    ['2026-09-10', undefined, { standing: 'overdue', daysLate: 1, lastDay: '2026-09-09' }],
    [
      '2026-11-27',
      { status: 'returned', round: 1 },
      { standing: 'overdue', daysLate: 79, lastDay: '2026-09-09' },
    ],
    ['2026-11-28', undefined, { standing: 'notSubmitted' }],
    [
      '2026-11-28',
      { status: 'returned', round: 1, graceUntil: '2026-12-04' },
      { standing: 'returned', lastDay: '2026-12-04' },
    ],
    ['2026-12-05', { status: 'returned', round: 1, graceUntil: '2026-12-04' }, { standing: 'notSubmitted' }],
    [
      '2026-12-10',
      { status: 'submitted', round: 1, effectiveAt: '2026-09-11T02:00:00.000Z' },
      { standing: 'done', effectiveAt: '2026-09-11T02:00:00.000Z' },
    ],
  ] satisfies readonly (readonly [string, StageState | undefined, object])[])(
    'on %s with %j',
    (today, stage, expected) => {
      expect(JSON.parse(JSON.stringify(openDay(today, stage)))).toEqual({ stage: 'openDay', ...expected });
    },
  );
});
