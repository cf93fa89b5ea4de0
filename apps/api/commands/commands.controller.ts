import { Body, Controller, HttpStatus, Inject, Param, ParseUUIDPipe, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { findUnitYear, type Identity, SubmitCommand, type UnitOfWork } from '#libs/application';
import { type CommandBody, DomainError } from '#libs/contracts';
import {
  type CommandAnswer,
  type CommandPreviewAnswer,
  commandBody,
  type DryRunQuery,
  dryRunQuery,
  type ProblemAnswer,
} from '#libs/contracts/http';

import { Caller } from '../auth/token.guard.js';
import { IdempotencyKey } from '../edge/input.js';
import { problemOf } from '../edge/problems.js';
import { Serves } from '../edge/serves.js';
import { UNIT_OF_WORK } from '../ports/tokens.js';
import { commandAnswer } from './command.answer.js';

/** A command outside the caller's scope is told exactly like one that does not exist. */
const unknown = (command: string) => new DomainError('COMMAND.UNKNOWN', { command });
@Controller()
export class CommandsController {
  constructor(
    private readonly submitting: SubmitCommand,
    @Inject(UNIT_OF_WORK) private readonly unitOfWork: UnitOfWork,
  ) {}

  @Serves('POST /cycles/{cycleId}/units/{unitId}/commands')
  async submit(
    @Caller() caller: Identity,
    @IdempotencyKey() idempotencyKey: string,
    @Param('cycleId') cycleId: string,
    @Param('unitId') unitId: string,
    @Query({ schema: dryRunQuery }) { dryRun }: DryRunQuery,
    @Body({ schema: commandBody }) body: CommandBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CommandAnswer | CommandPreviewAnswer | (ProblemAnswer & { readonly commandId?: string })> {
    if (dryRun) {
      const preview = await this.submitting.preview(caller, { cycleId, unitId, body });
      if (preview.status === 'refused') return refusal(reply, commandAnswer(preview));
      const { id: _, status: __, decidedAt: ___, ...answer } = commandAnswer(preview);
      reply.status(HttpStatus.OK);
      return { ...answer, dryRun };
    }
    const command = await this.submitting.execute(caller, { cycleId, unitId, idempotencyKey, body });
    const answer = commandAnswer(command);
    switch (command.status) {
      case 'applied':
        reply.status(HttpStatus.OK);
        return answer;
      case 'received':
        reply.status(HttpStatus.ACCEPTED).header('Location', `/api/v1/commands/${command.id}`);
        return answer;
      case 'refused':
        return { ...refusal(reply, answer), commandId: command.id };
    }
  }

  @Serves('GET /commands/{commandId}')
  async show(
    @Caller() caller: Identity,
    @Param('commandId', new ParseUUIDPipe({ exceptionFactory: () => unknown('') })) commandId: string,
  ): Promise<CommandAnswer> {
    return this.unitOfWork.inTransaction(async (records) => {
      const command = await records.commands.find(commandId);
      if (command === undefined) throw unknown(commandId);
      await findUnitYear(records, caller, command.cycleId, command.unitId).catch((error: unknown) => {
        throw error instanceof DomainError ? unknown(commandId) : error;
      });
      return commandAnswer(command);
    });
  }
}

/** Answers with the refusal as a problem. */
function refusal(
  reply: FastifyReply,
  { code = '', detail = '', problems }: Pick<CommandAnswer, 'code' | 'detail' | 'problems'>,
): ProblemAnswer {
  const problem = problemOf(code, detail, problems);
  reply.status(problem.status).type('application/problem+json; charset=utf-8');
  return problem;
}
