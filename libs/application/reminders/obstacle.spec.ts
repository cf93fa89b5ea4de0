import { describe, expect, it } from '@jest/globals';
import { resolveStages } from '#libs/policy';
import { loadPack } from '../../policy/packs.support.js';
import type { ReminderBasis } from './due-lines.js';
import { obstacleOf } from './obstacle.js';
import type { AddressedYear } from './reminders.port.js';

const STAGE = resolveStages(loadPack('quang-ngai-2025'), 2026, { managedBy: 'xa' }).find(
  ({ key }) => key === 'q1Plan',
);
const basis = { book: { of: () => ({ graph: [] }) } } as unknown as ReminderBasis;
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
