import { HttpStatus } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Command } from '#libs/application';
import type { CommandAnswer, ProblemAnswer } from '#libs/contracts/http';
import { problemOf } from './problems.js';

export function commandAnswer(command: Command): CommandAnswer {
  const { body, outcome } = command;
  return {
    id: command.id,
    status: command.status,
    cycleId: command.cycleId,
    unitId: command.unitId,
    kind: body.kind,
    stage: 'stage' in body ? body.stage : undefined,
    stageName: outcome?.stageName,
    receivedAt: command.receivedAt,
    effectiveAt: command.effectiveAt,
    decidedAt: command.decidedAt,
    version: outcome?.version,
    late: outcome?.late,
    afterSuggested: outcome?.afterSuggested,
    warnings: outcome?.warnings,
    remarks: outcome?.remarks,
    missing: outcome?.missing,
    code: outcome?.code,
    detail: outcome?.detail,
    problems: outcome?.problems,
  };
}

/** Answers a command that was taken in, by its outcome. */
export function answerCommand(
  reply: FastifyReply,
  command: Command,
): CommandAnswer | (ProblemAnswer & { readonly commandId?: string }) {
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

/** Answers with the refusal as a problem. */
export function refusal(
  reply: FastifyReply,
  { code = '', detail = '', problems }: Pick<CommandAnswer, 'code' | 'detail' | 'problems'>,
): ProblemAnswer {
  const problem = problemOf(code, detail, problems);
  reply.status(problem.status).type('application/problem+json; charset=utf-8');
  return problem;
}
