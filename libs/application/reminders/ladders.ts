import type { ResolvedStage } from '#libs/policy';
import { type Ladder, ladderOf } from '#libs/reminders';
import { dueLine, type ReminderBasis } from './due-lines.js';

/** The ladders of a cycle, each worked out once for all who have the same days. */
export class Ladders {
  private readonly known = new Map<string, Ladder>();

  constructor(private readonly basis: ReminderBasis) {}

  /** @param lastDay last day in force, grace included */
  of(stage: ResolvedStage, lastDay: string): Ladder {
    const key = `${stage.key}/${stage.opensDay}/${stage.cutOff?.lastDay ?? ''}/${lastDay}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const { book, table } = this.basis;
    const ladder = ladderOf(dueLine(this.basis, stage, lastDay), book.pack.reminders, table);
    this.known.set(key, ladder);
    return ladder;
  }
}
