import { warningsOfYears } from '#libs/calendar';
import type {
  ReminderPreviewAnswer,
  ReminderPreviewLineAnswer,
  ReminderPreviewTotals,
} from '#libs/contracts';
import { cycleToRead } from '../access/reading.js';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Identity } from '../identity/identity.js';
import { nowOf } from '../transaction/now-of.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import { DayPreview } from './day-preview.js';
import { Desk } from './desk.js';
import { type ReminderBasis, reminderBasis } from './due-lines.js';
import { overseerDays, TOLD_WORDS } from './overseer-days.js';
import type { AddressedYear, Reminder } from './reminders.port.js';

type Needs = Stores<'cycles' | 'migrations' | 'now' | 'reminders' | 'units' | 'workingDays'>;

const TOTALS_PAGE = 500;

export interface PreviewRequest {
  /** Any day of the cycle, YYYY-MM-DD. */
  readonly at: string;
  readonly communeCode?: string;
  readonly unitId?: string;
  readonly afterId?: string;
  /** Subjects a page. */
  readonly limit: number;
}

/**
 * Who is reminded of what on a day, and why the others are not, as things stand now: by the same ladder that the turns
 * use, beside what was written down already. Reads only.
 */
export class PreviewReminders {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly rules: CycleRules,
  ) {}

  /** @throws DomainError CYCLE.UNKNOWN */
  async execute(
    identity: Identity,
    cycleId: string,
    request: PreviewRequest,
  ): Promise<ReminderPreviewAnswer> {
    return this.unitOfWork.inSnapshot(async (records) => {
      const cycle = await cycleToRead(records, identity, 'readReminders', cycleId);
      const now = await nowOf(records, cycle);
      const basis = await reminderBasis(records, this.rules, cycle);
      const desk = await Desk.open(records, cycle, basis.book);
      const dead = await records.reminders.deadAddresses(cycleId);
      const preview = new DayPreview(basis, desk, request.at, dead);
      const page = await pageOf(records, identity, cycleId, request, preview);
      const isFirst = request.afterId === undefined;
      return {
        cycleId,
        day: request.at,
        now,
        items: page.items,
        next: page.next,
        overseers: isFirst ? toldOn(identity, basis, request.at) : undefined,
        warnings: warningsOfYears(basis.table, request.at, request.at),
        totals: isFirst ? await totalsOf(records, identity, cycleId, request, preview) : undefined,
      };
    });
  }
}

/** What overseers are told on a day; a unit's people see their own mails alone. */
function toldOn({ scope }: Identity, basis: ReminderBasis, day: string): ReminderPreviewAnswer['overseers'] {
  if (scope.level === 'unit') return undefined;
  const told = overseerDays(basis).find((each) => each.day === day);
  return told?.kinds.map((kind) => ({ at: told.at, kind, text: TOLD_WORDS[kind] }));
}

interface PreviewPage {
  readonly subjects: number;
  readonly items: readonly ReminderPreviewLineAnswer[];
  readonly next?: string;
}

async function pageOf(
  records: Needs,
  { scope }: Identity,
  cycleId: string,
  { communeCode, unitId, afterId, limit }: PreviewRequest,
  preview: DayPreview,
): Promise<PreviewPage> {
  const years = await records.reminders.visible(cycleId, scope, { communeCode, unitId, afterId, limit });
  const unitIds = years.map((year) => year.unitId);
  const written = bySubject(await records.reminders.ofSubjects(cycleId, unitIds));
  return {
    subjects: years.length,
    items: years.flatMap((year: AddressedYear) => preview.linesOf(year, written.get(year.unitId) ?? [])),
    next: years.length < limit ? undefined : unitIds.at(-1),
  };
}

async function totalsOf(
  records: Needs,
  identity: Identity,
  cycleId: string,
  request: PreviewRequest,
  preview: DayPreview,
): Promise<ReminderPreviewTotals> {
  const byOutcome: Record<string, number> = {};
  const addresses = new Set<string>();
  let subjects = 0;
  let afterId: string | undefined;
  do {
    const page = await pageOf(
      records,
      identity,
      cycleId,
      { ...request, afterId, limit: TOTALS_PAGE },
      preview,
    );
    subjects += page.subjects;
    for (const { outcome, recipient } of page.items) {
      byOutcome[outcome] = (byOutcome[outcome] ?? 0) + 1;
      if (outcome === 'sends' && recipient !== undefined) addresses.add(recipient);
    }
    afterId = page.next;
  } while (afterId !== undefined);
  return { subjects, reminders: byOutcome['sends'] ?? 0, mails: addresses.size, byOutcome };
}

function bySubject(reminders: readonly Reminder[]): ReadonlyMap<string, readonly Reminder[]> {
  const grouped = new Map<string, Reminder[]>();
  for (const reminder of reminders) {
    const own = grouped.get(reminder.unitId) ?? [];
    own.push(reminder);
    grouped.set(reminder.unitId, own);
  }
  return grouped;
}
