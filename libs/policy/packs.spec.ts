import { describe, expect, it } from '@jest/globals';
import type { PackCriterion } from './index.js';
import { checkPack, cite, isExcludedFromAwards, PolicyError, parsePack } from './index.js';
import { loadPack, PACKS } from './packs.support.js';

const codeOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    return error instanceof PolicyError ? error.code : String(error);
  }
  return 'no error';
};

const quangNgai = loadPack('quang-ngai-2025');
const national = loadPack('national-2025');
const all = (criteria: readonly PackCriterion[]): PackCriterion[] =>
  criteria.flatMap((criterion) => [criterion, ...all(criterion.children ?? [])]);

describe('the packs', () => {
  it('are listed, and the general rules behind the directives open no cycle', () => {
    expect(PACKS.list().map(({ id, base }) => [id, base])).toEqual([
      ['hai-duong-2024', false],
      ['huong-dan-413-2021', false],
      ['national-2012', true],
      ['national-2022', true],
      ['national-2025', false],
      ['quang-ngai-2021', false],
      ['quang-ngai-2025', false],
      ['quang-ngai-2027', false],
    ]);
  });

  it('make sense, without a single fault', () => {
    for (const { id } of PACKS.list()) expect([id, checkPack(loadPack(id)).errors]).toEqual([id, []]);
  });

  it('cannot be changed by who reads them', () => {
    expect(Object.isFrozen(quangNgai.stageSets[0]?.stages[0]?.due)).toBe(true);
  });

  it('are refused by an unknown name', () => {
    expect(codeOf(() => loadPack('kon-tum-2025'))).toBe('POLICY.UNKNOWN');
    expect(codeOf(() => loadPack('constructor'))).toBe('POLICY.UNKNOWN');
  });

  it('are read again from their own whole form', () => {
    const { extends: _parent, ...whole } = quangNgai;
    expect(parsePack(JSON.parse(JSON.stringify(whole)))).toEqual(whole);
  });
});

