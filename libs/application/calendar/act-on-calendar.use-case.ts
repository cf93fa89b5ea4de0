import { type CycleTurn, DomainError } from '#libs/contracts';
import type { CalendarInstant } from '#libs/policy';
import { SYSTEM_AUDIT } from '../audit/system-actor.js';
import { calendarOfCycle, type LevelRules, levelRulesOf } from '../cycle-rules/cycle-days.js';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Cycle } from '../cycles/cycles.port.js';
import type { YearOpener } from '../cycles/year-opener.js';
import { waitMsUntil } from '../runs/turn-wait.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { CalendarActKey } from './calendar.port.js';
import { notSubmittedLetters } from './not-submitted.letters.js';

type Needs = Stores<'audit' | 'calendar' | 'cycles' | 'messages' | 'migrations' | 'now' | 'units'>;

/**
 * Does what the calendar of a cycle brings by itself: each instant up to the cycle's now is noted once, with its row in
 * the audit chain and the mails that belong to it. What lay before the cycle was opened is left alone. Repeating a turn
 * changes nothing, and two at once share the work.
 */
export class ActOnCalendar {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly rules: CycleRules,
    private readonly opener: Pick<YearOpener, 'openBodies'>,
  ) {}

  /**
   * @param onPage told after each page of offices that the first turn opens
   * @returns what comes next; `over` once the day of closing has ended, until the cycle is closed and after
   * @throws DomainError CYCLE.UNKNOWN
   */
  async execute(
    cycleId: string,
    onPage: () => void = () => undefined,
  ): Promise<CycleTurn & { readonly acted: number }> {
    const start = await this.unitOfWork.inTransaction(async (records) => {
      // Read before the row is waited for: whatever changes the cycle after it is another turn's.
      const plannedAt = await records.now();
      const cycle = await records.cycles.lockForTurn(cycleId);
      if (cycle === undefined) throw new DomainError('CYCLE.UNKNOWN', { cycle: cycleId });
      return { cycle, plannedAt, through: cycle.clockAt ?? plannedAt };
    });
    if (start.cycle.state === 'closed') return { over: true, acted: 0 };
    if (start.cycle.state === 'opening') return { over: false, acted: 0 };
    // A cycle that was opened when offices had no years gets them now; in any other nothing is left to open.
    if (start.cycle.calendar.plannedAt === undefined) await this.opener.openBodies(cycleId, onPage);
    const did: string[] = [];
    for (;;) {
      const done = await this.unitOfWork.inTransaction((records) =>
        this.actNext(records, cycleId, start.through),
      );
      if (done === 'nothing due') break;
      if (done !== 'elsewhere') did.push(done.acted);
    }
    const turn = await this.unitOfWork.inTransaction((records) => this.mark(records, cycleId, start));
    return { ...turn, acted: did.length, ...(did.length > 0 && { did }) };
  }

  /** Acts at the earliest instant that is due and was not acted at; answers its words. */
  private async actNext(
    records: Needs,
    cycleId: string,
    through: string,
  ): Promise<{ readonly acted: string } | 'elsewhere' | 'nothing due'> {
    await records.cycles.holdRules(cycleId);
    const cycle = await records.cycles.find(cycleId);
    if (cycle === undefined) throw new DomainError('CYCLE.UNKNOWN', { cycle: cycleId });
    const rules = await levelRulesOf(records, this.rules, cycle);
    const [instant] = await leftToAct(records, cycle, rules);
    if (instant === undefined || instant.at > through) return 'nothing due';
    const { letters, withoutAddress } =
      instant.kind === 'stageCutOff'
        ? await notSubmittedLetters(records, cycle, rules, instant)
        : { letters: [], withoutAddress: [] };
    const noted = withoutAddress.length === 0 ? {} : { withoutAddress };
    let isMine = false;
    for (const key of keysOf(instant)) {
      const detail = { at: instant.at, text: instant.text, ...noted };
      isMine = (await records.calendar.actOnce({ ...key, cycleId, actedAt: through, detail })) || isMine;
    }
    if (!isMine) return 'elsewhere';
    for (const letter of letters) await records.messages.enqueue(letter);
    await records.audit.append({
      ...SYSTEM_AUDIT,
      cycleId,
      areaCode: cycle.provinceCode,
      action: `calendar.${instant.kind}`,
      object: instant.stage === '' ? cycleId : instant.stage,
      detail: { ...instant, letters: letters.map(({ key }) => key), ...noted },
    });
    return { acted: instant.text };
  }

  private async mark(
    records: Needs,
    cycleId: string,
    { plannedAt, through }: { readonly plannedAt: string; readonly through: string },
  ): Promise<CycleTurn> {
    const cycle = await records.cycles.lock(cycleId);
    if (cycle === undefined) throw new DomainError('CYCLE.UNKNOWN', { cycle: cycleId });
    if (cycle.state === 'closed') return { over: true };
    const rules = await levelRulesOf(records, this.rules, cycle);
    const close = calendarOfCycle(cycle, rules).find(({ kind }) => kind === 'close');
    const isOver = close !== undefined && close.at <= through && close.at >= (cycle.openedAt ?? '');
    // A cycle that is over needs a turn until its years are closed, whatever happens to who closes them.
    const coming = isOver ? [close] : await leftToAct(records, cycle, rules);
    const nextAt = coming[0]?.at;
    await records.cycles.markTurn(cycleId, 'calendar', { plannedAt, through, nextAt });
    if (isOver || nextAt === undefined) return { over: isOver, nextAt };
    const what = coming.filter(({ at }) => at === nextAt).map(({ text }) => text);
    return {
      over: false,
      nextAt,
      waitMs: waitMsUntil(cycle, nextAt, await records.now()),
      what: what.join('; '),
    };
  }
}

/** Instants since the opening, or since the pack in force came, that were not acted at, soonest first, whether or not they are due. */
async function leftToAct(
  records: Needs,
  cycle: Cycle,
  rules: LevelRules,
): Promise<readonly CalendarInstant[]> {
  const acted = new Set((await records.calendar.acts(cycle.id)).map(textOf));
  const { openedAt, migratedAt } = cycle;
  if (openedAt === undefined) return [];
  const since = migratedAt ?? openedAt;
  return calendarOfCycle(cycle, rules).filter(
    (instant) => instant.at >= since && keysOf(instant).some((key) => !acted.has(textOf(key))),
  );
}

function keysOf({ kind, stage, levels, day }: CalendarInstant): CalendarActKey[] {
  const each = levels.length === 0 ? ([''] as const) : levels;
  return each.map((level) => ({ kind, stage, level, day }));
}

const textOf = ({ kind, stage, level, day }: CalendarActKey) => `${kind}/${stage}/${level}/${day}`;
