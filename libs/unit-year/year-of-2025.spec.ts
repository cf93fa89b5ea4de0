import { describe, expect, it } from '@jest/globals';
import { type ManagementLevel, resolveStages, unitStages } from '#libs/policy';
import { loadPack } from '../policy/packs.support.js';
import { isOver, type StageGraph } from './index.js';
import { type Deed, LivedYear } from './unit-year.support.js';

const graphOf = (managedBy: ManagementLevel): StageGraph =>
  unitStages(resolveStages(loadPack('quang-ngai-2025'), 2025, { managedBy }));

describe('the year 2025, which began on 21/8', () => {
  it.each(['tinh', 'xa'] as const)(
    'of a unit managed by %s is eight acts from the plan to the awards',
    (managedBy) => {
      const year = new LivedYear(graphOf(managedBy))
        .submitted('2025-08-24T16:59:59.999Z', 'implementationPlan')
        .submitted('2025-09-30', 'registration')
        .submitted('2025-10-27', 'selfScoring', 'unitReport')
        .submitted('2025-11-18', 'dossier')
        .acted('2025-11-21', { kind: 'appraise', stage: 'appraisal' })
        .acted('2025-11-26', { kind: 'decide', stage: 'recognition', recognised: true })
        .acted('2025-12-15', { kind: 'review', stage: 'awardReview' });
      expect(year.facts.map((fact) => 'late' in fact && fact.late)).toEqual(Array(8).fill(false));
      expect(isOver(year.graph, year.state)).toBe(true);
    },
  );

  it('takes the plan in time until the last moment of 24/8 and late from 00:00 of 25/8', () => {
    const submit: Deed = { kind: 'submit', stage: 'implementationPlan' };
    const at = (instant: string) => new LivedYear(graphOf('tinh')).act(instant, submit);
    expect(at('2025-08-24T16:59:59.999Z')).toMatchObject({ fact: { late: false } });
    expect(at('2025-08-24T17:00:00.000Z')).toMatchObject({ fact: { late: true } });
  });

  it('knows no Q1 plan and no festival as acts', () => {
    for (const stage of ['q1Plan', 'festival']) {
      expect(new LivedYear(graphOf('xa')).act('2025-09-01', { kind: 'submit', stage })).toMatchObject({
        refusal: { code: 'STAGE.UNKNOWN' },
      });
    }
  });
});
