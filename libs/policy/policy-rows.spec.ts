import { describe, expect, it } from '@jest/globals';
import { isLate, lastDayPhrase, weekdayName } from '#libs/calendar';
import {
  awardExclusion,
  cite,
  levelsOf,
  type ManagementLevel,
  meterOf,
  numeratorOf,
  type ResolvedStage,
  resolveStages,
  term,
} from './index.js';
import { loadPack } from './packs.support.js';

const QN2025 = 'quang-ngai-2025';
const NATION2025 = 'national-2025';
const HD413 = 'huong-dan-413-2021';
const QN2021 = 'quang-ngai-2021';
const HD2024 = 'hai-duong-2024';

const stageOf = (
  id: string,
  year: number,
  key: string,
  managedBy: ManagementLevel = 'tinh',
): ResolvedStage => {
  const found = resolveStages(loadPack(id), year, { managedBy }).find((stage) => stage.key === key);
  if (found === undefined) throw new Error(`${id} ${year} has no ${key}`);
  return found;
};
const dueOf = (id: string, year: number, key: string, managedBy: ManagementLevel = 'tinh') => {
  const { due } = stageOf(id, year, key, managedBy);
  if (due === undefined) throw new Error(`${id} ${year}: ${key} has no day`);
  return { ...due, source: cite(loadPack(id), due.src) };
};
const target = (id: string, key: string) => {
  const found = loadPack(id).targets.find((each) => each.key === key);
  if (found === undefined) throw new Error(`${id} has no target ${key}`);
  return { ...found, source: cite(loadPack(id), found.src) };
};
const has = (id: string, year: number, key: string) =>
  resolveStages(loadPack(id), year, { managedBy: 'tinh' }).some((stage) => stage.key === key);

