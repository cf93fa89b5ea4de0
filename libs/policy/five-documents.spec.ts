import { describe, expect, it } from '@jest/globals';
import type { PolicyPack, Sourced } from './index.js';
import { isExcludedFromAwards, levelsOf, term } from './index.js';
import { loadPack } from './packs.support.js';

/** Everything with a document behind it, so that a figure which a document has not cannot be added unnoticed. */
const isStated = ({ status }: Sourced): boolean => status !== 'assumed';
const stamp = ({ src, status }: Sourced): string => `${src} ${status}`;

const duesOf = (pack: PolicyPack): string[] =>
  pack.stageSets.flatMap(({ key: set, stages }) =>
    stages.flatMap(({ key, due }) =>
      due
        .filter(isStated)
        .map((each) => `${set} ${key}: ${each.operator} ${each.day} “${each.words}” ${stamp(each)}`),
    ),
  );
const ordersOf = (pack: PolicyPack, sources: RegExp): string[] => [
  ...new Set(
    pack.stageSets.flatMap(({ stages }) =>
      stages.filter(({ src }) => sources.test(src)).map(({ key, src }) => `${key} ${src}`),
    ),
  ),
];
const targetsOf = (pack: PolicyPack): string[] =>
  pack.targets.map(
    (each) => `${each.key} ${each.operator} ${each.percent} ${each.denominator} ${stamp(each)}`,
  );
const consequencesOf = (pack: PolicyPack): string[] =>
  pack.consequences.map((each) => `${each.key} ${stamp(each)}`);
const dutiesOf = (pack: PolicyPack): string[] =>
  pack.duties.map((each) => `${each.key} ${each.addressee} ${stamp(each)}`);
const registersOf = (pack: PolicyPack): string[] =>
  pack.registers.map((each) => `${each.key} ${stamp(each)}`);
const bodiesOf = (pack: PolicyPack): string[] =>
  pack.bodies.filter(isStated).map(({ key, name, src }) => `${key}: ${name} (${src})`);
const wordsOf = (pack: PolicyPack) => ({
  units: term(pack, 'units'),
  standard: term(pack, 'standard'),
  steering: term(pack, 'steering'),
  reportChannel: term(pack, 'reportChannel'),
  standardBasis: term(pack, 'standardBasis'),
  directiveBasis: term(pack, 'directiveBasis'),
});

describe('Chỉ thị 08/CT-UBND of Quảng Ngãi, 2021', () => {
  const pack = loadPack('quang-ngai-2021');

  it('names no day of its own; the window is that of Thông tư 23', () => {
    expect(duesOf(pack)).toEqual(['hang-nam windowClose: by 11-30 “đến hết ngày 30/11” tt23-9.2 binding']);
  });

  it('orders plans of units and districts, reviews and the report to the Ministry, and nothing else', () => {
    expect(ordersOf(pack, /^ct08/)).toEqual([
      'directivePlan ct08-8-a',
      'districtPlan ct08-8-a',
      'interimReview ct08-4',
      'provinceReport ct08-8-b',
      'yearReview ct08-8-b',
    ]);
  });

  it('knows neither points nor classes, targets nor an exclusion', () => {
    expect([pack.criteria, pack.classes, targetsOf(pack), consequencesOf(pack)]).toEqual([[], [], [], []]);
    expect(pack.stageSets[0]?.stages.some(({ key }) => key === 'selfScoring' || key === 'unitReport')).toBe(
      false,
    );
  });

  it('speaks in its own words', () => {
    expect(wordsOf(pack)).toEqual({
      units: 'cơ quan, doanh nghiệp, nhà trường',
      standard: 'An toàn về an ninh, trật tự',
      steering: 'Ban Chỉ đạo 138 tỉnh',
      reportChannel: 'qua Cơ quan Thường trực Ban Chỉ đạo 138 tỉnh',
      standardBasis: 'Thông tư 23/2012/TT-BCA',
      directiveBasis: 'Chỉ thị 07/CT-BCA-V28 ngày 15/8/2014',
    });
    expect(bodiesOf(pack)).toEqual([
      'cong-an-tinh: Công an tỉnh Quảng Ngãi (Cơ quan Thường trực Ban Chỉ đạo 138 tỉnh) (ct08-8-b)',
      'ubnd-huyen: UBND huyện, thị xã, thành phố (ct08-8-a)',
      'bcd-138-tinh: Ban Chỉ đạo 138 tỉnh Quảng Ngãi (ct08-8-b)',
      'bo-cong-an: Bộ Công an (ct08-8-b)',
    ]);
  });

  it('only proposes the criterion of culture', () => {
    expect(dutiesOf(pack)).toEqual([
      'modelReview unit ct08-3 binding',
      'coordination unit ct08-4 binding',
      'guards unit ct08-5 binding',
      'steering steering ct08-7 binding',
      'cultureCriterion police ct08-8-c proposed',
      'directives unit ct08-1-directives binding',
      'guidance police ct08-1-guidance binding',
      'propaganda unit ct08-2 binding',
    ]);
  });

  it('has registers of what it orders besides papers', () => {
    expect(registersOf(pack)).toEqual([
      'models ct08-3 binding',
      'guardForce ct08-5 binding',
      'coordination ct08-4 binding',
      'propaganda ct08-2 binding',
      'reviews ct08-4 binding',
      'activities ct08-tasks binding',
    ]);
  });
});

