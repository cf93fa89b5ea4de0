import type { Command } from 'commander';
import { EXIT } from '../cli.error.js';
import { type Bind } from '../options.js';
import { tokenLines } from '../print/tokens.js';

interface AccountOption {
  readonly account: string;
}

/** The tokens of the accounts of the administrator's province: which there are, and revoking one that has come into other hands. */
export function addAccountTokens(group: Command, bind: Bind): void {
  const list = group
    .command('tokens')
    .description('các mã truy cập của một tài khoản')
    .requiredOption('--account <mã>', 'mã tài khoản');
  bind<AccountOption>(list, async (context, { account }) => {
    const { items } = await context
      .client('administrator')
      .call('GET /accounts/{accountId}/tokens', { params: { accountId: account } });
    context.show({ items }, () => tokenLines(context, items));
    return EXIT.ok;
  });

  const revoke = group
    .command('revoke-token')
    .description('thu hồi một mã truy cập của một tài khoản, có hiệu lực ngay; chủ tài khoản được báo')
    .argument('<mã>', 'mã của mã truy cập, xem account tokens')
    .requiredOption('--account <mã>', 'mã tài khoản')
    .requiredOption('--reason <lý-do>', 'lý do');
  bind<AccountOption & { readonly reason: string }, [string]>(
    revoke,
    async (context, { account, reason }, tokenId) => {
      const answer = await context
        .client('administrator')
        .call('POST /accounts/{accountId}/tokens/{tokenId}/revoke', {
          params: { accountId: account, tokenId },
          body: { reason },
        });
      context.show(answer, () => {
        context.line('Đã thu hồi mã truy cập.');
      });
      return EXIT.ok;
    },
  );
}
