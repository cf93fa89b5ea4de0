import { describe, expect, it } from '@jest/globals';
import { checkEntry, describeEntry, fieldsFor } from './index.js';
import { pack, registerOf, unit } from './registers.support.js';

const ID = '0b54a1d2-7c1e-4b3a-9f60-5f1f6d1f0a11';
/** A sound entry of each register. */
const SOUND: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  models: { name: 'Cổng trường an toàn', type: 'school', status: 'kept', since: '2024-09-05' },
  modelReviews: { model: ID, conclusion: 'keep' },
  inspections: { subject: 'safety', minutes: '12/BB-KT', result: 'good' },
  incidents: { type: 'petition', cases: 1 },
  rewards: { level: 'province', number: '45/QĐ-UBND', collectives: 1, persons: 0 },
  guardForce: { guards: 3, arrangement: 'Trực ba ca', trained: 3, grade: 'good', gradeYear: 2025 },
  coordination: { form: 'regulation', number: '3/QC-PH', issuedOn: '2022-05-04', signedWith: 'Công an xã' },
  propaganda: { theme: 'Phòng, chống ma túy học đường', studentsDone: 900, studentsOf: 1000 },
  reviews: { type: 'interim', about: 'movement' },
  campaigns: { theme: 'festival', form: 'responded' },
  activities: { task: 'training', name: 'Lớp bồi dưỡng nghiệp vụ bảo vệ', participants: 12 },
};
const told = (key: string, change: Readonly<Record<string, unknown>>, of = unit) => {
  const checked = checkEntry(registerOf(key), of, { ...SOUND[key], ...change });
  return 'problems' in checked ? checked.problems.map(({ field }) => field) : [];
};
/** The sentences alone: an entry's problems have no code. */
const said = (key: string, change: Readonly<Record<string, unknown>>, of = unit) => {
  const checked = checkEntry(registerOf(key), of, { ...SOUND[key], ...change });
  return 'problems' in checked ? checked.problems.map(({ message }) => message) : [];
};
const office = { ...unit, kind: 'co-quan', hasStudents: false, hasGuards: false } as const;

