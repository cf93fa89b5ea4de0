import { describe, expect, it } from '@jest/globals';
import type { DocumentInput, MonthlyInput } from '#libs/application';
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
      const all = textLines(paperLayout({ ...input, page } as DocumentInput));
      return all.find((line) => line.includes('Chỉ tiêu')) ?? '';
    };
    expect(told({ done: 0, of: 0, met: undefined })).toMatch(/%\): chưa có số liệu \|/);
    expect(told({ done: 1, of: 2, met: false })).toMatch(/: 50%, chưa đạt \|/);
    expect(told({ done: 2, of: 2, met: true })).toMatch(/: 100%, đạt \|/);
  });
});
