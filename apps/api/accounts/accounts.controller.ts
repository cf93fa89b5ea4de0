import { Body, Controller, Param, Query, type StreamableFile } from '@nestjs/common';
import { scopeOf } from '#libs/access';
import {
  ChangeAddress,
  type Identity,
  ImportPeople,
  InviteWave,
  KeepAccounts,
  KeepTokens,
} from '#libs/application';
import {
  type AccountAnswer,
  type AccountBody,
  type AccountDisableBody,
  type AccountListQuery,
  type AccountsAnswer,
  type AddressBody,
  type AuthenticatorResetBody,
  accountBody,
  accountDisableBody,
  accountId,
  accountListQuery,
  addressBody,
  authenticatorResetBody,
  type DryRunQuery,
  dryRunQuery,
  type GrantBody,
  type GrantEndBody,
  grantBody,
  grantEndBody,
  grantId,
  type InvitationBody,
  invitationBody,
  type ListQuery,
  listQuery,
  type PeopleImportAnswer,
  type TokenRevokeBody,
  type TokensAnswer,
  tokenId,
  tokenRevokeBody,
  type WaveAnswer,
  type WaveBody,
  waveBody,
} from '#libs/contracts/http';
import { Caller } from '../auth/caller.js';
import { RequirePermission } from '../auth/permission.js';
import { attachment } from '../edge/attachment.js';
import { IdempotencyKey } from '../edge/input.js';
import { listFileOf } from '../edge/list-file.js';
import { Serves } from '../edge/serves.js';
import { accountAnswer, tokenAnswer } from './account.answer.js';
import { accountListFile } from './account-list.js';

/** The accounts that the administrators of a province keep. */
@Controller()
export class AccountsController {
  constructor(
    private readonly keeping: KeepAccounts,
    private readonly importing: ImportPeople,
    private readonly addresses: ChangeAddress,
    private readonly inviting: InviteWave,
    private readonly tokens: KeepTokens,
  ) {}

  @Serves('GET /accounts')
  @RequirePermission('readAccounts')
  async list(@Caller() caller: Identity): Promise<AccountsAnswer> {
    return { items: (await this.keeping.list(caller)).map(accountAnswer) };
  }

  @Serves('POST /accounts')
  @RequirePermission('keepAccounts')
  async create(
    @Caller() caller: Identity,
    @IdempotencyKey() key: string,
    @Body({ schema: accountBody }) body: AccountBody,
  ): Promise<AccountAnswer> {
    return accountAnswer(await this.keeping.create(caller, body, key));
  }

  @Serves('POST /accounts/imports')
  @RequirePermission('keepAccounts')
  import(
    @Caller() caller: Identity,
    @IdempotencyKey() key: string,
    @Query({ schema: listQuery }) query: ListQuery,
    @Body() file: unknown,
  ): Promise<PeopleImportAnswer> {
    return this.importing.execute(caller, listFileOf(file, query), key, query.dryRun);
  }

  @Serves('GET /accounts/list')
  @RequirePermission('readAccounts')
  async listFile(
    @Caller() caller: Identity,
    @Query({ schema: accountListQuery }) { neverSignedIn, wave }: AccountListQuery,
  ): Promise<StreamableFile> {
    const accounts = (await this.keeping.list(caller))
      .map(accountAnswer)
      .filter(({ signedInAt }) => !neverSignedIn || signedInAt === undefined)
      .filter(({ invitedInWave }) => wave === undefined || invitedInWave === wave);
    return attachment('Danh sách tài khoản', 'xlsx', await accountListFile(accounts));
  }

  @Serves('POST /accounts/invitations')
  @RequirePermission('keepAccounts')
  inviteWave(
    @Caller() caller: Identity,
    @IdempotencyKey() key: string,
    @Query({ schema: dryRunQuery }) { dryRun }: DryRunQuery,
    @Body({ schema: waveBody }) body: WaveBody,
  ): Promise<WaveAnswer> {
    return this.inviting.execute(caller, body, key, dryRun);
  }

