import { describe, expect, it } from '@jest/globals';
import { REFUSALS, REFUSALS_BY_SUBJECT, type RefusalCode, type RefusalEntry } from '#libs/refusals';
import { DomainError } from './domain-error.js';
import { sentenceFor, sentenceOf } from './sentences.js';
import { fillings } from './sentences.support.js';

const ENTRIES = Object.entries(REFUSALS as Readonly<Record<string, RefusalEntry>>);
const CODES = Object.keys(REFUSALS) as RefusalCode[];

/** The parameters that a sentence shows, or looks at to choose its words. */
function namesIn(entry: RefusalEntry): readonly string[] {
  const { sentence } = entry;
  if (typeof sentence === 'string') {
    return [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
  }
  return fillings(entry).flatMap((shown) => {
    const read: string[] = [];
    sentence(
      new Proxy(shown, {
        get: (target, name) => {
          read.push(String(name));
          return target[String(name)];
        },
      }),
    );
    return read;
  });
}

describe('the catalogue of refusals', () => {
  it.each(ENTRIES)('%s has a status of an error and a sentence', (_code, { status, sentence }) => {
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(600);
    expect(['string', 'function']).toContain(typeof sentence);
  });

  it.each(ENTRIES)('%s shows the parameters that it declares, and no others', (_code, entry) => {
    expect(new Set(namesIn(entry))).toEqual(new Set(Object.keys(entry.params)));
  });

  it.each(CODES)('%s is composed Vietnamese that says what to do, for any client', (code) => {
    for (const params of fillings(REFUSALS[code])) {
      const sentence = sentenceOf({ code, params });
      expect(sentence).toBe(sentence.normalize('NFC'));
      expect(sentence).toMatch(/\.$/);
      expect(sentence.length).toBeGreaterThan(15);
      expect(sentence).not.toMatch(/--|antq |undefined|[{}]/);
    }
  });

  it('has each code in one subject', () => {
    const codes = Object.values(REFUSALS_BY_SUBJECT).flatMap((subject) => Object.keys(subject));
    expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
    expect(new Set(codes)).toEqual(new Set(CODES));
  });
});

describe('the sentences for people', () => {
  it('write days as people in Vietnam do, and stages by name', () => {
    expect(sentenceFor('STAGE.CUT_OFF_PASSED', { stageName: 'Hồ sơ', lastDay: '2026-11-20' })).toBe(
      'Bước “Hồ sơ” đã hết thời gian tiếp nhận (hết ngày 20/11/2026). Muốn nộp tiếp, đề nghị quản trị gia hạn hoặc mở lại từ bước này.',
    );
    const named = { stageName: 'Bước “riêng”', lastDay: '2026-11-20' };
    expect(sentenceFor('STAGE.CUT_OFF_PASSED', named)).toContain(
      'Bước Bước “riêng” đã hết thời gian tiếp nhận',
    );
  });

  it('name levels, roles and empty lists', () => {
    expect(sentenceFor('DELEGATION.LEVEL', { level: 'xa' })).toContain('cơ quan cấp xã vào ngày này');
    expect(sentenceFor('DEADLINE.NONE', { stageName: 'Hồ sơ', level: '*' })).toContain('hạn ở mọi cấp,');
    expect(sentenceFor('ACTOR.OTHER_ROLE', { roles: 'unit-head,ubnd-xa' })).toContain(
      'thuộc thủ trưởng đơn vị hoặc ubnd-xa.',
    );
    expect(sentenceFor('REVOKE.GROUND_UNKNOWN', { ground: 'x', known: '' })).toContain(
      'dùng được: không có.',
    );
  });

  it('say more where there is more to say', () => {
    const ended = { area: 'Huyện mẫu', day: '2025-07-01' };
    expect(sentenceFor('ACTOR.AREA_ENDED', ended)).toBe('Huyện mẫu không còn từ ngày 01/07/2025.');
    expect(sentenceFor('ACTOR.AREA_ENDED', { ...ended, successor: 'Xã mới' })).toBe(
      'Huyện mẫu không còn từ ngày 01/07/2025. Từ ngày đó việc này do cơ quan cùng nhiệm vụ của Xã mới thực hiện.',
    );
    const recorder = { register: 'Sổ', recorders: 'đơn vị' };
    expect(sentenceFor('ACTOR.NOT_RECORDER', { ...recorder, onBehalf: 'true' })).toContain('nhập thay');
    expect(sentenceFor('ACTOR.NOT_RECORDER', { ...recorder, onBehalf: 'false' })).not.toContain('nhập thay');
  });

  it('are a little shorter where a parameter was lost, and keep braces that a parameter brings', () => {
    expect(sentenceOf({ code: 'CYCLE.UNKNOWN' })).toBe('Không có chu kỳ "" trong phạm vi của tài khoản.');
    expect(sentenceFor('CYCLE.UNKNOWN', { cycle: '{cycle}' })).toContain('"{cycle}"');
  });
});

describe('a DomainError', () => {
  it('holds code, parameters and problems, and names them in its message', () => {
    const problems = [{ code: 'INPUT.FIELD', place: 'unit', message: 'phải có' }];
    const error = new DomainError('CYCLE.UNKNOWN', { cycle: '51-2026' }, problems);
    expect(error).toMatchObject({ name: 'DomainError', code: 'CYCLE.UNKNOWN', problems });
    expect(error.message).toBe('CYCLE.UNKNOWN {"cycle":"51-2026"}');
    expect(new DomainError('YEAR.CLOSED')).toMatchObject({ params: {}, problems: [] });
  });

  it('does not compile with a code that has no entry, or a parameter too few or too many', () => {
    // @ts-expect-error the code has no entry
    expect(new DomainError('NO.SUCH_CODE')).toBeInstanceOf(Error);
    // @ts-expect-error no parameters
    expect(new DomainError('CYCLE.UNKNOWN')).toBeInstanceOf(Error);
    // @ts-expect-error a parameter is missing
    expect(new DomainError('ACTOR.NOT_ASSIGNED', { unit: 'U1' })).toBeInstanceOf(Error);
    // @ts-expect-error a parameter too many
    expect(new DomainError('YEAR.CLOSED', { unit: 'U1' })).toBeInstanceOf(Error);
    // @ts-expect-error another parameter
    expect(new DomainError('CYCLE.UNKNOWN', { unit: 'U1' })).toBeInstanceOf(Error);
  });
});