// One test for each row of the table of deadlines, targets and consequences, by its key.
describe('what each document says, row by row', () => {
  it('report.unit, commune → Công an tỉnh: before 05/11 each year, last day 04/11; units of a commune by 30/10', () => {
    for (const year of [2025, 2026, 2027]) {
      for (const due of [dueOf(QN2025, year, 'unitReport'), dueOf(QN2025, year, 'communeReport', 'xa')]) {
        expect(due).toMatchObject({
          operator: 'before',
          lastDay: `${year}-11-04`,
          words: 'trước ngày 05/11 hằng năm',
          status: 'binding',
        });
        expect(due.source).toBe('Kế hoạch 33/KH-UBND ngày 21/8/2025, đoạn kết');
      }
      expect(dueOf(QN2025, year, 'unitReport', 'xa')).toMatchObject({
        lastDay: `${year}-10-30`,
        status: 'assumed',
      });
    }
    expect(stageOf(QN2025, 2026, 'communeReport', 'xa').reportsOn).toBe('unitReport');
  });

  it('report.CA tỉnh → V05: before 15/11 each year, last day 14/11', () => {
    for (const id of [NATION2025, QN2025]) {
      const due = dueOf(id, 2026, 'provinceReport');
      expect(due).toMatchObject({
        operator: 'before',
        lastDay: '2026-11-14',
        words: 'trước ngày 15/11 hằng năm',
        status: 'binding',
      });
      expect(due.source).toBe('Chỉ thị 06/CT-BCA-V05 ngày 07/5/2025, mục 7, gạch đầu dòng thứ ba');
      expect(stageOf(id, 2026, 'provinceReport').receiver).toBe('v05');
    }
  });

  it('dossier.recognition: before 01/12/2021, last day 30/11', () => {
    const due = dueOf(HD413, 2021, 'dossier');
    expect(due).toMatchObject({
      operator: 'before',
      lastDay: '2021-11-30',
      words: 'trước ngày 01/12/2021',
      status: 'binding',
    });
    expect(due.source).toContain('Hướng dẫn 413/HD-CAT-PV05');
  });

  it('plan implementing KH 33: once, before 25/8/2025, last day 24/8; units and communes', () => {
    for (const due of [dueOf(QN2025, 2025, 'implementationPlan'), dueOf(QN2025, 2025, 'communePlan', 'xa')]) {
      expect(due).toMatchObject({
        operator: 'before',
        lastDay: '2025-08-24',
        words: 'trước ngày 25/8/2025',
        status: 'binding',
      });
    }
    expect([has(QN2025, 2025, 'implementationPlan'), has(QN2025, 2026, 'implementationPlan')]).toEqual([
      true,
      false,
    ]);
  });

  it('resolution.plan: quarter one each year, against “ngay từ đầu năm” without a day of its own', () => {
    expect(dueOf(QN2025, 2026, 'q1Plan')).toMatchObject({
      lastDay: '2026-03-31',
      words: 'Quý I hằng năm',
      // The annex asks that plan and resolution exist by then; it orders nobody to send them.
      status: 'assumed',
    });
    expect(stageOf(QN2025, 2026, 'q1Plan').status).toBe('binding');
    expect(dueOf(HD413, 2021, 'q1Plan')).toMatchObject({ words: 'ngay từ đầu năm', status: 'assumed' });
  });

  it('festival: 19/8 by QĐ 521 in every pack, printed by the Chỉ thị of 2024 only', () => {
    for (const id of [QN2025, NATION2025, HD413, QN2021, HD2024]) {
      const basis = loadPack(id).legalBasis.map(({ text }) => text);
      expect(basis.some((text) => text.startsWith('Quyết định 521/QĐ-TTg') && text.includes('19/8'))).toBe(
        true,
      );
    }
    expect(stageOf(QN2025, 2026, 'festival').name).toContain('19/8');
    const quotes = (id: string) =>
      JSON.stringify(Object.values(loadPack(id).sources).map(({ quote }) => quote ?? ''));
    expect([quotes(HD2024).includes('19/8'), quotes(QN2021).includes('19/8')]).toEqual([true, false]);
  });

  it('target.register: 100 % register the movement, aimed at', () => {
    expect(target(QN2025, 'registered')).toMatchObject({
      operator: '>=',
      percent: 100,
      denominator: 'all-eligible',
      status: 'target',
      source: 'Kế hoạch 33/KH-UBND ngày 21/8/2025, mục I.4',
    });
  });

  it('target.recognised: at least 80 % of those registered, against above 90 % of all', () => {
    const [ours, theirs] = [target(QN2025, 'recognised'), target(HD413, 'recognised')];
    expect(ours).toMatchObject({ operator: '>=', percent: 80, denominator: 'registered', status: 'target' });
    expect(theirs).toMatchObject({
      operator: '>',
      percent: 90,
      denominator: 'all-eligible',
      status: 'target',
    });
    expect([numeratorOf(ours), numeratorOf(theirs)]).toEqual(['recognised', 'recognised']);
    const seen = { done: 252, of: 284 };
    expect([meterOf(ours, seen).met, meterOf(theirs, seen).met]).toEqual([true, false]);
  });

  it('target.participation: 90 % or more', () => {
    expect(target(QN2025, 'participation')).toMatchObject({
      operator: '>=',
      percent: 90,
      denominator: 'people',
      status: 'target',
    });
  });

  it('target.subunits: all of them', () => {
    expect(target(QN2025, 'subunits')).toMatchObject({
      operator: '>=',
      percent: 100,
      denominator: 'subunits',
      status: 'target',
    });
  });

  it('award.exclusion: decided in Quảng Ngãi, proposed in the nation, of Trung bình and Yếu', () => {
    const exclusionOf = (id: string) => loadPack(id).consequences.find(({ key }) => key === 'noAward');
    for (const [id, status, place] of [
      [QN2025, 'binding', 'Kế hoạch 33/KH-UBND'],
      [NATION2025, 'proposed', 'Chỉ thị 06/CT-BCA-V05'],
    ] as const) {
      const exclusion = exclusionOf(id);
      expect([exclusion?.status, exclusion?.classes]).toEqual([status, ['trung-binh', 'yeu']]);
      expect(cite(loadPack(id), exclusion?.src ?? '')).toContain(place);
    }
    expect(exclusionOf(NATION2025)?.text).toContain('Tham mưu, đề xuất');
    expect([HD413, QN2021, HD2024].map(exclusionOf)).toEqual(Array(3).fill(undefined));
    // What is only proposed keeps nobody out.
    expect(awardExclusion(loadPack(QN2025), 'yeu')).toBeDefined();
    expect(awardExclusion(loadPack(NATION2025), 'yeu')).toBeUndefined();
  });

  it('standard.basis: TT 23/2012 in 2021, TT 124/2021 from 2022', () => {
    const basis = (id: string) => term(loadPack(id), 'standardBasis');
    expect([basis(QN2021), basis(HD413)]).toEqual(Array(2).fill('Thông tư 23/2012/TT-BCA'));
    expect([basis(HD2024), basis(QN2025)]).toEqual(Array(2).fill('Thông tư 124/2021/TT-BCA'));
  });

  it('directive.basis: CT 07 of 2014, replaced by CT 06', () => {
    expect(term(loadPack(QN2021), 'directiveBasis')).toBe('Chỉ thị 07/CT-BCA-V28 ngày 15/8/2014');
    expect(term(loadPack(QN2025), 'directiveBasis')).toBe('Chỉ thị 06/CT-BCA-V05 ngày 07/5/2025');
    const texts = loadPack(NATION2025).legalBasis.map(({ text }) => text);
    expect(texts).toContainEqual(expect.stringMatching(/^Chỉ thị 06\/CT-BCA-V05 về nâng cao chất lượng/));
    expect(texts).not.toContainEqual(expect.stringContaining('Chỉ thị 07/CT-BCA-V28'));
  });

  it('report.channel: the assigned police, Phòng Tham mưu, V05', () => {
    const channel = (id: string) => term(loadPack(id), 'reportChannel');
    expect(channel(HD413)).toContain('Công an được phân công, phân cấp quản lý');
    expect(channel(QN2025)).toBe('qua Phòng Tham mưu');
    expect(channel(NATION2025)).toBe('qua Cục Xây dựng phong trào bảo vệ an ninh Tổ quốc');
  });

  it('steering body: Ban Chỉ đạo 138 in 2021 and 2024, UBND các cấp in the annex of 2025', () => {
    const steering = (id: string) => term(loadPack(id), 'steering');
    expect(steering(QN2021)).toBe('Ban Chỉ đạo 138 tỉnh');
    expect(steering(HD2024)).toBe('Ban Chỉ đạo 138 các cấp');
    expect(steering(QN2025)).toBe('UBND các cấp');
    const third = loadPack(QN2025).criteria.find(({ key }) => key === '3');
    expect(third?.text).toContain('UBND các cấp');
  });

  it('levels: province, district, commune until 30/6/2025; then province and commune', () => {
    expect([QN2021, HD2024].map((id) => levelsOf(loadPack(id)))).toEqual(
      Array(2).fill(['tinh', 'huyen', 'xa']),
    );
    expect([QN2025, NATION2025].map((id) => levelsOf(loadPack(id)))).toEqual(Array(2).fill(['tinh', 'xa']));
    // Neither directive could know the day on which districts would end.
    for (const id of [QN2021, HD2024, HD413]) {
      const district = loadPack(id).areaLevels.find(({ level }) => level === 'huyen');
      expect(district).toMatchObject({ to: '2025-06-30', src: 'assumed', status: 'assumed' });
    }
  });

  it('whoever would judge itself is judged by the level above: the district while there were districts', () => {
    const judges = (id: string) => {
      const { gaps, routing } = loadPack(id);
      const option = gaps.find(({ key }) => key === 'SELF_BODY')?.options[0];
      return [option?.effect?.judgedBy, routing.find(({ key }) => key === 'SELF_BODY')?.toLevel];
    };
    for (const id of [QN2021, HD413, HD2024]) expect(judges(id)).toEqual(['huyen', 'huyen']);
    for (const id of [NATION2025, QN2025]) expect(judges(id)).toEqual(['tinh', 'tinh']);
  });

  it('a sheet of points is asked of nobody where no pack has a table, nor a law of 2022 cited in 2021', () => {
    const sheet = (id: string) =>
      loadPack(id).certification.dossier.items.find(({ key }) => key === 'bang-tu-cham')?.required;
    const grounds = (id: string) => loadPack(id).certification.revocation.map(({ src }) => src);
    for (const id of [QN2021, HD413]) {
      expect([sheet(id), ...grounds(id)]).toEqual([undefined, ...Array<string>(4).fill('assumed')]);
    }
    for (const id of [HD2024, NATION2025, QN2025]) {
      expect([sheet(id), ...grounds(id)]).toEqual([true, ...Array<string>(4).fill('ltdkt2022-vii')]);
    }
  });

  it('schools register in quarter one by a reading of the system, in every pack of Thông tư 124', () => {
    const readings = (id: string) => loadPack(id).readings.find(({ key }) => key === 'schoolsRegisterInQ1');
    for (const id of [HD2024, NATION2025, QN2025]) expect(readings(id)).toMatchObject({ status: 'assumed' });
    for (const id of [QN2021, HD413]) expect(readings(id)).toBeUndefined();
  });

  it('culture link: a criterion of “cơ quan đạt chuẩn văn hóa”, proposed in 2021 and nowhere else', () => {
    const duty = (id: string) => loadPack(id).duties.find(({ key }) => key === 'cultureCriterion');
    expect(duty(QN2021)).toMatchObject({ status: 'proposed' });
    expect([HD2024, QN2025, NATION2025, HD413].map(duty)).toEqual(Array(4).fill(undefined));
  });

  it('model review: kept, dropped, built anew in 2024; by QĐ 1383 as a basis of appraisal in 2021', () => {
    const review = (id: string) => loadPack(id).duties.find(({ key }) => key === 'modelReview');
    expect(review(HD2024)?.text).toMatch(/Duy trì.*thanh loại.*xây dựng mô hình mới/);
    expect(review(HD413)?.text).toContain('Quyết định 1383');
    expect([review(HD2024)?.status, review(HD413)?.status]).toEqual(['binding', 'binding']);
  });
});