  @Serves('POST /accounts/{accountId}/grants')
  @RequirePermission('keepAccounts')
  async grant(
    @Caller() caller: Identity,
    @IdempotencyKey() key: string,
    @Param('accountId', { schema: accountId }) id: string,
    @Body({ schema: grantBody }) { scope, ...body }: GrantBody,
  ): Promise<AccountAnswer> {
    const wanted = { ...body, scope: scopeOf(scope.level, scope.code) };
    return accountAnswer(await this.keeping.grant(caller, id, wanted, key));
  }

  @Serves('POST /accounts/{accountId}/grants/{grantId}/end')
  @RequirePermission('keepAccounts')
  async endGrant(
    @Caller() caller: Identity,
    @IdempotencyKey() key: string,
    @Param('accountId', { schema: accountId }) account: string,
    @Param('grantId', { schema: grantId }) grant: string,
    @Body({ schema: grantEndBody }) { paper }: GrantEndBody,
  ): Promise<AccountAnswer> {
    const which = { accountId: account, grantId: grant };
    return accountAnswer(await this.keeping.endGrant(caller, which, paper, key));
  }

  @Serves('POST /accounts/{accountId}/invitations')
  @RequirePermission('keepAccounts')
  async invite(
    @Caller() caller: Identity,
    @IdempotencyKey() key: string,
    @Param('accountId', { schema: accountId }) id: string,
    @Body({ schema: invitationBody }) { returnTo }: InvitationBody,
  ): Promise<AccountAnswer> {
    return accountAnswer(await this.keeping.invite(caller, id, returnTo, key));
  }

  @Serves('POST /accounts/{accountId}/authenticator/reset')
  @RequirePermission('keepAccounts')
  async resetAuthenticator(
    @Caller() caller: Identity,
    @IdempotencyKey() key: string,
    @Param('accountId', { schema: accountId }) id: string,
    @Body({ schema: authenticatorResetBody }) { reason }: AuthenticatorResetBody,
  ): Promise<AccountAnswer> {
    return accountAnswer(await this.keeping.resetAuthenticator(caller, id, reason, key));
  }

  @Serves('POST /accounts/{accountId}/address')
  @RequirePermission('keepAccounts')
  async changeAddress(
    @Caller() caller: Identity,
    @IdempotencyKey() key: string,
    @Param('accountId', { schema: accountId }) id: string,
    @Body({ schema: addressBody }) body: AddressBody,
  ): Promise<AccountAnswer> {
    return accountAnswer(await this.addresses.byAdministrator(caller, id, body, key));
  }

  @Serves('GET /accounts/{accountId}/tokens')
  @RequirePermission('readAccounts')
  async listTokens(
    @Caller() caller: Identity,
    @Param('accountId', { schema: accountId }) id: string,
  ): Promise<TokensAnswer> {
    return { items: (await this.tokens.list(caller, id)).map(tokenAnswer) };
  }

  @Serves('POST /accounts/{accountId}/tokens/{tokenId}/revoke')
  @RequirePermission('keepAccounts')
  async revokeToken(
    @Caller() caller: Identity,
    @Param('accountId', { schema: accountId }) account: string,
    @Param('tokenId', { schema: tokenId }) token: string,
    @Body({ schema: tokenRevokeBody }) { reason }: TokenRevokeBody,
  ): Promise<{ ok: true }> {
    await this.tokens.revoke(caller, { accountId: account, tokenId: token, reason });
    return { ok: true };
  }

  @Serves('POST /accounts/{accountId}/disable')
  @RequirePermission('keepAccounts')
  async disable(
    @Caller() caller: Identity,
    @IdempotencyKey() key: string,
    @Param('accountId', { schema: accountId }) id: string,
    @Body({ schema: accountDisableBody }) { reason }: AccountDisableBody,
  ): Promise<AccountAnswer> {
    return accountAnswer(await this.keeping.disable(caller, id, reason, key));
  }
}
