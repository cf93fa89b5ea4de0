import type { z } from 'zod';
import type { SentCommand } from './http/command-body.js';
import type { onBehalf } from './http/fields.js';
import { NAMED_STAGES, STAGE_UPDATE_NAME, type UpdateName } from './workflows/update-names.js';

/** What a migration of the cycle records for each of its subjects; nobody can send it. */
export interface MigrateBody {
  readonly kind: 'migrate';
  readonly migrationId: string;
}

type SentSubmit = Extract<SentCommand, { kind: 'submit' }>;

/** A command as it is kept: a paper that is entered has its số đến and ngày đến, of its receipt where they were left out. */
export type CommandBody =
  | Exclude<SentCommand, SentSubmit>
  | (Omit<SentSubmit, 'onBehalf'> & { readonly onBehalf?: z.infer<typeof onBehalf> })
  | MigrateBody;
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
  receivePaper: STAGE_UPDATE_NAME,
  withdrawReceipt: STAGE_UPDATE_NAME,
  announcePaper: STAGE_UPDATE_NAME,
};

/**
 * Name of the Update that carries a command. The act of a stage bears the stage's key where the released histories know it,
 * so that they read like the year, and `actOnStage` where they do not; every other command has a name of its own. Up to 0.2.0
 * whatever was about a result was carried under the key of the stage that had decided it; such rows keep that name.
 */
export function updateNameOf(body: CommandBody): string {
  switch (body.kind) {
    case 'submit':
    case 'appraise':
    case 'decide':
    case 'classify':
    case 'review':
      return NAMED_STAGES.find((name) => name === body.stage) ?? STAGE_UPDATE_NAME;
    default:
      return YEAR_UPDATES[body.kind] ?? body.kind;
  }
}
