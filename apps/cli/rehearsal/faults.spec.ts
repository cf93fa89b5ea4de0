import { describe, expect, it } from '@jest/globals';
import { type PlannedAct, RehearsalError, type RehearsalFault } from '#libs/rehearsal-driver';
import { cliErrorOf } from '../api-errors.js';
import { EXIT } from '../cli.error.js';

const act: PlannedAct = {
  at: '2026-03-10T02:00:00.000Z',
  subject: 'QN0001',
  isBody: false,
  stage: 'q1Plan',
  turn: 1,
  by: 'unit-head/QN0001',
  body: { kind: 'submit', stage: 'q1Plan' },
};
const end = (fault: RehearsalFault) => cliErrorOf(new RehearsalError(fault));
const waitingFor = { commands: 0, mails: 2, calendar: 0, reminders: 0, escalations: 0 };

describe('a rehearsal that cannot go on ends', () => {
  it('at a refusal with 4, the act, the reason and what then works: to take the rehearsal up again', () => {
    expect(
      end({ kind: 'actRefused', act, reason: 'Đã hết thời gian tiếp nhận. [STAGE.CUT_OFF_PASSED]' }),
    ).toMatchObject({
      exitCode: EXIT.refused,
      message: expect.stringMatching(
        /QN0001, bước q1Plan, lúc 10\/03\/2026 09:00\. Đã hết thời gian tiếp nhận\. \[STAGE\.CUT_OFF_PASSED\].*--resume --keep-going/s,
      ),
    });
  });

  it('with 4 where it was begun with another seed', () => {
    expect(end({ kind: 'otherSeed', act })).toMatchObject({
      exitCode: EXIT.refused,
      message: expect.stringMatching(/kịch bản khác.*--seed cũ/s),
    });
  });

  it('with 5 where the clock does not move, and says what it waits for', () => {
    const now = '2026-01-01T00:00:00.000Z';
    const state = { cycleId: 'c', state: 'open', now, settled: false, waitingFor } as const;
    expect(end({ kind: 'stuck', state, to: act.at, patienceMs: 900_000 })).toMatchObject({
      exitCode: EXIT.unreachable,
      message: expect.stringMatching(/đứng ở 01\/01\/2026 07:00:00.*đã 15 phút; còn chờ: 2 thư đang gửi\./s),
    });
  });

  it('with 3 where there is none to resume', () => {
    expect(end({ kind: 'nothingToResume', label: 'dt-7', year: 2026 })).toMatchObject({
      exitCode: EXIT.notFound,
      message: expect.stringContaining('năm 2026 nhãn "dt-7"'),
    });
  });
});
