import { describe, expect, it } from '@jest/globals';
import { loadPack, resolveStages, unitStages } from '#libs/policy';
import { initialState, type StageState } from '#libs/unit-year';
import { standingsOf } from './standing-answer.js';

const graph = unitStages(resolveStages(loadPack('quang-ngai-2025'), 2026, { managedBy: 'xa' }));
const festival = (today: string, stage?: StageState) => {
  const year = initialState(graph);
  const state = stage === undefined ? year : { ...year, stages: { ...year.stages, festival: stage } };
  return standingsOf(graph, state, today).find((each) => each.stage === 'festival');
};

describe('where a unit stands at a stage', () => {
  it.each([
    ['2026-06-30', undefined, { standing: 'ahead' }],
    ['2026-08-31', undefined, { standing: 'working' }],
    ['2026-09-01', undefined, { standing: 'overdue', daysLate: 1 }],
    ['2026-11-18', { status: 'returned', round: 1 }, { standing: 'overdue', daysLate: 79 }],
    ['2026-11-19', undefined, { standing: 'notSubmitted' }],
    ['2026-11-19', { status: 'returned', round: 1, graceUntil: '2026-11-25' }, { standing: 'returned' }],
    ['2026-11-26', { status: 'returned', round: 1, graceUntil: '2026-11-25' }, { standing: 'notSubmitted' }],
    [
      '2026-12-01',
      { status: 'submitted', round: 1, effectiveAt: '2026-09-02T02:00:00.000Z' },
      { standing: 'done', effectiveAt: '2026-09-02T02:00:00.000Z' },
    ],
  ] satisfies readonly (readonly [string, StageState | undefined, object])[])(
    'on %s with %j',
    (today, stage, expected) => {
      expect(JSON.parse(JSON.stringify(festival(today, stage)))).toEqual({ stage: 'festival', ...expected });
    },
  );
});
