import { describe, expect, it } from '@jest/globals';
import { correctedNaming, presentNaming } from './index.js';

const recorded = { number: '99/QĐ-UBND', date: '2026-11-20', signer: 'Chủ tịch' };

describe('a correction of a decision', () => {
  it('keeps what is not named and tells both how it was and how it is', () => {
    expect(correctedNaming(recorded, { number: '98/QĐ-UBND' })).toEqual({
      before: recorded,
      after: { ...recorded, number: '98/QĐ-UBND' },
    });
    expect(correctedNaming(recorded, { date: '2026-11-21', signer: 'Phó Chủ tịch' })?.after).toEqual({
      number: '99/QĐ-UBND',
      date: '2026-11-21',
      signer: 'Phó Chủ tịch',
    });
  });

  it('is none where everything stands like that already', () => {
    expect(correctedNaming(recorded, {})).toBeUndefined();
    expect(correctedNaming(recorded, { number: '99/QĐ-UBND', signer: 'Chủ tịch' })).toBeUndefined();
  });

  it('is followed by another one, of which the last counts', () => {
    const first = { after: { ...recorded, number: '98/QĐ-UBND' }, correctedOn: '2026-11-22' };
    const second = { after: { ...recorded, number: '97/QĐ-UBND' }, correctedOn: '2026-11-25' };
    expect(presentNaming(recorded, [])).toEqual({ ...recorded, correctedOn: undefined });
    expect(presentNaming(recorded, [first, second])).toEqual({
      ...recorded,
      number: '97/QĐ-UBND',
      correctedOn: '2026-11-25',
    });
  });
});
