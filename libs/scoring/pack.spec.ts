import { describe, expect, it } from '@jest/globals';
import type { UnitProfile } from '#libs/policy';
import { loadPack } from '../policy/packs.support.js';
import type { ScoreLine, ScoringInput } from './index.js';
import { checkHigherSheet, checkSelfSheet, explain, scoreFromOwnRecords, scoreSheet } from './index.js';

const pack = loadPack('quang-ngai-2025');
const unit: UnitProfile = {
  kind: 'co-so-giao-duc',
  subKind: 'thcs',
  managedBy: 'xa',
  size: 'vua',
  hasParty: true,
  hasUnion: true,
  hasMassOrganisations: true,
  hasGuards: true,
  hasStudents: true,
  isFdi: false,
};
const leaves = pack.criteria
  .flatMap((each) => each.children ?? [each])
  .filter((each) => each.derivedFrom === undefined);
const lines: readonly ScoreLine[] = leaves.map(({ key, max, perAward }) =>
  perAward
    ? { criterion: key, awards: { collectives: 1, persons: 2 }, higherAwards: { collectives: 1, persons: 2 } }
    : { criterion: key, self: max, higher: max },
);
const input = (more: Partial<ScoringInput> = {}): ScoringInput => ({
  rules: pack,
  unit,
  gapChoices: {},
  year: 2026,
  sheet: { lines, recognition: 'pending' },
  ...more,
});

describe('the table of Quảng Ngãi 2025', () => {
  it('gives 50 before the decision, 100 with it and 50 against it', () => {
    expect(checkSelfSheet(input())).toEqual([]);
    expect(checkHigherSheet(input())).toEqual([]);
    const totalWith = (recognition: 'pending' | 'recognised' | 'notRecognised'): number =>
      scoreSheet(input({ sheet: { lines, recognition } }), 'higher').total;
    expect([totalWith('pending'), totalWith('recognised'), totalWith('notRecognised')]).toEqual([
      50, 100, 50,
    ]);
  });

  it('explains every leaf with a source of the pack', () => {
    const result = scoreSheet(input({ sheet: { lines, recognition: 'recognised' } }), 'higher');
    expect(result.lines.map((line) => line.criterion)).toEqual(
      pack.criteria.flatMap((each) => (each.children ?? [each]).map((child) => child.key)),
    );
    expect(result.lines.every((line) => line.src in pack.sources)).toBe(true);
    expect(result.class?.assumed).toBe(result.class?.status === 'assumed');
    expect(explain(result).at(-1)).toContain('Phân loại: ');
  });

  it('asks for a choice at 5g where there is a Party organisation only, and takes each that it offers', () => {
    const partyOnly = { ...unit, hasUnion: false, hasMassOrganisations: false };
    expect(
      checkSelfSheet(input({ unit: partyOnly })).map(({ code, criterion }) => [code, criterion]),
    ).toEqual([['SCORE.GAP_UNDECIDED', '5g']]);
    const options = pack.gaps.find((gap) => gap.key === 'PARTY_ONLY')?.options ?? [];
    expect(options.length).toBeGreaterThan(1);
    const graded = lines.map((line) => (line.criterion === '5g' ? { ...line, gradeYear: 2025 } : line));
    const sheet = { lines: graded, recognition: 'pending' } as const;
    for (const { key } of options) {
      expect(checkSelfSheet(input({ unit: partyOnly, gapChoices: { PARTY_ONLY: key }, sheet }))).toEqual([]);
    }
  });

  it('reads the gap of the first year in that year only', () => {
    const gapsOf = (year: number): readonly string[] =>
      scoreSheet(input({ year }), 'self')
        .lines.find((line) => line.criterion === '1')
        ?.gaps.map((gap) => gap.gap) ?? [];
    expect(gapsOf(2025)).toContain('Q1_BEFORE_PLAN');
    expect(gapsOf(2026)).not.toContain('Q1_BEFORE_PLAN');
  });

  it('scores a unit that handed nothing in', () => {
    const zero = leaves.map(({ key }) => ({ criterion: key, higher: 0 }));
    const sheet = { lines: zero, recognition: 'notRecognised', ownRecordsNote: 'Theo sổ theo dõi' } as const;
    expect(scoreFromOwnRecords(input({ sheet }))).toMatchObject({
      total: 0,
      pass: 'final',
      notSubmitted: true,
    });
  });
});