describe('the pack of Quảng Ngãi', () => {
  it('takes over from the nation what it does not state', () => {
    expect(quangNgai.assessmentWindow).toEqual(national.assessmentWindow);
    expect(quangNgai.eligibility).toEqual(national.eligibility);
    expect(quangNgai.classes).toEqual(national.classes);
    expect(quangNgai.base).toBeUndefined();
    expect(quangNgai.sources['tt124-10']).toEqual(national.sources['tt124-10']);
    expect(quangNgai.readings.slice(0, 5)).toEqual(national.readings);
  });

  it('names its own bodies in place of the general ones', () => {
    const body = quangNgai.bodies.find(({ key }) => key === 'cong-an-tinh');
    expect(body).toMatchObject({
      name: 'Công an tỉnh Quảng Ngãi (qua Phòng Tham mưu)',
      officeKind: 'province-police',
    });
  });

  it('turns the proposed exclusion from awards into a binding one', () => {
    const status = (classKey: string) => [
      isExcludedFromAwards(national, classKey),
      isExcludedFromAwards(quangNgai, classKey),
    ];
    expect(['tot', 'kha', 'trung-binh', 'yeu'].map(status)).toEqual([
      [false, false],
      [false, false],
      [false, true],
      [false, true],
    ]);
    expect(national.consequences[0]?.status).toBe('proposed');
  });

  it('holds the table of points of the annex', () => {
    expect(quangNgai.criteria.map(({ key, max }) => [key, max])).toEqual([
      ['1', 3],
      ['2', 3],
      ['3', 5],
      ['4', 5],
      ['5', 14],
      ['6', 4],
      ['7', 10],
      ['8', 53],
      ['9', 3],
    ]);
    expect(
      all(quangNgai.criteria)
        .filter(({ children }) => !children)
        .map(({ key, max }) => `${key}=${max}`),
    ).toEqual(
      '1=3 2=3 3=5 4a=1 4b=1 4c=1 4d=2 5a=2 5b=2 5c=2 5d=2 5đ=2 5e=2 5g=2 6a=2 6b=2 7=10 8a=1 8b=2 8c=50 9=3'.split(
        ' ',
      ),
    );
  });

  it('says “không xảy ra” is all or nothing, and 8c comes from the decision', () => {
    const keys = (choose: (criterion: PackCriterion) => unknown) =>
      all(quangNgai.criteria)
        .filter(choose)
        .map(({ key }) => key);
    expect(keys(({ allOrNothing }) => allOrNothing)).toEqual(['5a', '5b', '5c', '8c']);
    expect(keys(({ derivedFrom }) => derivedFrom)).toEqual(['8c']);
    expect(quangNgai.criteria.at(-1)?.perAward).toEqual({ collective: 2, person: 1 });
  });

  it('keeps the targets with their operators and denominators', () => {
    expect(
      quangNgai.targets.map(
        ({ key, operator, percent, denominator, status }) =>
          `${key} ${operator}${percent} ${denominator} ${status}`,
      ),
    ).toEqual([
      'registered >=100 all-eligible target',
      'recognised >=80 registered target',
      'participation >=90 people target',
      'subunits >=100 subunits target',
    ]);
  });

  it('shows every assumed figure with what it is about and its value', () => {
    const { assumed } = checkPack(quangNgai);
    expect(assumed).toContainEqual({ path: 'classes.tot', text: 'Tốt', value: 'từ 90 điểm' });
    expect(assumed).toContainEqual({
      path: 'stageSets.hang-nam.stages.dossier.due.*',
      text: 'Hồ sơ đề nghị công nhận: hạn',
      value: 'hết ngày 18/11',
    });
    expect(assumed).toContainEqual({
      path: 'criteria.5.children.5a.gradation',
      text: 'Tiêu chí 5a: cách chia điểm',
      value: '0 hoặc 2 điểm',
    });
    expect(assumed).toContainEqual({
      path: 'reminders',
      text: 'lịch nhắc',
      value:
        'trước 30, 14, 7, 3, 1, 0 ngày; sau 1, 7 ngày; rồi cứ 30 ngày; gửi lúc 08:00; không gửi từ 18:00 đến 07:00; không có ngày hết thời gian tiếp nhận thì qua ngày cuối từ 7 ngày báo cả cơ quan theo dõi',
    });
    expect(assumed).toContainEqual({
      path: 'reminders.recipients.head',
      text: 'người của đơn vị được nhắc',
      value: 'thủ trưởng từ 3 ngày làm việc trước ngày cuối',
    });
    expect(assumed).toContainEqual({
      path: 'reminders.closing',
      text: 'báo trước và sau khi hết thời gian tiếp nhận',
      value:
        'trước 7, 1 ngày làm việc, cùng các bước hết trong 5 ngày sau; ngày làm việc sau báo “Không nộp”; báo thêm thủ trưởng',
    });
    expect(assumed.every(({ path, text, value }) => path !== '' && text !== '' && value !== '')).toBe(true);
    expect(assumed.some(({ path }) => path.includes('unitReport.due.tinh'))).toBe(false);
  });

  it('calls the refusal of papers after the window assumed, and the window itself binding', () => {
    const stampOf = ({ src, status }: { readonly src: string; readonly status: string }) =>
      `${src} ${status}`;
    const closings = quangNgai.stageSets.flatMap(({ key: set, stages }) =>
      stages.flatMap(({ key, cutOff }) =>
        cutOff?.day === '11-15' ? [`${set} ${key} ${stampOf(cutOff)}`] : [],
      ),
    );
    expect(closings).toEqual([
      'hang-nam intake tt124-8.2b binding',
      'hang-nam q1Plan assumed assumed',
      'hang-nam registration assumed assumed',
      'hang-nam subunitPledges assumed assumed',
      'hang-nam campaigns assumed assumed',
      'nam-2025 q1Plan assumed assumed',
      'nam-2025 registration assumed assumed',
      'nam-2025 standingTasks tt124-8.2b binding',
    ]);
    expect(stampOf(quangNgai.assessmentWindow)).toBe('tt124-8.2b binding');
  });

  it('calls the papers of the dossier assumed in both graphs, and says where they come from', () => {
    const dossiers = quangNgai.stageSets.flatMap(({ stages }) =>
      stages.filter(({ key }) => key === 'dossier'),
    );
    expect(dossiers.map(({ src, status }) => `${src} ${status}`)).toEqual([
      'assumed assumed',
      'assumed assumed',
    ]);
    for (const { note } of dossiers) {
      expect(note).toContain('Thông tư 23/2012/TT-BCA');
      expect(note).toContain('Hướng dẫn 413/HD-CAT-PV05');
    }
  });

  it('quotes for each rule the words that carry it', () => {
    const quote = (src: string) => quangNgai.sources[src]?.quote;
    for (const { stages } of quangNgai.stageSets) {
      const quoteOf = (key: string) => quote(stages.find((stage) => stage.key === key)?.src ?? '');
      expect(quoteOf('appraisal')).toMatch(/^Hằng năm, tổ chức kiểm tra, đánh giá, phân loại/);
      expect(quoteOf('recognition')).toContain('xét duyệt, công nhận');
      expect(quoteOf('awardReview')).toMatch(/^Không xét thi đua, khen thưởng/);
      expect(quoteOf('yearReview')).toContain('định kỳ sơ kết, tổng kết');
    }
    const consequences = (pack: typeof national) =>
      pack.consequences.map(({ key, src, status }) => [
        key,
        status,
        pack.sources[src]?.quote?.split(' ').slice(0, 4).join(' '),
      ]);
    expect(consequences(quangNgai)).toEqual([
      ['noAward', 'binding', 'Không xét thi đua,'],
      ['headGrade', 'binding', 'Hiệu quả công tác'],
    ]);
    expect(consequences(national)).toEqual([
      ['noAward', 'proposed', 'Tham mưu, đề xuất'],
      ['headGrade', 'proposed', 'Tham mưu, đề xuất'],
    ]);
    for (const { legalBasis, terms } of [national, quangNgai]) {
      const directive = terms.find(({ key }) => key === 'directiveBasis');
      expect(quote(directive?.src ?? '')).toMatch(/^Chỉ thị này thay thế Chỉ thị số 07\/CT-BCA-V28/);
      expect(legalBasis.filter(({ text }) => /thay thế|Chỉ thị 07/.test(text))).toEqual([]);
    }
    expect(quote('ct06-7')).toContain('trước ngày 15/11 hằng năm');
  });

  it('is written in NFC', () => {
    const text = JSON.stringify(quangNgai);
    expect(text).toBe(text.normalize('NFC'));
  });
});

describe('a source in words', () => {
  it.each([
    ['kh33-closing', 'Kế hoạch 33/KH-UBND ngày 21/8/2025, đoạn kết'],
    ['kh33', 'Kế hoạch 33/KH-UBND ngày 21/8/2025'],
    ['ct06-7', 'Chỉ thị 06/CT-BCA-V05 ngày 07/5/2025, mục 7, gạch đầu dòng thứ ba'],
    ['assumed', 'Giả định của hệ thống, chưa có văn bản'],
  ])('%s is “%s”', (src, words) => expect(cite(quangNgai, src)).toBe(words));

  it('is refused when the pack does not have it', () => {
    expect(codeOf(() => cite(quangNgai, 'kh34'))).toBe('POLICY.UNKNOWN_SOURCE');
  });
});
