import { describe, expect, it } from '@jest/globals';
import { contradictionsOf, findingsOf } from './index.js';
import { entry, pack, unit } from './registers.support.js';

const findings = findingsOf(pack, unit, [
  entry('rewards', { level: 'commune', number: '7/QĐ', collectives: 1, persons: 2 }),
]);

describe('a contradiction', () => {
  it('is told in the words of the sheet: points with a comma, awards by both numbers', () => {
    const lines = [
      { criterion: '7', points: 0.5 },
      { criterion: '9', points: 3, awards: { collectives: 2, persons: 0 } },
    ];
    expect(contradictionsOf(findings, lines).map(({ register, line }) => [register, line])).toEqual([
      ['models', '0,5 điểm'],
      ['rewards', '2 tập thể, 0 cá nhân được khen'],
    ]);
  });

  it('of a line with awards lies in its points where the register counts none', () => {
    const awards = { collectives: 9, persons: 9 };
    expect(contradictionsOf(findings, [{ criterion: '7', points: 0, awards }])).toEqual([]);
    expect(contradictionsOf(findings, [{ criterion: '7', points: 1, awards }])).toHaveLength(1);
  });

  it('is none of a line without points, nor beside a register that any points suit', () => {
    expect(contradictionsOf(findings, [{ criterion: '7' }])).toEqual([]);
    expect(contradictionsOf(findings, [{ criterion: '4a', points: 1 }])).toEqual([]);
  });
});
