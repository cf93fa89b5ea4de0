import type { SentCommand } from './http/command-body.js';
import type { UpdateName } from './workflows/unit-year.messages.js';

/** What a migration of the cycle records for each of its subjects; nobody can send it. */
export interface MigrateBody {
  readonly kind: 'migrate';
  readonly migrationId: string;
}

export type CommandBody = SentCommand | MigrateBody;
export type CommandKind = CommandBody['kind'];

/** Commands that are no act of a stage and whose Update bears another name than they. */
const YEAR_UPDATES: Readonly<Partial<Record<CommandKind, UpdateName>>> = {
  return: 'returnStage',
  withdraw: 'withdrawStage',
  extend: 'extendStage',
  pause: 'pauseYear',
  resume: 'resumeYear',
  restart: 'restartYear',
  close: 'closeYear',
  migrate: 'migrateYear',
};

/**
 * Name of the Update that carries a command: the stage's key for the act of a stage, else the name of the command. Up to
 * 0.2.0 whatever was about a result was carried under the key of the stage that had decided it; such rows keep that name.
 */
export function updateNameOf(body: CommandBody): string {
  switch (body.kind) {
    case 'submit':
    case 'appraise':
    case 'decide':
    case 'review':
      return body.stage;
    default:
      return YEAR_UPDATES[body.kind] ?? body.kind;
  }
}
