import { describe, expect, it } from '@jest/globals';
import type { MonthlyInput } from '#libs/application';
import { textLines } from '../layout/lines.support.js';
import { paperLayout } from '../paper-renderer.js';
import { inputOf, unitOf } from './papers.support.js';

describe('the page of the month', () => {
  it('calls no target missed of which nothing is counted yet', () => {
    const input = inputOf('monthlyPage', [unitOf('QN0030', 'Trạm Y tế')]) as MonthlyInput;
    const [meter] = input.page.meters;
    if (meter === undefined) throw new Error('the page has no target');
    const told = (change: object) => {
      const page = { ...input.page, meters: [{ ...meter, ...change }] };
      const all = textLines(paperLayout({ ...input, page }));
      return all.find((line) => line.includes('Chỉ tiêu')) ?? '';
    };
    expect(told({ done: 0, of: 0, met: undefined })).toMatch(/%\): chưa có số liệu \|/);
    expect(told({ done: 1, of: 2, met: false })).toMatch(/: 50%, chưa đạt \|/);
    expect(told({ done: 2, of: 2, met: true })).toMatch(/: 100%, đạt \|/);
  });

  it('says where the figures that it cites are not what was kept', () => {
    const input = inputOf('monthlyPage', [unitOf('QN0030', 'Trạm Y tế')]) as MonthlyInput;
    const told = (isIntact: boolean) => {
      const freeze = { name: 'Báo cáo năm', text: 'Số liệu chốt, mã 4f0c-91ab', isIntact, changes: [] };
      return textLines(paperLayout({ ...input, page: { ...input.page, freeze } }));
    };
    expect(told(false)).toContain('LƯU Ý: nội dung đang lưu không khớp với mã đã chốt.');
    expect(told(true).join('\n')).not.toContain('LƯU Ý');
  });
});
