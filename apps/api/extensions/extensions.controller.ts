import { Body, Controller, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  AskExtension,
  extensionAnswer,
  GrantExtension,
  type Identity,
  ListExtensions,
} from '#libs/application';
import {
  type AskExtensionBody,
  askExtensionBody,
  type CommandAnswer,
  type ExtensionAnswer,
  type ExtensionsQuery,
  extensionsQuery,
  type GrantExtensionBody,
  grantExtensionBody,
  type Page,
  type ProblemAnswer,
  type RefuseExtensionBody,
  ROUTES,
  refuseExtensionBody,
  type WithdrawExtensionBody,
  withdrawExtensionBody,
} from '#libs/contracts/http';
import { Caller } from '../auth/caller.js';
import { RequirePermission } from '../auth/permission.js';
import { answerCommand } from '../edge/command-answer.js';
import { IdempotencyKey } from '../edge/input.js';
import { Serves } from '../edge/serves.js';

const { requestId } =
  ROUTES['POST /cycles/{cycleId}/units/{unitId}/extension-requests/{requestId}/grant'].params;

@Controller()
export class ExtensionsController {
  constructor(
    private readonly asking: AskExtension,
    private readonly granting: GrantExtension,
    private readonly listing: ListExtensions,
  ) {}

  @Serves('GET /cycles/{cycleId}/extension-requests')
  @RequirePermission('readExtensions')
  list(
    @Caller() caller: Identity,
    @Param('cycleId') cycleId: string,
    @Query({ schema: extensionsQuery }) query: ExtensionsQuery,
  ): Promise<Page<ExtensionAnswer>> {
    return this.listing.execute(caller, cycleId, query);
  }

  @Serves('POST /cycles/{cycleId}/units/{unitId}/extension-requests')
  @RequirePermission('askExtension')
  async ask(
    @Caller() caller: Identity,
    @IdempotencyKey() idempotencyKey: string,
    @Param('cycleId') cycleId: string,
    @Param('unitId') unitId: string,
    @Body({ schema: askExtensionBody }) body: AskExtensionBody,
  ): Promise<ExtensionAnswer> {
    const { request, ...names } = await this.asking.ask(caller, { cycleId, unitId, idempotencyKey }, body);
    return extensionAnswer(request, names);
  }

  @Serves('POST /cycles/{cycleId}/units/{unitId}/extension-requests/{requestId}/withdrawal')
  @RequirePermission('withdrawExtension')
  async withdraw(
    @Caller() caller: Identity,
    @IdempotencyKey() idempotencyKey: string,
    @Param('cycleId') cycleId: string,
    @Param('unitId') unitId: string,
    @Param('requestId', { schema: requestId }) id: string,
    @Body({ schema: withdrawExtensionBody }) { reason }: WithdrawExtensionBody,
  ): Promise<ExtensionAnswer> {
    const about = { cycleId, unitId, idempotencyKey };
    const { request, ...names } = await this.asking.withdraw(caller, about, id, reason);
    return extensionAnswer(request, names);
  }

  @Serves('POST /cycles/{cycleId}/units/{unitId}/extension-requests/{requestId}/grant')
  @RequirePermission('answerExtension')
  async grant(
    @Caller() caller: Identity,
    @IdempotencyKey() idempotencyKey: string,
    @Param('cycleId') cycleId: string,
    @Param('unitId') unitId: string,
    @Param('requestId', { schema: requestId }) id: string,
    @Body({ schema: grantExtensionBody }) body: GrantExtensionBody,
    @Req() { id: trace }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CommandAnswer | ProblemAnswer> {
    const about = { cycleId, unitId, idempotencyKey, trace };
    return answerCommand(reply, await this.granting.execute(caller, about, id, body));
  }

  @Serves('POST /cycles/{cycleId}/units/{unitId}/extension-requests/{requestId}/refusal')
  @RequirePermission('answerExtension')
  async refuse(
    @Caller() caller: Identity,
    @IdempotencyKey() idempotencyKey: string,
    @Param('cycleId') cycleId: string,
    @Param('unitId') unitId: string,
    @Param('requestId', { schema: requestId }) id: string,
    @Body({ schema: refuseExtensionBody }) body: RefuseExtensionBody,
  ): Promise<ExtensionAnswer> {
    const about = { cycleId, unitId, idempotencyKey };
    const { request, ...names } = await this.asking.refuse(caller, about, id, body);
    return extensionAnswer(request, names);
  }
}