describe('days at the edge', () => {
  it.each([
    [2025, 'implementationPlan', '2025-08-24'],
    [2027, 'provinceReport', '2027-11-14'],
  ])('of %i: the last day of %s is a Sunday, stays, and is late from Monday', (year, key, day) => {
    const due = dueOf(QN2025, year, key);
    expect([due.lastDay, weekdayName(day)]).toEqual([day, 'Chủ nhật']);
    expect(lastDayPhrase(day)).toContain('Chủ nhật');
    const deadline = { operator: 'by', date: day } as const;
    expect(isLate(`${day}T23:59:59.999+07:00`, deadline)).toBe(false);
    expect(isLate(due.lateFrom, deadline)).toBe(true);
  });

  it('of the plan that was issued four days before its date: opens on the day of issue, not before', () => {
    const stage = stageOf(QN2025, 2025, 'implementationPlan');
    expect([stage.opensDay, stage.due?.day, stage.due?.lastDay]).toEqual([
      '2025-08-21',
      '2025-08-25',
      '2025-08-24',
    ]);
    expect(loadPack(QN2025).validFrom).toBe('2025-08-21');
  });

  it('of the report before 05/11: the assessment window is still open', () => {
    const window = loadPack(QN2025).assessmentWindow;
    expect([window.from, window.to]).toEqual(['-1/11-16', '11-15']);
    expect(dueOf(QN2025, 2026, 'communeReport', 'xa').lastDay < '2026-11-15').toBe(true);
    expect(stageOf(QN2025, 2026, 'supplementReport', 'xa').supplements).toBe('communeReport');
  });
});