describe('an entry', () => {
  it.each(pack.registers.map(({ key }) => key))(
    'of the register %s is taken with what it asks for',
    (key) => {
      expect(checkEntry(registerOf(key), unit, SOUND[key] ?? {})).toEqual({ data: SOUND[key] });
    },
  );

  it.each(
    pack.registers.flatMap((register) =>
      fieldsFor(register, unit)
        .filter(({ required }) => required === true)
        .map((field) => [register.key, field.key] as const),
    ),
  )('of the register %s is refused without %s', (key, field) => {
    expect(told(key, { [field]: undefined })).toContain(field);
  });

  it.each([
    ['models', 'name', '   '],
    ['models', 'name', 'hai\ndòng'],
    ['models', 'name', 'x'.repeat(201)],
    ['models', 'status', 'old'],
    ['models', 'since', '2026-02-29'],
    ['models', 'since', '05/09/2024'],
    ['models', 'name', 12],
    ['models', 'since', 20_240_905],
    ['modelReviews', 'model', 'mô hình số 1'],
    ['modelReviews', 'model', `số ${ID}`],
    ['modelReviews', 'model', `${ID}, trang 2`],
    ['modelReviews', 'model', [ID]],
    ['incidents', 'cases', 0],
    ['incidents', 'cases', 1.5],
    ['incidents', 'cases', '2'],
    ['incidents', 'cases', 1000],
    ['rewards', 'persons', 100],
    ['guardForce', 'trained', 4],
    ['propaganda', 'studentsDone', 1001],
  ] as const)('of the register %s is refused with %s %j', (key, field, value) => {
    expect(told(key, { [field]: value })).toEqual([field]);
  });

  it.each([
    ['models', 'name', 'x'.repeat(200)],
    ['incidents', 'cases', 1],
    ['incidents', 'cases', 999],
    ['guardForce', 'trained', 0],
    ['propaganda', 'studentsDone', 1000],
  ] as const)('of the register %s is taken with %s at the edge', (key, field, value) => {
    expect(told(key, { [field]: value })).toEqual([]);
  });

  it.each([null, '', undefined])('has nothing in a field that holds %j', (blank) => {
    expect(said('models', { name: blank })).toEqual(['Thiếu “Tên mô hình”.']);
    const { since: _, ...rest } = SOUND['models'] ?? {};
    expect(checkEntry(registerOf('models'), unit, { ...rest, since: blank })).toEqual({ data: rest });
    // Nor is it asked what such a field has to do in this register.
    expect(told('models', { story: blank })).toEqual([]);
  });

  it('says by its own name of the field what it must be', () => {
    expect(said('models', { name: 'hai\ndòng' })).toEqual(['“Tên mô hình” phải là chữ trên một dòng.']);
    expect(said('models', { name: 'x'.repeat(201) })).toEqual(['“Tên mô hình” dài quá 200 ký tự.']);
    expect(said('models', { since: '05/09/2024' })).toEqual([
      '“Hoạt động từ ngày” phải là một ngày có thật, dạng YYYY-MM-DD.',
    ]);
    expect(said('incidents', { cases: 0 })).toEqual(['“Số vụ” phải là số nguyên từ 1 đến 999.']);
    expect(said('coordination', { form: 'letter' })).toEqual([
      '“Hình thức” phải là một trong: regulation (Quy chế); plan (Kế hoạch).',
    ]);
    expect(said('modelReviews', { model: '1' })).toEqual([
      '“Mô hình được rà soát” phải là mã của một mục trong sổ được nêu.',
    ]);
  });

  it('says which field is wanting, too great or not known, with the names of both', () => {
    expect(said('guardForce', { gradeYear: undefined })).toEqual([
      '“Xếp loại lực lượng bảo vệ” cần có “Năm xếp loại”.',
    ]);
    expect(said('guardForce', { trained: 4 })).toEqual([
      '“Số người đã qua tập huấn” (4) lớn hơn “Số người bảo vệ” (3).',
    ]);
    expect(said('rewards', { collectives: 0 })).toEqual([
      'Cần ít nhất một trong các số: Số tập thể, Số cá nhân.',
    ]);
    expect(said('incidents', { story: 'Ông X…' })).toEqual([
      'Sổ “Vụ việc” không có trường “story”; các trường: type, cases.',
    ]);
    expect(
      said('guardForce', { trained: undefined, grade: undefined, gradeYear: undefined }, office),
    ).toEqual(['“Số người bảo vệ” không dùng cho đơn vị này; bỏ trường này.']);
  });

  it('compares a number with the one that bounds it only where both were read', () => {
    expect(told('guardForce', { trained: 'bốn' })).toEqual(['trained']);
    expect(told('guardForce', { guards: 'ba', trained: 4 })).toEqual(['guards']);
    expect(told('guardForce', { trained: undefined })).toEqual([]);
  });

  it('keeps text in NFC and trimmed', () => {
    const name = '  Cổng trường  '.normalize('NFD');
    const checked = checkEntry(registerOf('models'), unit, { ...SOUND['models'], name });
    expect(checked).toMatchObject({ data: { name: 'Cổng trường' } });
  });

  it('has fields for the units that they concern only: a school gives its number of students', () => {
    expect(told('propaganda', {}, office)).toEqual(['studentsDone', 'studentsOf']);
    const without = { studentsDone: undefined, studentsOf: undefined };
    expect(told('propaganda', without, office)).toEqual([]);
    expect(told('propaganda', without)).toEqual(['studentsDone', 'studentsOf']);
    expect(checkEntry(registerOf('guardForce'), office, { arrangement: 'Trực luân phiên' })).toEqual({
      data: { arrangement: 'Trực luân phiên' },
    });
  });

  it('gives a grade with its year, and of so many always both numbers', () => {
    expect(told('guardForce', { gradeYear: undefined })).toEqual(['gradeYear']);
    expect(told('propaganda', { partyDone: 10 })).toEqual(['partyOf']);
  });

  it('rewards somebody', () => {
    expect(told('rewards', { collectives: 0, persons: 0 })).toEqual(['collectives']);
  });

  it('of an incident has no place for what happened', () => {
    expect(told('incidents', { story: 'Ông X…' })).toEqual(['story']);
    expect(registerOf('incidents').fields.map(({ type }) => type)).toEqual(['choice', 'whole']);
  });

  it('keeps the id of another entry in small letters', () => {
    expect(
      checkEntry(registerOf('modelReviews'), unit, { ...SOUND['modelReviews'], model: ID.toUpperCase() }),
    ).toEqual({
      data: SOUND['modelReviews'],
    });
  });

  it('is told in one line in the words of its register', () => {
    expect(describeEntry(registerOf('coordination'), SOUND['coordination'] as Record<string, string>)).toBe(
      'Hình thức: Quy chế; Số văn bản: 3/QC-PH; Ngày ban hành: 04/05/2022; Ký với: Công an xã',
    );
  });

  it('leaves ids of other entries out of that line, and what it does not have', () => {
    expect(describeEntry(registerOf('modelReviews'), { model: ID, conclusion: 'drop' })).toBe(
      'Kết luận: Thanh loại vì hình thức, không hiệu quả',
    );
  });

  it('shows a choice that its pack no longer offers as it was kept', () => {
    expect(describeEntry(registerOf('reviews'), { type: 'quarterly', about: 'movement' })).toBe(
      'Loại: quarterly; Về việc: Phong trào',
    );
  });
});
