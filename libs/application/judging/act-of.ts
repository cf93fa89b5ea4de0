import type { CommandBody } from '#libs/contracts';
import type { PolicyPack } from '#libs/policy';
import type { Act, Actor } from '#libs/unit-year';
import type { Command } from '../commands/commands.port.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';

const STAGE_KINDS = [
  'submit',
  'return',
  'withdraw',
  'appraise',
  'decide',
  'classify',
  'review',
  'extend',
  'pause',
  'resume',
  'restart',
  'close',
  'receivePaper',
  'withdrawReceipt',
  'announcePaper',
] as const;

/** Commands that are acts of stages or of the year itself; `resultActOf` has the others. */
export type StageBody = Extract<CommandBody, { kind: (typeof STAGE_KINDS)[number] }>;

export const isStageBody = (body: CommandBody): body is StageBody =>
  (STAGE_KINDS as readonly string[]).includes(body.kind);

export interface ActBase {
  readonly commandId: string;
  readonly actor: Actor;
  readonly effectiveAt: string;
}

/** Who acts and when, as the machine must know it. */
export function baseOf(
  command: Pick<Command, 'id' | 'actor' | 'effectiveAt'>,
  unit: Pick<UnitYear, 'unitId' | 'bodyKey'>,
): ActBase {
  const { role, officeCode, actorId } = command.actor;
  const ownBody = unit.bodyKey !== undefined && officeCode === unit.unitId;
  return {
    commandId: command.id,
    effectiveAt: command.effectiveAt,
    actor: { role, id: actorId, officeCode, ownBody },
  };
}

/** The command as the state machine sees it: who, when and what, without texts and points. */
export function actOf(base: ActBase, body: StageBody, { reminders }: Pick<PolicyPack, 'reminders'>): Act {
  switch (body.kind) {
    case 'submit':
      return { ...base, kind: 'submit', stage: body.stage, onBehalf: body.onBehalf };
    case 'return':
      return { ...base, kind: 'return', stage: body.stage, answerBy: body.answerBy };
    case 'decide':
      return {
        ...base,
        kind: 'decide',
        stage: body.stage,
        recognised: body.recognised,
        certificate: body.certificate,
      };
    case 'extend':
      return { ...base, kind: 'extend', stage: body.stage, until: body.until };
    case 'receivePaper':
      return {
        ...base,
        kind: 'receivePaper',
        stage: body.stage,
        arrivalNumber: body.arrivalNumber,
        arrivedOn: body.arrivedOn,
      };
    case 'announcePaper': {
      const { stage, number, date } = body;
      const { announcedPauseDays: pauseDays, announcedPauses: mostPauses } = reminders;
      return { ...base, kind: 'announcePaper', stage, number, date, pauseDays, mostPauses };
    }
    case 'withdraw':
    case 'withdrawReceipt':
    case 'appraise':
    case 'classify':
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