describe('the Chỉ thị of 2024 without a number', () => {
  const pack = loadPack('hai-duong-2024');

  it('prints the campaign day and no deadline; the days are those of Thông tư 124 and Quyết định 510', () => {
    expect(duesOf(pack)).toEqual([
      'hang-nam registration: by 03-31 “Quý I” tt124-6.1 binding',
      'hang-nam windowClose: by 11-15 “đến hết ngày 15/11” tt124-8.2b binding',
      'hang-nam classification: before 11-30 “trước ngày 30/11” qd510-11 binding',
    ]);
    const festival = pack.stageSets[0]?.stages.find(({ key }) => key === 'festival');
    expect(festival?.name).toBe('“Ngày hội toàn dân bảo vệ ANTQ” (19/8/2024)');
    expect(pack.sources[festival?.src ?? '']?.quote).toContain('(19/8/2024)');
  });

  it('orders the campaign day, campaigns, awards and reviews', () => {
    expect(ordersOf(pack, /^ct2024/)).toEqual([
      'campaigns ct2024-2',
      'festival ct2024-4',
      'awardReview ct2024-6',
      'yearReview ct2024-6',
    ]);
  });

  it('makes heads answerable and keeps nobody out of awards', () => {
    expect(consequencesOf(pack)).toEqual(['headGrade ct2024-1 binding']);
    expect(pack.classes.some(({ key }) => isExcludedFromAwards(pack, key))).toBe(false);
    expect(targetsOf(pack)).toEqual([]);
  });

  it('reviews models by keeping, dropping and building, and has districts and the steering committees', () => {
    expect(pack.duties[0]?.text).toBe(
      'Duy trì, đề nghị ghi nhận mô hình hiệu quả để nhân rộng; thanh loại mô hình hình thức; xây dựng mô hình mới',
    );
    expect(dutiesOf(pack)).toEqual([
      'modelReview unit ct2024-3-models binding',
      'exemplary unit ct2024-3-exemplary binding',
      'coordination front ct2024-4-programme binding',
      'localForces committee ct2024-5 binding',
      'budget committee ct2024-6-budget binding',
      'directives unit ct2024-1-lead binding',
      'oversight police ct2024-closing binding',
    ]);
    expect(registersOf(pack)).toEqual([
      'models ct2024-3-models binding',
      'coordination ct2024-4-programme binding',
      'propaganda ct2024-2-propaganda binding',
      'activities ct2024-tasks binding',
    ]);
    expect(bodiesOf(pack)).toEqual([
      'ubnd-huyen: UBND huyện, thị xã, thành phố (ct2024-recipients)',
      'ubnd-xa: UBND xã, phường, thị trấn (tt124-10)',
      'bcd-138-tinh: Ban Chỉ đạo 138 tỉnh Hải Dương (ct2024-3-models)',
      'bcd-138-huyen: Ban Chỉ đạo 138 huyện, thị xã, thành phố (ct2024-6)',
      'bcd-138-xa: Ban Chỉ đạo 138 xã, phường, thị trấn (ct2024-6)',
    ]);
    expect(wordsOf(pack)).toMatchObject({
      standard: 'An toàn về an ninh, trật tự',
      steering: 'Ban Chỉ đạo 138 các cấp',
    });
  });

  it('is of a province that it does not name', () => {
    expect(pack.jurisdiction).toMatchObject({ name: 'Tỉnh Hải Dương', status: 'assumed' });
    expect([pack.sources['ct2024']?.date, pack.sources['ct2024']?.note]).toEqual([
      undefined,
      expect.stringContaining('không có số, ngày và tên tỉnh'),
    ]);
  });
});

