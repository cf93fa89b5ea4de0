import { describe, expect, it } from '@jest/globals';
import { loadPack } from '../../policy/packs.support.js';
import { generalChanges, unconfirmedAgain, validityWarnings } from './change-words.js';

const nation = loadPack('national-2025');
const province = loadPack('quang-ngai-2025');

describe('what a migration says to everybody', () => {
  it('tells a target with what it is a share of', () => {
    const lines = generalChanges({ ...nation, targets: [] }, province).filter((line) =>
      line.startsWith('Chỉ tiêu'),
    );
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) expect(line).toMatch(/% \S/u);
    const [target] = province.targets;
    if (target === undefined) throw new Error('the pack has targets');
    const other = {
      ...target,
      denominator: target.denominator === 'people' ? 'subunits' : 'people',
    } as const;
    expect(
      generalChanges({ ...province, targets: [target] }, { ...province, targets: [other] }),
    ).toHaveLength(1);
  });

  it('names what was confirmed and must be confirmed again, and no more', () => {
    const document = { number: '12/HD-CAT', date: '2026-02-01' };
    const [line, ...others] = unconfirmedAgain(nation, [{ figure: 'readings.deadlineShift', ...document }]);
    expect(line).toContain('Phải xác nhận lại trong gói mới: ');
    expect(others).toEqual([]);
    expect(unconfirmedAgain(nation, [])).toEqual([]);
    expect(unconfirmedAgain(nation, [{ figure: 'readings.other', ...document }])).toEqual([]);
  });

  it('warns of days on which the new pack is not in force', () => {
    expect(validityWarnings(province, '2025-08-20')).toHaveLength(1);
    expect(validityWarnings(province, '2025-08-21')).toEqual([]);
    const ended = loadPack('hai-duong-2024');
    expect(validityWarnings(ended, '2024-12-31')).toEqual([]);
    expect(validityWarnings(ended, '2025-01-01')).toHaveLength(1);
  });
});
