import { Body, Controller, HttpStatus, Param, ParseUUIDPipe, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { COMMAND_ACTS } from '#libs/access';
import { type Identity, ShowCommand, SubmitCommand } from '#libs/application';
import { type CommandBody, DomainError } from '#libs/contracts';
import {
  type CommandAnswer,
  type CommandPreviewAnswer,
  commandBody,
  type DryRunQuery,
  dryRunQuery,
  type ProblemAnswer,
} from '#libs/contracts/http';
import { Caller } from '../auth/caller.js';
import { RequirePermission } from '../auth/permission.js';
import { answerCommand, commandAnswer, refusal } from '../edge/command-answer.js';
import { IdempotencyKey } from '../edge/input.js';
import { Serves } from '../edge/serves.js';

@Controller()
export class CommandsController {
  constructor(
    private readonly submitting: SubmitCommand,
    private readonly showing: ShowCommand,
  ) {}

  @Serves('POST /cycles/{cycleId}/units/{unitId}/commands')
  @RequirePermission(...COMMAND_ACTS)
  async submit(
    @Caller() caller: Identity,
    @IdempotencyKey() idempotencyKey: string,
    @Param('cycleId') cycleId: string,
    @Param('unitId') unitId: string,
    @Query({ schema: dryRunQuery }) { dryRun }: DryRunQuery,
    @Body({ schema: commandBody }) body: CommandBody,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CommandAnswer | CommandPreviewAnswer | (ProblemAnswer & { readonly commandId?: string })> {
    if (dryRun) {
      const preview = await this.submitting.preview(caller, { cycleId, unitId, body });
      if (preview.status === 'refused') return refusal(reply, commandAnswer(preview));
      const { id: _, status: __, decidedAt: ___, ...answer } = commandAnswer(preview);
      reply.status(HttpStatus.OK);
      return { ...answer, dryRun };
    }
    const command = await this.submitting.execute(caller, {
      ...{ cycleId, unitId, idempotencyKey, body },
      trace: request.id,
    });
    return answerCommand(reply, command);
  }

  @Serves('GET /commands/{commandId}')
  @RequirePermission('readCommand')
  async show(
    @Caller() caller: Identity,
    @Param(
      'commandId',
      new ParseUUIDPipe({ exceptionFactory: () => new DomainError('COMMAND.UNKNOWN', { command: '' }) }),
    )
    commandId: string,
  ): Promise<CommandAnswer> {
    return commandAnswer(await this.showing.execute(caller, commandId));
  }
}
