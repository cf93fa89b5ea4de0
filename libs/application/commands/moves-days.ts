import type { CommandKind } from '#libs/contracts';

const MOVERS: ReadonlySet<CommandKind> = new Set([
  'extend',
  'return',
  'withdraw',
  'withdrawReceipt',
  'restart',
  'resume',
]);

/** Whether an applied command moves a day or sets a stage waiting again, so that calendar and reminders must look. */
export const movesDays = (kind: CommandKind): boolean => MOVERS.has(kind);
