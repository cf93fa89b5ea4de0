import type { Scope } from '#libs/access';
import { dateOf } from '#libs/calendar';
import type { LateAnswer } from '#libs/contracts';
import type { ResolvedStage } from '#libs/policy';
import type { Cycle } from '../cycles/cycles.port.js';
import type { RuleBook } from '../reminders/due-lines.js';
import type { AddressedYear } from '../reminders/reminders.port.js';
import type { Records } from '../transaction/records.port.js';
import { lateLineOf } from './subject-stages.js';

const PAGE = 500;

export interface LateRequest {
  readonly stage?: string;
  readonly communeCode?: string;
  /** Only units, or only offices. */
  readonly of?: 'units' | 'bodies';
  /** Also what came, but late. */
  readonly withDone: boolean;
  /** Code of the last subject of the page before. */
  readonly afterId?: string;
  /** Lines a page; the lines of one subject are not torn apart. */
  readonly limit: number;
}

/** One paper that is late, with whose year it belongs to. */
export interface LatePaper {
  readonly year: AddressedYear;
  readonly stage: ResolvedStage;
  readonly line: LateAnswer;
}

/**
 * What was not handed in by its last day, over the subjects of a scope in the order of their codes: the one computation
 * behind the late list and the letter that urges.
 *
 * @param now the cycle's now
 */
export async function latePapers(
  records: Pick<Records, 'reminders'>,
  cycle: Pick<Cycle, 'id'>,
  book: RuleBook,
  scope: Scope,
  request: LateRequest,
  now: string,
): Promise<{ readonly papers: readonly LatePaper[]; readonly next?: string }> {
  const papers: LatePaper[] = [];
  const { communeCode, stage: only, of, withDone } = request;
  const filter = { communeCode, limit: PAGE, maybeLate: { today: dateOf(now), stage: only, of, withDone } };
  let { afterId } = request;
  for (;;) {
    const years = await records.reminders.visible(cycle.id, scope, { ...filter, afterId });
    for (const year of years) {
      afterId = year.unitId;
      for (const stage of book.of(year).graph) {
        if (only !== undefined && only !== stage.key) continue;
        const line = lateLineOf(book, year, stage, now);
        if (line !== undefined && (withDone || line.state !== 'late')) papers.push({ year, stage, line });
      }
      if (papers.length >= request.limit) return { papers, next: afterId };
    }
    if (years.length < PAGE) return { papers };
  }
}
