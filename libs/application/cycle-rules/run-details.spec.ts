import { describe, expect, it } from '@jest/globals';
import type { UnitYearView } from '#libs/contracts';
import { runDetails } from './run-details.js';

const view: UnitYearView = {
  ...{ version: 3, round: 2, status: 'open', current: 'dossier', over: false },
  stages: [
    { key: 'q1Plan', name: 'Kế hoạch Quý I', status: 'submitted', lastDay: '2026-03-31' },
    { key: 'festival', name: 'Ngày hội', status: 'waived' },
    { key: 'dossier', name: 'Hồ sơ', status: 'returned', lastDay: '2026-11-18' },
  ],
};
const lines = ['- Kế hoạch Quý I: đã gửi', '- Ngày hội: không yêu cầu', '- Hồ sơ: trả lại'];

describe('what the reader of a unit’s run sees', () => {
  it('is the stage that the year waits at, its last day as people write it, its round, and where each stage stands', () => {
    expect(runDetails(view)).toBe(['Đang chờ: Hồ sơ, hạn hết ngày 18/11/2026, vòng 2', ...lines].join('\n'));
  });

  it('says a pause, a close and an end', () => {
    const { current: _none, ...ended } = view;
    const heads = [{ ...view, status: 'paused' } as const, { ...view, status: 'closed' } as const, ended].map(
      (each) => runDetails(each).split('\n')[0],
    );
    expect(heads).toEqual([
      'Tạm dừng ở: Hồ sơ, hạn hết ngày 18/11/2026, vòng 2',
      'Đã đóng, vòng 2',
      'Đã xong, vòng 2',
    ]);
  });

  it('calls what a closed year left undone “không nộp”, and what was asked of nobody “không yêu cầu”', () => {
    expect(runDetails({ ...view, status: 'closed' })).toBe(
      ['Đã đóng, vòng 2', ...lines.slice(0, 2), '- Hồ sơ: không nộp'].join('\n'),
    );
  });
});
