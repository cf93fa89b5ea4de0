import { dateOf, daysBetween } from '#libs/calendar';
import type { Page, PaperAnswer } from '#libs/contracts';
import { cameAt, isAfterSuggested } from '#libs/unit-year';
import { cycleToRead } from '../access/reading.js';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Identity } from '../identity/identity.js';
import { type RuleBook, reminderBasis } from '../reminders/due-lines.js';
import type { AddressedYear } from '../reminders/reminders.port.js';
import { nowOf } from '../transaction/now-of.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import { subjectOf } from './subject-stages.js';

type Needs = Stores<'cycles' | 'migrations' | 'now' | 'reminders' | 'units' | 'workingDays'>;

export interface PapersRequest {
  readonly communeCode?: string;
  readonly afterId?: string;
  /** Subjects a page. */
  readonly limit: number;
}

/**
 * What an office has to do with papers: the content of what has come is to be entered, and what units say that they have sent is to
 * be looked for. Reads only.
 */
export class ListPapers {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly rules: CycleRules,
  ) {}

  /** @throws DomainError CYCLE.UNKNOWN */
  async execute(
    identity: Identity,
    cycleId: string,
    { communeCode, afterId, limit }: PapersRequest,
  ): Promise<Page<PaperAnswer>> {
    return this.unitOfWork.inSnapshot(async (records) => {
      const cycle = await cycleToRead(records, identity, 'readReports', cycleId);
      const today = dateOf(await nowOf(records, cycle));
      const { book } = await reminderBasis(records, this.rules, cycle);
      const filter = { communeCode, afterId, limit, onPaper: true } as const;
      const years = await records.reminders.visible(cycleId, identity.scope, filter);
      return {
        items: years.flatMap((year) => papersOf(book, year, today)),
        next: years.length < limit ? undefined : years.at(-1)?.unitId,
      };
    });
  }
}

function papersOf(book: RuleBook, year: AddressedYear, today: string): PaperAnswer[] {
  return book.of(year).graph.flatMap((stage): PaperAnswer[] => {
    const { receipt, announced } = year.state.stages[stage.key] ?? {};
    const subject = subjectOf(book, year, stage);
    if (receipt !== undefined) {
      const { arrivalNumber, arrivedOn, late } = receipt;
      const daysWaiting = daysBetween(arrivedOn, today);
      const afterSuggested =
        isAfterSuggested(stage, cameAt(receipt, year.state.stages[stage.key])) || undefined;
      const came = { arrivalNumber, arrivedOn, late, afterSuggested, daysWaiting };
      return [{ ...subject, state: 'received', ...came }];
    }
    if (announced === undefined) return [];
    const { number, date, mailsFrom } = announced;
    return [{ ...subject, state: 'announced', number, date, mailsFrom }];
  });
}
