import { describe, expect, it } from '@jest/globals';
import { guidanceBody } from './guidance.js';

const LETTER = { number: '15/CAT-PV05', date: '2026-02-10', signer: 'Giám đốc Công an tỉnh' };
const isTaken = (...days: readonly (readonly [string, string?])[]) =>
  guidanceBody.safeParse({
    ...LETTER,
    days: days.map(([stage, level]) => ({ stage, level, day: '2026-10-30' })),
  }).success;

describe('the days of a guidance letter', () => {
  it('are of different steps, or of different levels of one', () => {
    expect(isTaken(['dossier'], ['selfScoring'])).toBe(true);
    expect(isTaken(['dossier', 'xa'], ['dossier', 'tinh'])).toBe(true);
  });

  it('name no step twice at one level', () => {
    expect(isTaken(['dossier', 'xa'], ['dossier', 'xa'])).toBe(false);
    expect(isTaken(['dossier'], ['dossier', 'xa'])).toBe(false);
    expect(isTaken(['dossier', 'tinh'], ['dossier'])).toBe(false);
  });
});
