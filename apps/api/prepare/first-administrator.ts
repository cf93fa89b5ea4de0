import type { InviteFirstAdministrator } from '#libs/application';
import type { Config } from '#libs/config';
import type { AreaSeed } from '#libs/persistence';
import { isEmail } from '#libs/text';

const REMEDY =
  'Hãy khai ANTQ_FIRST_ADMINISTRATOR (địa chỉ thư điện tử) và ANTQ_FIRST_PROVINCE (mã tỉnh) rồi chạy lại bước chuẩn bị.';

/**
 * Invites the administrator that the settings name while there is no account; afterwards the settings count for nothing.
 *
 * @param areas provinces among them, to one of which the administrator belongs
 * @returns a sentence for the log; undefined where there is nothing to tell
 */
export async function prepareFirstAdministrator(
  inviting: Pick<InviteFirstAdministrator, 'execute' | 'isAwaited'>,
  { samples, firstAdministrator: { email, provinceCode } }: Pick<Config, 'firstAdministrator' | 'samples'>,
  areas: readonly Pick<AreaSeed, 'code' | 'kind' | 'name'>[],
): Promise<string | undefined> {
  const none = email === undefined && provinceCode === undefined;
  // The samples have an administrator of their own.
  if ((samples && none) || !(await inviting.isAwaited())) return undefined;
  if (email === undefined || provinceCode === undefined) {
    return `Chưa có tài khoản nào nên chưa ai đăng nhập được. ${REMEDY}`;
  }
  if (!isEmail(email)) {
    return `Chưa mời được quản trị viên đầu tiên: “${email}” không phải là một địa chỉ thư điện tử. ${REMEDY}`;
  }
  const province = areas.find(({ kind, code }) => kind === 'tinh' && code === provinceCode);
  if (province === undefined) {
    return `Chưa mời được quản trị viên đầu tiên: không có tỉnh nào mang mã “${provinceCode}”. ${REMEDY}`;
  }
  await inviting.execute({ email: email.toLowerCase(), provinceCode });
  return `Đã tạo tài khoản quản trị viên đầu tiên của ${province.name}; thư mời đang chờ gửi.`;
}
