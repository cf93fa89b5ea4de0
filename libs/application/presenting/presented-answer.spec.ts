import { describe, expect, it } from '@jest/globals';
import type { ResolvedStage } from '#libs/policy';
import type { PresentedStep } from './present-draft.use-case.js';
import { awaitingHeadOf, presentedAnswer } from './presented-answer.js';
import type { PresentedDraft } from './presented-drafts.port.js';

const waiting: PresentedDraft = {
  ...{ id: 'i', cycleId: '51-2026', unitId: 'QN0001', stage: 'tuCham', version: 3, digest: 'd' },
  ...{ byId: 'a', byName: 'Văn thư', presentedAt: '2026-10-27T09:20:00.000Z', state: 'waiting' },
};

/** What is told of a draft of a step whose last day is 27/10. */
function told(
  draft: PresentedDraft,
  now: string,
  status: 'binding' | 'assumed' = 'binding',
  graceUntil?: string,
): string {
  const stage = { key: 'tuCham', name: 'Tự chấm', due: { lastDay: '2026-10-27', status } } as ResolvedStage;
  const unit = { unitId: 'QN0001', state: { stages: { tuCham: { status: 'awaiting', graceUntil } } } };
  const step = { cycle: { id: '51-2026' }, unit, stage } as unknown as PresentedStep['step'];
  const answer = presentedAnswer({ step, draft, now });
  expect(answer.link).toBe('/viec/51-2026/QN0001/tuCham');
  return answer.text;
}

describe('what a clerk is told of a draft that was presented', () => {
  it.each([
    ['2026-10-27T09:20:00.000Z', 'Đã trình 16:20. Tính là nộp khi thủ trưởng gửi, hết 24:00 hôm nay.'],
    [
      '2026-10-28T01:00:00.000Z',
      'Đã trình 16:20 ngày 27/10/2026. Tính là nộp khi thủ trưởng gửi; đã quá hạn 27/10/2026.',
    ],
  ])('at %s: %s', (now, text) => {
    expect(told(waiting, now)).toBe(text);
  });

  it('bears the mark of a day that no document sets', () => {
    expect(told(waiting, '2026-10-27T09:20:00.000Z', 'assumed')).toContain('hết 24:00 hôm nay (*).');
    expect(told(waiting, '2026-10-29T09:20:00.000Z', 'assumed')).toContain(
      'đã quá ngày đề nghị 27/10/2026 (*)',
    );
  });

  it('goes by a day that was given', () => {
    expect(told(waiting, '2026-10-27T09:20:00.000Z', 'assumed', '2026-10-30')).toBe(
      'Đã trình 16:20. Tính là nộp khi thủ trưởng gửi, hết ngày 30/10/2026.',
    );
  });

  it('says why it came back', () => {
    const end = {
      state: 'givenBack',
      at: '2026-10-27T10:05:00.000Z',
      byName: 'T',
      reason: 'Thiếu số',
    } as const;
    expect(told({ ...waiting, state: 'givenBack', end }, '2026-10-27T11:00:00.000Z')).toBe(
      'Thủ trưởng trả lại 17:05: Thiếu số',
    );
  });
});

describe('what everybody is told of a step', () => {
  const since = { since: waiting.presentedAt, byName: 'Văn thư' };

  it('is since when it waits and by whom, as long as the step is asked for', () => {
    expect(awaitingHeadOf([waiting], 'tuCham', undefined)).toEqual(since);
    expect(awaitingHeadOf([waiting], 'tuCham', { status: 'returned', round: 1 })).toEqual(since);
    expect(awaitingHeadOf([waiting], 'tuCham', { status: 'submitted', round: 1 })).toBeUndefined();
    expect(awaitingHeadOf([waiting], 'hoSo', undefined)).toBeUndefined();
    expect(awaitingHeadOf([{ ...waiting, state: 'takenBack' }], 'tuCham', undefined)).toBeUndefined();
  });
});
