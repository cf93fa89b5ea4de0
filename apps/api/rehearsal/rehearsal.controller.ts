import { Body, Controller, Param, Query } from '@nestjs/common';
import { scopeCode } from '#libs/access';
import {
  AdvanceRehearsal,
  type Identity,
  MintRehearsalAccounts,
  OneTimeSecrets,
  ShowRehearsal,
} from '#libs/application';
import {
  type AdvanceBody,
  advanceBody,
  type RehearsalAccountsAnswer,
  type RehearsalAccountsBody,
  type RehearsalAnswer,
  type RehearsalStateQuery,
  rehearsalAccountsBody,
  rehearsalStateQuery,
} from '#libs/contracts/http';
import { Caller, CallerToken } from '../auth/caller.js';
import { RequirePermission } from '../auth/permission.js';
import { IdempotencyKey } from '../edge/input.js';
import { Serves } from '../edge/serves.js';

@Controller()
export class RehearsalController {
  constructor(
    private readonly minting: MintRehearsalAccounts,
    private readonly advancing: AdvanceRehearsal,
    private readonly showing: ShowRehearsal,
    private readonly secrets: OneTimeSecrets,
  ) {}

  @Serves('GET /cycles/{cycleId}/rehearsal')
  @RequirePermission('readRehearsal')
  show(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Query({ schema: rehearsalStateQuery }) query: RehearsalStateQuery,
  ): Promise<RehearsalAnswer> {
    return this.showing.execute(caller, cycleId, query.totals);
  }

  @Serves('POST /cycles/{cycleId}/rehearsal/accounts')
  @RequirePermission('mintAccounts')
  async mint(
    @Caller() caller: Identity,
    @CallerToken() token: string | undefined,
    @IdempotencyKey() key: string,
    @Param('cycleId') cycleId: string,
    @Body({ schema: rehearsalAccountsBody }) body: RehearsalAccountsBody,
  ): Promise<RehearsalAccountsAnswer> {
    // The same again for a person who has signed in anew.
    const secret = token ?? this.secrets.seedOf(caller.actorId);
    const accounts = await this.minting.execute(caller, cycleId, body.accounts, { key, secret });
    return {
      cycleId,
      accounts: accounts.map((account) => ({
        ...account,
        scope: { level: account.scope.level, code: scopeCode(account.scope) },
      })),
    };
  }

  @Serves('POST /cycles/{cycleId}/rehearsal/advance')
  @RequirePermission('advanceRehearsal')
  async advance(
    @Caller() caller: Identity,
    @IdempotencyKey() key: string,
    @Param('cycleId') cycleId: string,
    @Body({ schema: advanceBody }) body: AdvanceBody,
  ): Promise<RehearsalAnswer> {
    await this.advancing.execute(caller, cycleId, body.to, body.dayMs ?? 0, key);
    return this.showing.execute(caller, cycleId, false);
  }
}
