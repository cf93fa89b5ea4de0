import { describe, expect, it } from '@jest/globals';
import { sentenceOf } from '#libs/contracts';
import type { PlannedAct, RehearsalFault } from '#libs/rehearsal-driver';
import { problemOf } from './year-problems.js';

const act: PlannedAct = {
  at: '2026-03-10T02:00:00.000Z',
  subject: 'QN0001',
  isBody: false,
  stage: 'q1Plan',
  turn: 1,
  by: 'unit-head/QN0001',
  body: { kind: 'submit', stage: 'q1Plan' },
};
const waitingFor = { commands: 0, mails: 2, calendar: 0, reminders: 1, escalations: 0 };
const said = (fault: RehearsalFault) => {
  const problem = problemOf(fault);
  return problem && sentenceOf(problem);
};

describe('why a rehearsed year stopped', () => {
  it.each<[RehearsalFault, readonly string[]]>([
    [
      { kind: 'actRefused', act, reason: 'Đã hết thời gian tiếp nhận.' },
      ['QN0001', 'q1Plan', '10/03/2026', 'Đã hết thời gian tiếp nhận.'],
    ],
    [{ kind: 'otherSeed', act }, ['QN0001', 'q1Plan', '10/03/2026', 'kịch bản khác']],
    [{ kind: 'officesDiffer', offices: ['XA100', 'XA200'] }, ['XA100, XA200']],
    [{ kind: 'noAccount', account: 'office/XA100', subject: 'XA100' }, ['office/XA100']],
    [
      {
        kind: 'stuck',
        state: { cycleId: '51-2026-thu', state: 'open', now: act.at, settled: false, waitingFor },
        to: '2026-03-12T02:00:00.000Z',
        patienceMs: 900_000,
      },
      ['10/03/2026', '12/03/2026', '15 phút', '2 thư đang gửi, 1 lượt nhắc'],
    ],
  ])('is said with all that was met: %j', (fault, words) => {
    for (const word of words) expect(said(fault)).toContain(word);
  });

  it('is none of the faults that a command line alone meets', () => {
    expect(said({ kind: 'noTotals' })).toBeUndefined();
  });
});
