import type { CommandBody } from '#libs/contracts';
import type { Act } from '#libs/unit-year';
import type { Command, UnitYear } from '../ports/records.port.js';

/** The command as the state machine sees it: who, when and what, without texts and points. */
export function actOf(
  command: Pick<Command, 'id' | 'actor' | 'effectiveAt'> & { readonly body: CommandBody },
  unit: Pick<UnitYear, 'unitId' | 'bodyKey'>,
): Act {
  const { body } = command;
  const { role, officeCode } = command.actor;
  const ownBody = unit.bodyKey !== undefined && officeCode === unit.unitId;
  const base = {
    commandId: command.id,
    effectiveAt: command.effectiveAt,
    actor: { role, officeCode, ownBody },
  };
  switch (body.kind) {
    case 'submit':
      return { ...base, kind: 'submit', stage: body.stage, onBehalf: body.onBehalf };
    case 'return':
      return { ...base, kind: 'return', stage: body.stage, answerBy: body.answerBy };
    case 'decide':
      return { ...base, kind: 'decide', stage: body.stage, recognised: body.recognised };
    case 'extend':
      return { ...base, kind: 'extend', stage: body.stage, until: body.until };
    case 'withdraw':
    case 'appraise':
    case 'review':
      return { ...base, kind: body.kind, stage: body.stage };
    case 'restart':
      return { ...base, kind: 'restart', from: body.from, until: body.until };
    case 'pause':
    case 'resume':
    case 'close':
      return { ...base, kind: body.kind };
  }
}