describe('Kế hoạch 33/KH-UBND of Quảng Ngãi, 2025', () => {
  const pack = loadPack('quang-ngai-2025');
  const yearly = (set: string) => [
    `${set} unitReport: before 11-05 “trước ngày 05/11 hằng năm” kh33-closing binding`,
    `${set} communeReport: before 11-05 “trước ngày 05/11 hằng năm” kh33-closing binding`,
    `${set} provinceReport: before 11-15 “trước ngày 15/11 hằng năm” ct06-7 binding`,
    `${set} windowClose: by 11-15 “đến hết ngày 15/11” tt124-8.2b binding`,
    `${set} classification: before 11-30 “trước ngày 30/11” qd510-11 binding`,
  ];

  it('has these days with a document, and no other', () => {
    expect(duesOf(pack)).toEqual([
      'hang-nam registration: by 03-31 “Quý I” tt124-6.1 binding',
      ...yearly('hang-nam'),
      'nam-2025 implementationPlan: before 2025-08-25 “trước ngày 25/8/2025” kh33-closing binding',
      'nam-2025 communePlan: before 2025-08-25 “trước ngày 25/8/2025” kh33-closing binding',
      ...yearly('nam-2025'),
    ]);
  });

  it('decides the exclusion, and counts 80 % of those registered', () => {
    expect(consequencesOf(pack)).toEqual(['noAward kh33-II.6-d binding', 'headGrade kh33-II.6-c binding']);
    expect(targetsOf(pack)).toContain('recognised >= 80 registered kh33-I.4 target');
  });

  it('names who owes each of its duties', () => {
    expect(dutiesOf(pack)).toEqual([
      'provincePlan police ct06-5 binding',
      'modelReview police kh33-II.6-b binding',
      'standingTask unit kh33-II.1-a binding',
      'guidance police kh33-III.1-lead binding',
      'training police kh33-III.1-c binding',
      'ministryPlan ministry ct06-7-b binding',
      'communeGuidance committee kh33-III.5 binding',
      'annualPlan unit kh33-II.1-b binding',
      'awareness unit kh33-II.1-c binding',
      'propaganda unit kh33-II.2-a binding',
      'digitalPropaganda unit kh33-II.2-b binding',
      'boardsAndTalks unit kh33-II.2-c binding',
      'models unit kh33-II.3-a binding',
      'emulation unit kh33-II.3-b binding',
      'guards unit kh33-II.4-a binding',
      'selfManaged unit kh33-II.4-a2 binding',
      'protectionRules unit kh33-II.4-b binding',
      'coordination unit kh33-II.5-a binding',
      'organisations unit kh33-II.5-b binding',
      'vigilance unit kh33-II.5-c binding',
      'safety unit kh33-II.5-c2 binding',
      'unionGuidance police kh33-III.1-b binding',
      'frontMobilisation front kh33-III.2 binding',
      'budget finance kh33-III.3 binding',
      'sectors sector kh33-III.4 binding',
      'localBudget committee kh33-III.5-budget binding',
      'press press kh33-III.6 binding',
    ]);
  });

  it('has no districts and speaks in its own words', () => {
    expect(levelsOf(pack)).toEqual(['tinh', 'xa']);
    expect(wordsOf(pack)).toEqual({
      units: 'cơ quan, doanh nghiệp, cơ sở giáo dục',
      standard: 'An toàn về an ninh, trật tự',
      steering: 'UBND các cấp',
      reportChannel: 'qua Phòng Tham mưu',
      standardBasis: 'Thông tư 124/2021/TT-BCA',
      directiveBasis: 'Chỉ thị 06/CT-BCA-V05 ngày 07/5/2025',
    });
  });
});

