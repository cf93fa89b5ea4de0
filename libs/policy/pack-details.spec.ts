import { describe, expect, it } from '@jest/globals';
import { cite, letterheadOf, resolveStages, term } from './index.js';
import { loadPack, PACKS } from './packs.support.js';

const stageOf = (id: string, year: number, key: string) =>
  resolveStages(loadPack(id), year, { managedBy: 'xa' }).find((stage) => stage.key === key);

// Each table is written by hand from the documents, not read from the packs.
describe('what papers and mails say of a document', () => {
  it.each(['national-2022', 'national-2025', 'quang-ngai-2025', 'hai-duong-2024'])(
    'the title of Quyết định 510 in %s, and the guidance on models beside it',
    (id) => {
      const texts = loadPack(id).legalBasis.map(({ text }) => text);
      expect(texts).toContain(
        'Quyết định 510/QĐ-BCA-V05 ban hành Quy định Tiêu chí đánh giá, phân loại phong trào toàn dân bảo vệ an ninh Tổ quốc',
      );
      expect(texts.filter((text) => text.startsWith('Hướng dẫn 22/HD-BCA-V05'))).toHaveLength(1);
      expect(JSON.stringify(loadPack(id))).not.toContain('Quy chế kèm theo');
    },
  );

  it('that Thông tư 124 is amended, in the years after the reform alone', () => {
    const amended = PACKS.list()
      .filter(({ id }) => loadPack(id).legalBasis.some(({ text }) => text.startsWith('Thông tư 48/2025')))
      .map(({ id }) => id);
    expect(amended).toEqual(['national-2025', 'quang-ngai-2025', 'quang-ngai-2027']);
  });

  it.each([
    ['national-2025', 'tt124', 'Bộ trưởng Bộ Công an'],
    ['national-2025', 'qd510-11', 'Bộ trưởng Bộ Công an'],
    ['quang-ngai-2021', 'tt23', 'Bộ trưởng Bộ Công an'],
  ])('in %s that %s is of %s', (id, src, issuer) => {
    expect(loadPack(id).sources[src]?.issuer).toBe(issuer);
  });

  it.each([
    ['national-2025', 'ct06-6', 'Chỉ thị 06/CT-BCA-V05 ngày 07/5/2025, mục 6, gạch đầu dòng thứ ba'],
    [
      'huong-dan-413-2021',
      'hd413-8',
      'Hướng dẫn 413/HD-CAT-PV05 ngày 11/02/2021, theo bài giới thiệu ngày 07/4/2021, đoạn 8',
    ],
  ])('in %s the place of %s', (id, src, words) => expect(cite(loadPack(id), src)).toBe(words));

  it('the whole title of Kế hoạch 33', () => {
    const plan = loadPack('quang-ngai-2025').legalBasis.find(({ src }) => src === 'kh33');
    expect(plan?.text).toMatch(
      /cơ sở giáo dục đáp ứng yêu cầu, nhiệm vụ bảo đảm an ninh, trật tự trong tình hình mới$/,
    );
  });

  it('the official name of the standard, in the years too whose documents shorten it', () => {
    for (const { id } of PACKS.list())
      expect([id, term(loadPack(id), 'standard')]).toEqual([id, 'An toàn về an ninh, trật tự']);
  });

  it('that no day on which the circulars enter into force was seen', () => {
    for (const { id } of PACKS.list()) {
      const reading = loadPack(id).readings.find(({ key }) => key === 'validity');
      expect([id, reading?.status]).toEqual([id, 'assumed']);
    }
  });
});

describe('who owes a paper, and who is named on it', () => {
  it.each([
    ['quang-ngai-2025', 2026, 'kh33-III.1'],
    ['quang-ngai-2021', 2021, 'ct08-8-b'],
  ])('the review of the year is owed by the police of the province in %s %i', (id, year, src) => {
    expect(stageOf(id, year, 'yearReview')).toMatchObject({ actor: 'cong-an-tinh', src, status: 'binding' });
  });

  it('the steering committee of Hướng dẫn 413 has the name and the symbol of its own plan', () => {
    const pack = loadPack('huong-dan-413-2021');
    const proposal = pack.documents.find(({ key }) => key === 'awardProposal');
    const heads = (['tinh', 'huyen', 'xa'] as const).map((level) =>
      letterheadOf(pack, proposal ?? { issuedBy: {} }, level),
    );
    expect(heads.map((head) => [head?.name, head?.abbreviation])).toEqual([
      [
        'Ban Chỉ đạo {province} về phong trào toàn dân bảo vệ an ninh Tổ quốc và phòng chống tội phạm, tệ nạn xã hội',
        'BCĐ',
      ],
      ['Ban Chỉ đạo {district}', 'BCĐ'],
      ['Ban Chỉ đạo {commune}', 'BCĐ'],
    ]);
    expect(JSON.stringify(pack.documents)).not.toContain('138');
  });

  it.each([
    ['exclusionList', 'kh33-II.6-d'],
    ['headResults', 'kh33-II.6-c'],
    ['scoringSheet', 'kh33-annex'],
  ])('Kế hoạch 33 itself stands behind %s in Quảng Ngãi', (key, src) => {
    const paper = loadPack('quang-ngai-2025').documents.find((each) => each.key === key);
    expect([paper?.src, paper?.status]).toEqual([src, 'binding']);
  });
});

describe('what no text orders each year', () => {
  it.each([
    [2025, 'communePlan', 'binding'],
    [2026, 'communePlan', 'assumed'],
    [2026, 'communeRegister', 'assumed'],
    [2026, 'communeInterimReview', 'assumed'],
    [2026, 'communeReport', 'binding'],
  ])('of a commune in %i: %s is %s', (year, key, status) => {
    expect(stageOf('quang-ngai-2025', year, key)?.status).toBe(status);
  });
});

describe('when a step opens', () => {
  it.each([
    ['national-2025', 2026, 'provinceReport', '2026-10-01'],
    ['quang-ngai-2025', 2025, 'provinceReport', '2025-10-01'],
    ['huong-dan-413-2021', 2021, 'q1Plan', '2021-02-11'],
    ['huong-dan-413-2021', 2021, 'registration', '2021-02-11'],
    ['huong-dan-413-2021', 2021, 'campaigns', '2021-02-11'],
  ])(
    'in %s %i: %s on %s, early enough for its reminders and not before its document',
    (id, year, key, day) => {
      expect(stageOf(id, year, key)?.opensDay).toBe(day);
    },
  );
});
