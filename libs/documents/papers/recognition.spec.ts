import { describe, expect, it } from '@jest/globals';
import type { DecisionCorrection } from '#libs/application';
import { paperLines, unitOf } from './papers.support.js';

const GOOD = unitOf('QN0030', 'Trường THPT số 2 Xã Tịnh Khê');

describe('papers about recognition', () => {
  it('name a decision as it was corrected, with the day, and say how it was named before', () => {
    const before = { number: '54/QĐ-UBND', date: '2026-11-24', signer: 'Chủ tịch UBND xã' };
    const after = { ...before, number: '45/QĐ-UBND' };
    const correction = { before, after, correctedOn: '2026-11-26' } as DecisionCorrection;
    const decision = GOOD.decision && {
      ...GOOD.decision,
      correctedOn: '2026-11-26',
      corrections: [correction],
    };
    const unit = { ...GOOD, decision };
    expect(paperLines('recognitionDecision', [unit])).toEqual(
      expect.arrayContaining([
        'Số: 45/QĐ-UBND',
        '1 | Trường THPT số 2 Xã Tịnh Khê | Xã Tịnh Khê | 45/QĐ-UBND, 24/11/2026, đính chính ngày 26/11/2026',
        expect.stringContaining(
          'Quyết định được đính chính ngày 26/11/2026: trước ghi số 54/QĐ-UBND ngày 24/11/2026, người ký Chủ tịch UBND xã.',
        ),
      ]),
    );
    expect(paperLines('certificate', [unit])).toContainEqual(
      expect.stringContaining('của Ủy ban nhân dân xã Tịnh Khê, đính chính ngày 26/11/2026)'),
    );
  });
});
