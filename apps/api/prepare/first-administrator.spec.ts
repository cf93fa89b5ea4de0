import { describe, expect, it } from '@jest/globals';
import { prepareFirstAdministrator } from './first-administrator.js';

const AREAS = [
  { code: '51', kind: 'tinh', name: 'Quảng Ngãi' },
  { code: '21025', kind: 'xa', name: 'Trà Giang', parentCode: '51' },
] as const;
const NAMED = { email: 'Quan-Tri@example.test', provinceCode: '51' };

/** What is told and who is invited, in an installation with or without accounts. */
async function prepared(
  firstAdministrator: { readonly email?: string; readonly provinceCode?: string },
  { samples = false, awaited = true } = {},
) {
  const invited: unknown[] = [];
  const inviting = {
    isAwaited: async () => awaited,
    execute: async (whom: unknown) => {
      invited.push(whom);
    },
  };
  const { email, provinceCode } = firstAdministrator;
  const settings = { samples, firstAdministrator: { email, provinceCode } };
  return { told: await prepareFirstAdministrator(inviting, settings, AREAS), invited };
}

describe('the first administrator', () => {
  it('is invited at an address in small letters, and the log does not say which', async () => {
    expect(await prepared(NAMED)).toEqual({
      told: 'Đã tạo tài khoản quản trị viên đầu tiên của Quảng Ngãi; thư mời đang chờ gửi.',
      invited: [{ email: 'quan-tri@example.test', provinceCode: '51' }],
    });
  });

  it.each([
    [{}, /^Chưa có tài khoản nào nên chưa ai đăng nhập được\. Hãy khai ANTQ_FIRST_ADMINISTRATOR/],
    [{ email: NAMED.email }, /^Chưa có tài khoản nào /],
    [{ provinceCode: '51' }, /^Chưa có tài khoản nào /],
    [{ ...NAMED, email: 'quan-tri' }, /“quan-tri” không phải là một địa chỉ thư điện tử/],
    [{ ...NAMED, provinceCode: '99' }, /không có tỉnh nào mang mã “99”/],
    [{ ...NAMED, provinceCode: '21025' }, /không có tỉnh nào mang mã “21025”/],
  ])('is told of and not invited with %j', async (settings, told) => {
    expect(await prepared(settings)).toEqual({ told: expect.stringMatching(told), invited: [] });
  });

  it('is nobody once there is an account, whatever the settings say', async () => {
    for (const settings of [{}, NAMED, { ...NAMED, provinceCode: '99' }]) {
      expect(await prepared(settings, { awaited: false })).toEqual({ told: undefined, invited: [] });
    }
  });

  it('is not asked for beside the accounts of samples, and comes where one is named', async () => {
    expect(await prepared({}, { samples: true })).toEqual({ told: undefined, invited: [] });
    expect((await prepared(NAMED, { samples: true })).invited).toHaveLength(1);
  });
});
