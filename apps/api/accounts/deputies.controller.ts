import { Body, Controller, Param } from '@nestjs/common';
import { type Deputy, type Identity, NameDeputy } from '#libs/application';
import {
  type DeputiesAnswer,
  type DeputyBody,
  type DeputyEndBody,
  deputyBody,
  deputyEndBody,
  grantId as grantCode,
} from '#libs/contracts/http';
import { Caller } from '../auth/caller.js';
import { RequirePermission } from '../auth/permission.js';
import { IdempotencyKey } from '../edge/input.js';
import { Serves } from '../edge/serves.js';

@Controller()
export class DeputiesController {
  constructor(private readonly naming: NameDeputy) {}

  @Serves('GET /units/{unitId}/deputies')
  @RequirePermission('seeDeputies')
  async list(@Caller() caller: Identity, @Param('unitId') unitId: string): Promise<DeputiesAnswer> {
    return answer(unitId, await this.naming.list(caller, unitId));
  }

  @Serves('POST /units/{unitId}/deputies')
  @RequirePermission('nameDeputy')
  async name(
    @Caller() caller: Identity,
    @IdempotencyKey() idempotencyKey: string,
    @Param('unitId') unitId: string,
    @Body({ schema: deputyBody }) { account: accountId, capacity, position = '', ...rest }: DeputyBody,
  ): Promise<DeputiesAnswer> {
    const as = capacity === 'delegate' ? { capacity, position } : { capacity };
    const wanted = { ...rest, accountId, as };
    return answer(unitId, await this.naming.name(caller, unitId, wanted, idempotencyKey));
  }

  @Serves('POST /units/{unitId}/deputies/{grantId}/end')
  @RequirePermission('nameDeputy')
  async end(
    @Caller() caller: Identity,
    @IdempotencyKey() idempotencyKey: string,
    @Param('unitId') unitId: string,
    @Param('grantId', { schema: grantCode }) grantId: string,
    @Body({ schema: deputyEndBody }) { paper }: DeputyEndBody,
  ): Promise<DeputiesAnswer> {
    return answer(unitId, await this.naming.end(caller, unitId, { grantId, paper }, idempotencyKey));
  }
}

const answer = (unitId: string, deputies: readonly Deputy[]): DeputiesAnswer => ({
  unitId,
  deputies: deputies.map(({ account, grant, isInForce }) => ({
    ...{ id: grant.id, name: account.name, headName: grant.deputyFor ?? '', from: grant.from, to: grant.to },
    ...{ paper: grant.paper, isInForce, endedAt: grant.endedAt },
    ...(grant.deputyAs ?? { capacity: 'deputyHead' as const }),
  })),
});
