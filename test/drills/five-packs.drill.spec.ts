/**
 * `antq rehearse` lives a year of each of the five packs on its own area, six years at once: about four minutes. Its shorter
 * forms are test/e2e/districts.e2e.spec.ts and test/integration/pack-words.spec.ts.
 */
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { ExclusionAnswer, Page } from '#libs/contracts';
import { declarePackYears, LivedYears } from '../e2e/pack-years.scenario.js';
import { PACK_YEARS, type PackYear, packYear } from '../support/pack-years.js';

jest.setTimeout(900_000);

let lived: LivedYears;
beforeAll(async () => {
  lived = await LivedYears.live(PACK_YEARS);
});
afterAll(() => lived?.dispose());

describe('a year of each of the five packs, on its own area', () => {
  declarePackYears(PACK_YEARS, () => lived);

  it('keeps units from awards where the document does, and proposes it where it only asks for that', async () => {
    const effects = async (policy: string, year: number) => {
      const wanted = packYear(policy, year);
      const to = `/cycles/${lived.of(wanted).cycleId}/exclusions`;
      const { body } = await lived.stack.call<Page<ExclusionAnswer>>(
        'GET',
        to,
        lived.administratorOf(wanted.province),
      );
      return [...new Set(body.items.filter((item) => !item.notSubmitted).map(({ effect }) => effect))];
    };
    expect(await effects('quang-ngai-2025', 2026)).toEqual(['excluded']);
    expect(await effects('national-2025', 2025)).toEqual(['proposed']);
    expect(await effects('hai-duong-2024', 2024)).toEqual([]);
    expect(await effects('huong-dan-413-2021', 2021)).toEqual([]);
  });
});

describe('Quảng Ngãi, in its first and in an ordinary year', () => {
  const [first, ordinary] = [2025, 2026].map((year) => packYear('quang-ngai-2025', year)) as [
    PackYear,
    PackYear,
  ];

  it('has the one-off plan of 2025 and no day for Quý I and the campaign day, which had passed', async () => {
    expect(await lived.lastDaysOf(first)).toEqual({
      implementationPlan: '2025-08-24',
      registration: '2025-09-30',
      selfScoring: '2025-10-27',
      unitReport: '2025-11-04',
      'unitReport xa': '2025-10-30',
      dossier: '2025-11-18',
      appraisal: '2025-11-21',
      recognition: '2025-11-26',
      awardReview: '2025-12-15',
      communePlan: '2025-08-24',
      communeReport: '2025-11-04',
      provinceReport: '2025-11-14',
      supplementReport: '2025-12-15',
      yearReview: '2025-12-31',
    });
  });

  it('goes from Quý I to the award review in 2026, without the plan of 25/8', async () => {
    expect(await lived.lastDaysOf(ordinary)).toEqual({
      q1Plan: '2026-03-31',
      registration: '2026-03-31',
      festival: '2026-08-31',
      selfScoring: '2026-10-27',
      unitReport: '2026-11-04',
      'unitReport xa': '2026-10-30',
      dossier: '2026-11-18',
      appraisal: '2026-11-21',
      recognition: '2026-11-26',
      awardReview: '2026-12-15',
      communePlan: '2026-03-31',
      communeRegister: '2026-04-15',
      communeInterimReview: '2026-06-30',
      communeReport: '2026-11-04',
      provinceReport: '2026-11-14',
      supplementReport: '2026-12-15',
      yearReview: '2026-12-31',
    });
  });
});
