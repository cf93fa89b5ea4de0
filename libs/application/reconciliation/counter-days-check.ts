import { dateOf } from '#libs/calendar';
import { type CycleDays, dayChanges, type GraphOn } from '../counters/counter-days.js';
import type { DayChange } from '../counters/counters.port.js';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Cycle } from '../cycles/cycles.port.js';
import { nowOf } from '../transaction/now-of.js';
import type { Stores } from '../transaction/records.port.js';
import type { FactRecord, UnitYear } from '../unit-years/unit-years.port.js';

type Needs = Stores<'choices' | 'cycles' | 'migrations' | 'now'>;

/** A change of one cell on one day as it was written, and as the facts tell it. */
interface DayDifference {
  readonly object: string;
  readonly written: number;
  readonly told: number;
}

/** Compares the differences of the counters by day with what the facts of the years come to, year by year. */
export class CounterDaysCheck {
  private readonly told = new Map<string, number>();

  private constructor(
    private readonly records: Needs,
    private readonly rules: CycleRules,
    private readonly cycle: Cycle,
    private readonly days: CycleDays,
    /** Changes up to this day stand together: what an older version left, and the pages of an opening. */
    private readonly floor: string,
  ) {}

  static async begin(records: Needs, rules: CycleRules, cycle: Cycle): Promise<CounterDaysCheck> {
    const opened = dateOf(cycle.openedAt ?? (await nowOf(records, cycle)));
    const known = cycle.pastKnownFrom ?? opened;
    const days = { opened, rules: await rules.daysOfChange(records, cycle) };
    return new CounterDaysCheck(records, rules, cycle, days, known > opened ? known : opened);
  }

  async add(subject: UnitYear, facts: readonly FactRecord[]): Promise<void> {
    const past = {
      subject,
      facts: facts.map(({ atCycle, fact }) => ({ day: dateOf(atCycle), fact })),
      takenInOn: await this.takenInOn(subject),
    };
    const graphOn: GraphOn = async (day, place) => {
      const then = await this.rules.onDay(this.records, this.cycle, day);
      return (await this.rules.of(this.records, then, place)).graph;
    };
    this.sum(this.told, await dayChanges(past, this.days, graphOn));
  }

  differences(changes: readonly DayChange[]): readonly DayDifference[] {
    const written = new Map<string, number>();
    this.sum(written, changes);
    return [...new Set([...written.keys(), ...this.told.keys()])].flatMap((object) => {
      const difference = { object, written: written.get(object) ?? 0, told: this.told.get(object) ?? 0 };
      return difference.written === difference.told ? [] : [difference];
    });
  }

  private sum(sums: Map<string, number>, changes: readonly DayChange[]): void {
    for (const { day, communeCode, unitKind, level, stage, dueDay, status, by } of changes) {
      const on = day < this.floor ? this.floor : day;
      const key = [on, communeCode, unitKind, level, stage, dueDay, status].join('|');
      sums.set(key, (sums.get(key) ?? 0) + by);
    }
  }

  /** Only a choice gives a unit in the standard a reason. */
  private async takenInOn({ unitId, standing, standingReason }: UnitYear): Promise<string | undefined> {
    if (standing === 'outside' || standingReason === undefined) return undefined;
    const choices = await this.records.choices.of(this.cycle.id, unitId);
    const taken = choices.find((each) => each.unitId === unitId && each.reason === standingReason);
    return taken && dateOf(taken.recordedAt);
  }
}