describe('Chỉ thị 06/CT-BCA-V05, 2025', () => {
  const pack = loadPack('national-2025');

  it('binds the police: its report before 15/11; what units owe comes from Thông tư 124 and Quyết định 510', () => {
    expect(duesOf(pack)).toEqual([
      'hang-nam registration: by 03-31 “Quý I” tt124-6.1 binding',
      'hang-nam provinceReport: before 11-15 “trước ngày 15/11 hằng năm” ct06-7 binding',
      'hang-nam windowClose: by 11-15 “đến hết ngày 15/11” tt124-8.2b binding',
      'hang-nam classification: before 11-30 “trước ngày 30/11” qd510-11 binding',
    ]);
    expect(ordersOf(pack, /^ct06/)).toEqual([
      'festival ct06-6-a',
      'provinceReport ct06-7',
      'appraisal ct06-6-a',
    ]);
  });

  it('only proposes the exclusion and the grading of heads, and sets no target', () => {
    expect(consequencesOf(pack)).toEqual(['noAward ct06-6 proposed', 'headGrade ct06-6 proposed']);
    expect(pack.classes.some(({ key }) => isExcludedFromAwards(pack, key))).toBe(false);
    expect(targetsOf(pack)).toEqual([]);
  });

  it('has the table of Quyết định 510 as far as it was seen, the rest marked', () => {
    const rows = pack.criteria.map(({ key, max, src, status }) => `${key} ${max} ${src} ${status}`);
    expect(rows).toEqual([
      '1 3 qd510-7 binding',
      '2 3 qd510-7 binding',
      '3 5 qd510-7 binding',
      '4 5 qd510-7-unseen assumed',
      '5 14 qd510-7-unseen assumed',
      '6 4 qd510-7-unseen assumed',
      '7 10 qd510-7-unseen assumed',
      '8 53 qd510-7-unseen assumed',
      '9 3 qd510-7-unseen assumed',
    ]);
    expect(pack.sources['qd510-7-unseen']?.note).toContain('chưa đối chiếu với Quy định');
    expect(pack.criteria[2]?.text).toContain('theo chỉ đạo của Ban Chỉ đạo các cấp');
  });

  it('lays its tasks upon the police and has registers of them', () => {
    expect(dutiesOf(pack)).toEqual([
      'provincePlan police ct06-5 binding',
      'modelReview police ct06-6-b binding',
      'standingTask unit ct06-1-c binding',
      'guidance police ct06-2-a binding',
      'training police ct06-4 binding',
      'ministryPlan ministry ct06-7-b binding',
    ]);
    expect(registersOf(pack)).toEqual([
      'models ct06-3-a binding',
      'guardForce ct06-4 binding',
      'coordination ct06-5-lead binding',
      'propaganda ct06-2-c binding',
      'activities ct06-tasks binding',
    ]);
  });

  it('may open a cycle, and reports through V05', () => {
    expect([pack.base, pack.jurisdiction]).toEqual([undefined, { level: 'quoc-gia', name: 'Toàn quốc' }]);
    expect(term(pack, 'reportChannel')).toBe('qua Cục Xây dựng phong trào bảo vệ an ninh Tổ quốc');
    expect(levelsOf(pack)).toEqual(['tinh', 'xa']);
  });
});

