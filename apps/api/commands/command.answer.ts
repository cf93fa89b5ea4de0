import type { Command } from '#libs/application';
import { type CommandAnswer } from '#libs/contracts/http';

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
