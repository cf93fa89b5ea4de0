import { describe, expect, it } from '@jest/globals';
import type { Client } from '@temporalio/client';
import { TemporalRuns } from './temporal-runs.js';

interface Started {
  readonly type: string;
  readonly workflowId: string;
  readonly staticSummary?: string;
}

const startedBy = async (start: (runs: TemporalRuns) => Promise<void>): Promise<Started[]> => {
  const started: Started[] = [];
  const note = async (type: string, { workflowId, staticSummary }: Omit<Started, 'type'>) => {
    started.push({ type, workflowId, ...(staticSummary !== undefined && { staticSummary }) });
  };
  const client = {
    withDeadline: (_at: number, work: () => Promise<unknown>) => work(),
    workflow: { start: note, signalWithStart: note },
  };
  await start(new TemporalRuns(client as unknown as Client));
  return started;
};

describe('a run that is started', () => {
  it.each<[string, string, (runs: TemporalRuns) => Promise<void>]>([
    ['areaYear', 'Lịch của chu kỳ 51-2026', (runs) => runs.startAreaYear('51-2026', '51')],
    ['areaYear', 'Lịch của chu kỳ 51-2026', (runs) => runs.wakeAreaYear('51-2026', '51')],
    ['areaReminders', 'Nhắc hạn trong chu kỳ 51-2026', (runs) => runs.wakeAreaReminders('51-2026', '51')],
    [
      'rehearsal',
      'Đồng hồ diễn tập của chu kỳ 51-2026-a',
      (runs) => runs.advanceRehearsal('51-2026-a', '51', '2026-03-24T08:00:00+07:00', 0),
    ],
    [
      'rehearsedYear',
      'Cả năm diễn tập của chu kỳ 51-2026-a',
      (runs) => runs.startRehearsedYear('51-2026-a', '51', 'replace'),
    ],
    ['mailDelivery', 'Gửi thư ra ngoài', (runs) => runs.startMailDelivery('relay')],
    ['mailDelivery', 'Giữ thư của các chu kỳ diễn tập', (runs) => runs.startMailDelivery('capture')],
  ])('as %s says what it is for: %s', async (type, staticSummary, start) => {
    expect(await startedBy(start)).toEqual([expect.objectContaining({ type, staticSummary })]);
  });
});