describe('Hướng dẫn 413/HD-CAT-PV05, 2021', () => {
  const pack = loadPack('huong-dan-413-2021');

  it('wants the dossier before 01/12/2021, and names no other day', () => {
    expect(duesOf(pack)).toEqual([
      'hang-nam windowClose: by 11-30 “đến hết ngày 30/11” tt23-9.2 binding',
      'hang-nam dossier: before 2021-12-01 “trước ngày 01/12/2021” hd413-8 binding',
    ]);
  });

  it('wants a resolution of its own kind from the start of the year, on a day that it does not name', () => {
    const stage = pack.stageSets[0]?.stages.find(({ key }) => key === 'q1Plan');
    expect(stage?.documents[0]).toBe('Nghị quyết chuyên đề của cấp ủy (nơi có tổ chức Đảng)');
    expect(stage?.due).toEqual([
      {
        level: '*',
        operator: 'by',
        day: '2021-02-28',
        words: 'ngay từ đầu năm',
        src: 'hd413-3',
        status: 'assumed',
      },
    ]);
    expect(ordersOf(pack, /^hd413/)).toEqual([
      'q1Plan hd413-3',
      'registration hd413-3-pledge',
      'campaigns hd413-7-campaigns',
      'festival hd413-7',
      'interimReview hd413-8-review',
      'dossier hd413-8',
      'appraisal hd413-8',
      'recognition hd413-8',
      'awardReview hd413-9',
      'yearReview hd413-9',
    ]);
  });

  it('counts more than 90 % of all, and has neither points nor an exclusion', () => {
    expect(targetsOf(pack)).toEqual(['recognised > 90 all-eligible hd413-2 target']);
    expect([pack.criteria, pack.classes, pack.consequences]).toEqual([[], [], []]);
  });

  it('goes through the assigned police, who ask the committee of their level', () => {
    const receivers = (key: string) => pack.stageSets[0]?.stages.find((stage) => stage.key === key)?.receiver;
    const police = { tinh: 'cong-an-tinh', huyen: 'cong-an-huyen', xa: 'cong-an-xa' };
    expect([receivers('dossier'), receivers('appraisal')]).toEqual([police, police]);
    expect(receivers('recognition')).toEqual({ tinh: 'ubnd-tinh', huyen: 'ubnd-huyen', xa: 'ubnd-xa' });
  });

  it('has models appraised by the process of Quyết định 1383, and speaks in its own words', () => {
    expect(dutiesOf(pack)).toEqual([
      'heads unit hd413-2-heads binding',
      'modelReview unit hd413-5 binding',
      'guards unit hd413-6 binding',
      'ownRewards unit hd413-9 binding',
      'prevention unit hd413-2-prevention binding',
      'rulesReview unit hd413-4-rules binding',
      'criteriaReview unit hd413-4-criteria binding',
      'coordination unit hd413-6-coordination binding',
      'electionGuard unit hd413-7-election binding',
    ]);
    expect(registersOf(pack)).toEqual([
      'models hd413-5 binding',
      'guardForce hd413-6 binding',
      'coordination hd413-6-coordination binding',
      'propaganda hd413-4 binding',
      'reviews hd413-8-review binding',
      'activities hd413-tasks binding',
    ]);
    expect(pack.duties[1]?.text).toContain('Quyết định 1383/QĐ-BCĐ ngày 25/5/2017, để làm cơ sở thẩm định');
    expect(wordsOf(pack)).toEqual({
      units: 'cơ quan, doanh nghiệp, nhà trường',
      standard: 'An toàn về an ninh, trật tự',
      steering: 'Ban Chỉ đạo tỉnh',
      reportChannel: 'qua Công an được phân công, phân cấp quản lý',
      standardBasis: 'Thông tư 23/2012/TT-BCA',
      directiveBasis: 'Chỉ thị 09/CT-UBND ngày 10/11/2020',
    });
    expect(pack.jurisdiction.status).toBe('assumed');
  });
});

describe('districts', () => {
  it.each(['quang-ngai-2021', 'hai-duong-2024', 'huong-dan-413-2021'])(
    'are in force in %s until 30/6/2025',
    (id) => {
      const pack = loadPack(id);
      expect(levelsOf(pack)).toEqual(['tinh', 'huyen', 'xa']);
      expect(pack.areaLevels.find(({ level }) => level === 'huyen')?.to).toBe('2025-06-30');
    },
  );
});
