import { describe, expect, it } from '@jest/globals';
import { checkPledges, checkRegistrations, registrationsOf } from './index.js';

const stated = (registrations: unknown) => registrationsOf({ kind: 'submit', registrations }, 'inside');

describe('what a registration paper registered', () => {
  it.each(['movement', 'standard', 'exemplar'] as const)('holds %s only where it says so itself', (one) => {
    expect(stated({ [one]: true })).toMatchObject({
      movement: false,
      standard: false,
      exemplar: false,
      [one]: true,
    });
    expect(stated({ movement: true, standard: true, exemplar: true, [one]: false })[one]).toBe(false);
    // A word is no answer: only yes is yes.
    expect(stated({ [one]: 'true' })[one]).toBe(false);
  });

  it.each([undefined, null, 'đăng ký', 12, ['movement']])(
    'is the movement and the standard where the registrations are %j, as in a paper of an earlier version',
    (none) => {
      expect(stated(none)).toEqual({ movement: true, standard: true, exemplar: false });
    },
  );

  it.each([undefined, null, 'đăng ký', ['registrations']])('is the same where the body is %j', (content) => {
    expect(registrationsOf(content, 'outside')).toEqual({ movement: true, standard: false, exemplar: false });
  });

  it('has pledges with both numbers, and names where there are any', () => {
    const of = (pledges: unknown) => stated({ movement: true, pledges }).pledges;
    expect(of({ total: 6, pledged: 5 })).toStrictEqual({ total: 6, pledged: 5 });
    expect(of({ total: 2, pledged: 1, names: ['Phòng A', 7, null] })).toStrictEqual({
      total: 2,
      pledged: 1,
      names: ['Phòng A'],
    });
    expect(of({ total: 2, pledged: 1, names: 'Phòng A' })).toStrictEqual({ total: 2, pledged: 1 });
  });

  it.each([
    undefined,
    null,
    5,
    { total: 6 },
    { pledged: 5 },
    { total: '6', pledged: 5 },
    { total: 6, pledged: '5' },
  ])('has no pledges where they are %j', (pledges) => {
    expect(stated({ movement: true, pledges }).pledges).toBeUndefined();
  });
});

describe('what is wrong with a registration', () => {
  const movement = { movement: true, standard: false, exemplar: false };

  it('names the field, and both faults at once', () => {
    const problems = checkRegistrations({ ...movement, movement: false, standard: true }, 'outside');
    expect(problems.map(({ code, place }) => [code, place])).toEqual([
      ['REGISTRATION.NO_MOVEMENT', 'đăng ký phong trào'],
      ['REGISTRATION.MOVEMENT_ONLY', 'đăng ký tiêu chuẩn, cam kết, điển hình'],
    ]);
  });

  it('holds what is wrong with its pledges', () => {
    const pledges = { total: 2, pledged: 3 };
    expect(
      checkRegistrations({ ...movement, movement: false, pledges }, 'inside').map(({ code }) => code),
    ).toEqual(['REGISTRATION.NO_MOVEMENT', 'REGISTRATION.PLEDGES_EXCEED']);
  });
});

describe('what is wrong with pledges', () => {
  const place = 'cam kết của phòng, ban, tổ, đội';

  it('is told with both numbers where more pledged than there are', () => {
    expect(checkPledges({ total: 5, pledged: 6 })).toEqual([
      {
        code: 'REGISTRATION.PLEDGES_EXCEED',
        place,
        message: 'Có 6 phòng, ban, tổ, đội cam kết, nhiều hơn tổng số 5. Hãy sửa lại số liệu.',
      },
    ]);
  });

  it('is told with the number of different names where they are not as many', () => {
    expect(checkPledges({ total: 5, pledged: 2, names: ['Phòng A', 'Phòng B', 'PHÒNG A'] })).toEqual([
      {
        code: 'REGISTRATION.PLEDGES_NAMES',
        place,
        message:
          'Danh sách có 2 tên khác nhau, số đã cam kết là 2. Hãy ghi mỗi phòng, ban, tổ, đội đã cam kết một lần.',
      },
    ]);
  });

  it('is a name said twice, however it is typed', () => {
    const twice = (...names: string[]) => checkPledges({ total: 5, pledged: names.length, names }).length;
    expect(twice('Tổ Đo đạc', 'TỔ ĐO ĐẠC')).toBe(1);
    expect(twice('Tổ Hoà giải', 'Tổ Hoà giải'.normalize('NFD'))).toBe(1);
    expect(twice('Tổ 1', ' Tổ 1 ')).toBe(1);
    expect(twice('Tổ 1', 'Tổ 2')).toBe(0);
  });
});
