import { dateOf, formatDay } from '#libs/calendar';
import type { AccountAnswer } from '#libs/contracts/http';
import { excelFile } from '#libs/documents';

const COLUMNS = [
  ['Tên', 60],
  ['Thư điện tử', 60],
  ['Điện thoại', 30],
  ['Vai trò đang hiệu lực', 80],
  ['Đợt mời', 18],
  ['Mời ngày', 24],
  ['Đăng nhập lần cuối', 24],
] as const;

const day = (instant: string | undefined): string =>
  instant === undefined ? '' : formatDay(dateOf(instant));

/** Accounts as a workbook: who was invited when, who has never signed in. */
export const accountListFile = (accounts: readonly AccountAnswer[]): Promise<Buffer> =>
  excelFile({
    title: 'Danh sách tài khoản',
    about: [`${accounts.length} tài khoản`],
    sections: [
      {
        orientation: 'landscape',
        blocks: [
          {
            kind: 'table',
            table: {
              name: 'Tài khoản',
              columns: COLUMNS.map(([head, width]) => ({ head, width })),
              rows: accounts.map((account) => ({ cells: cellsOf(account) })),
            },
          },
        ],
      },
    ],
  });

function cellsOf(account: AccountAnswer): readonly string[] {
  const { name, email, telephone, grants, invitedInWave, invitedAt, signedInAt, disabledAt } = account;
  const roles = grants
    .filter(({ inForce }) => inForce)
    .map(({ roleName, scope, officeCode }) => `${roleName}, ${officeCode ?? scope.code}`);
  return [
    disabledAt === undefined ? name : `${name} (đã khóa)`,
    email ?? '',
    telephone ?? '',
    roles.join('; '),
    invitedInWave === undefined ? '' : String(invitedInWave),
    day(invitedAt),
    signedInAt === undefined ? 'chưa lần nào' : day(signedInAt),
  ];
}
