import { describe, expect, it } from '@jest/globals';
import { resolveStages } from '#libs/policy';
import { initialState } from '#libs/unit-year';
import { loadPack } from '../../policy/packs.support.js';
import type { ReminderBasis } from './due-lines.js';
import { firstStepOf, obstacleOf } from './obstacle.js';
import type { AddressedYear } from './reminders.port.js';

const STAGE = resolveStages(loadPack('quang-ngai-2025'), 2026, { managedBy: 'xa' }).find(
  ({ key }) => key === 'q1Plan',
);
const basis = {
  book: { of: () => ({ graph: [] }), pack: loadPack('quang-ngai-2025') },
} as unknown as ReminderBasis;
const subject = {
  managedBy: 'xa',
  state: {
    status: 'open',
    stages: { q1Plan: { announced: { number: '12/KH', date: '2026-03-27', mailsFrom: '2026-04-04' } } },
  },
} as unknown as AddressedYear;

const kindOf = (at: string, rung?: 'before-3' | 'after-1' | 'closing-7' | 'closed') => {
  if (STAGE === undefined) throw new Error('the pack has no plan of the first quarter');
  return obstacleOf(basis, STAGE, subject, 'a@dv.example.test', { at, rung })?.kind;
};

describe('a paper that the unit says it has sent', () => {
  const RESTING = '2026-04-03T01:00:00.000Z';

  it('rests what reminds of its step until its day', () => {
    expect([kindOf(RESTING), kindOf(RESTING, 'before-3'), kindOf(RESTING, 'after-1')]).toEqual([
      'announced',
      'announced',
      'announced',
    ]);
    expect(kindOf('2026-04-04T01:00:00.000Z', 'after-1')).toBeUndefined();
  });

  it('keeps back neither that the step closes soon nor that nothing came', () => {
    expect([kindOf(RESTING, 'closing-7'), kindOf(RESTING, 'closed')]).toEqual([undefined, undefined]);
  });
});

describe('a step that rests on another one of the same unit', () => {
  const graph = resolveStages(loadPack('quang-ngai-2025'), 2026, { managedBy: 'xa' });
  const dossier = graph.find(({ key }) => key === 'dossier');
  const known = {
    book: { of: () => ({ graph }), pack: loadPack('quang-ngai-2025') },
  } as unknown as ReminderBasis;
  const firstOf = (selfScoring: object) => {
    if (dossier === undefined) throw new Error('the pack has no dossier');
    const state = { ...initialState(graph), stages: { ...initialState(graph).stages, selfScoring } };
    return firstStepOf(
      known,
      dossier,
      { managedBy: 'xa', state } as unknown as AddressedYear,
      '2026-11-17T01:00:00.000Z',
    )?.stage.key;
  };

  it('tells which comes first, but for one whose paper lies at the office', () => {
    const own = { status: 'awaiting', round: 1 };
    expect(firstOf(own)).toBe('selfScoring');
    const receipt = {
      arrivalNumber: '118',
      arrivedOn: '2026-10-26',
      effectiveAt: '2026-10-26T01:00:00.000Z',
      late: false,
      commandId: 'c1',
    };
    expect(firstOf({ ...own, receipt })).toBeUndefined();
  });

  it('is silent, as before, in a cycle whose pack tells nothing of a cut-off', () => {
    const { closing: _none, ...reminders } = loadPack('quang-ngai-2025').reminders;
    const before = {
      book: { ...known.book, stage: () => undefined, pack: { reminders } },
    } as unknown as ReminderBasis;
    const waiting = { managedBy: 'xa', state: initialState(graph) } as unknown as AddressedYear;
    const kindBy = (rules: ReminderBasis) =>
      dossier &&
      obstacleOf(rules, dossier, waiting, 'a@dv.example.test', { at: '2026-11-17T01:00:00.000Z' })?.kind;
    expect([kindBy(known), kindBy(before)]).toEqual([undefined, 'waits']);
  });
});
