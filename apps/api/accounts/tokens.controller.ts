import { Body, Controller, Param } from '@nestjs/common';
import { scopeOf } from '#libs/access';
import { type Identity, KeepOwnTokens } from '#libs/application';
import {
  type TokenBody,
  type TokenMadeAnswer,
  type TokensAnswer,
  tokenBody,
  tokenId,
} from '#libs/contracts/http';
import { Caller } from '../auth/caller.js';
import { RequirePermission } from '../auth/permission.js';
import { Serves } from '../edge/serves.js';
import { tokenAnswer } from './account.answer.js';

/** The tokens by which programs act for a person. */
@Controller()
export class TokensController {
  constructor(private readonly keeping: KeepOwnTokens) {}

  @Serves('GET /tokens')
  @RequirePermission('readOwnAccount')
  async list(@Caller() caller: Identity): Promise<TokensAnswer> {
    return { items: (await this.keeping.list(caller)).map(tokenAnswer) };
  }

  @Serves('POST /tokens')
  @RequirePermission('useOwnAccount')
  async make(
    @Caller() caller: Identity,
    @Body({ schema: tokenBody }) { scope, ...wanted }: TokenBody,
  ): Promise<TokenMadeAnswer> {
    const made = await this.keeping.make(caller, { ...wanted, scope: scopeOf(scope.level, scope.code) });
    return { ...tokenAnswer(made.token), token: made.secret };
  }

  @Serves('POST /tokens/{tokenId}/revoke')
  @RequirePermission('useOwnAccount')
  async revoke(
    @Caller() caller: Identity,
    @Param('tokenId', { schema: tokenId }) id: string,
  ): Promise<{ ok: true }> {
    await this.keeping.revoke(caller, id);
    return { ok: true };
  }
}
