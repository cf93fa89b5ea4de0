import type { TokenAnswer } from '#libs/contracts/http';
import type { Context } from '../context.js';
import { dayText, formatNumber, instantText, scopeWord } from './words.js';

/** Tokens with what they may do and when they were used last. */
export function tokenLines(context: Pick<Context, 'line' | 'table'>, items: readonly TokenAnswer[]): void {
  context.line(`${formatNumber(items.length)} mã truy cập.`);
  context.table(
    ['Mã', 'Tên', 'Bắt đầu bằng', 'Vai trò', 'Lập lúc', 'Dùng lần cuối', 'Đến hết'],
    items.map(tokenRow),
  );
}

/** The role of a token and where it is had. */
export const tokenPlace = ({ roleName, scope }: TokenAnswer): string =>
  `${roleName}, ${scopeWord(scope.level)} ${scope.code}`;

const tokenRow = (token: TokenAnswer): readonly string[] => [
  token.id,
  token.name,
  token.prefix,
  `${tokenPlace(token)}${token.inForce ? '' : ' (không hiệu lực)'}`,
  instantText(token.madeAt),
  token.usedAt === undefined ? 'chưa lần nào' : instantText(token.usedAt),
  dayText(token.to),
];
