import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { WorkingDayTable } from '#libs/calendar';
import { addDays, dateOf, epochMs, isWorkingDay, startOfDay, toInstant } from '#libs/calendar';
import type { DueLine, ReminderRules, Rung } from './index.js';
import { ladderOf, quietUntil, turnOf } from './index.js';
import { rules as usual } from './reminders.support.js';

const HOUR_MS = 3_600_000;

const days = (max: number, least: number) =>
  fc.uniqueArray(fc.integer({ min: least, max }), { maxLength: 6 }).map((each) => each.sort((a, b) => a - b));

// Eight in the morning lies outside each of these quiet hours, as a checked pack makes sure.
const rulesOf: fc.Arbitrary<ReminderRules> = fc.oneof(
  fc.constant(usual),
  fc
    .record({
      beforeDays: days(40, 0).map((each) => each.reverse()),
      afterDays: days(20, 1),
      thenEveryDays: fc.integer({ min: 1, max: 20 }),
      quiet: fc.constantFrom(
        { from: '18:00', to: '07:00' },
        { from: '00:00', to: '08:00' },
        { from: '11:30', to: '13:30' },
        { from: '00:00', to: '00:00' },
      ),
      closing: fc.option(
        fc
          .record({ beforeWorkingDays: days(15, 1).map((each) => each.reverse()), after: fc.boolean() })
          .map((own) => ({ ...own, to: [], src: 'assumed', status: 'assumed' as const })),
        { nil: undefined },
      ),
    })
    .map((own) => ({ ...usual, ...own })),
);

const lineOf: fc.Arbitrary<DueLine> = fc
  .record({
    start: fc.integer({ min: 0, max: 800 }),
    open: fc.integer({ min: 0, max: 100 }),
    accepted: fc.option(fc.integer({ min: 0, max: 100 }), { nil: undefined }),
    rest: fc.integer({ min: 0, max: 60 }),
    openedHours: fc.integer({ min: -2000, max: 3000 }),
  })
  .map(({ start, open, accepted, rest, openedHours }) => {
    const opensDay = addDays('2025-01-01', start);
    const lastDay = addDays(opensDay, open);
    const cutOffDay = accepted === undefined ? undefined : addDays(lastDay, accepted);
    return {
      opensDay,
      lastDay,
      cutOffDay,
      endDay: addDays(cutOffDay ?? lastDay, rest),
      openedAt: toInstant(epochMs(startOfDay(opensDay)) + openedHours * HOUR_MS),
    };
  });

/** Runs of days off of up to nine days, here and there. */
const tableOf: fc.Arbitrary<WorkingDayTable> = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 1100 }), fc.integer({ min: 1, max: 9 })), { maxLength: 20 })
  .map((runs) => ({
    version: 'mẫu',
    weekend: [6, 7],
    holidays: [
      ...new Set(
        runs.flatMap(([from, length]) =>
          Array.from({ length }, (_, index) => addDays('2024-12-20', from + index)),
        ),
      ),
    ].map((date) => ({ date, name: 'nghỉ lễ' })),
    workingSwaps: [],
  }));

/** The ways of looking at a line: at these hours after its opening day, in order. */
const looksOf = fc
  .array(fc.integer({ min: -200, max: 6000 }), { minLength: 1, maxLength: 60 })
  .map((hours) => hours.sort((a, b) => a - b));

/** Last day on which a mail of a rung may go out: that nothing came is told after the cut-off. */
const lastAccepted = (line: DueLine, key: string): string =>
  key === 'closed' ? line.endDay : (line.cutOffDay ?? line.endDay);

const closingOf = ({ closing }: ReminderRules): string[] => [
  ...(closing?.beforeWorkingDays ?? []).map((each) => `closing-${each}`),
  ...(closing?.after === true ? ['closed'] : []),
];

const step = (
  line: DueLine,
  rules: ReminderRules,
  table: WorkingDayTable,
  instants: readonly string[],
): { sent: { rung: Rung; now: string }[]; superseded: Rung[]; since: string | undefined } => {
  const sent: { rung: Rung; now: string }[] = [];
  const superseded: Rung[] = [];
  let since: string | undefined;
  for (const now of instants) {
    const turn = turnOf(line, rules, table, { since, now });
    if (turn.send) sent.push({ rung: turn.send, now });
    superseded.push(...turn.superseded.map(({ rung }) => rung));
    if (!turn.held) since = now;
  }
  return { sent, superseded, since };
};

describe('any ladder', () => {
  it('has one mail a day at most, in order, on working days, on its own side of the last day, none of the past', () => {
    fc.assert(
      fc.property(lineOf, rulesOf, tableOf, (line, rules, table) => {
        const { rungs } = ladderOf(line, rules, table);
        rungs.forEach((rung, index) => {
          const before = rungs[index - 1];
          expect(before === undefined || before.sendDay < rung.sendDay).toBe(true);
          expect(isWorkingDay(rung.sendDay, table).working).toBe(true);
          expect(rung.sendDay >= line.opensDay).toBe(true);
          if (rung.overdue) expect(rung.sendDay > line.lastDay).toBe(true);
          else expect(rung.sendDay <= line.lastDay).toBe(true);
          if (rung.key === 'closed') expect(rung.sendDay > (line.cutOffDay ?? '')).toBe(true);
          expect(rung.sendDay <= lastAccepted(line, rung.key)).toBe(true);
          expect(epochMs(rung.sendAt) >= epochMs(line.openedAt)).toBe(true);
          expect(dateOf(rung.sendAt)).toBe(rung.sendDay);
        });
      }),
      { numRuns: 300 },
    );
  });

  it('accounts for every rung of the rules once, in a mail or among the dropped, and gives every reason', () => {
    fc.assert(
      fc.property(lineOf, rulesOf, tableOf, (line, rules, table) => {
        const { rungs, dropped } = ladderOf(line, rules, table);
        const keys = [...rungs.flatMap(({ covers }) => covers), ...dropped.map(({ key }) => key)];
        expect(new Set(keys).size).toBe(keys.length);
        const ruled = [
          'opens',
          ...rules.beforeDays.map((each) => (each === 0 ? 'last-day' : `before-${each}`)),
          ...rules.afterDays.map((each) => `after-${each}`),
          ...(line.cutOffDay === undefined ? [] : closingOf(rules)),
        ];
        expect(ruled.filter((key) => !keys.includes(key))).toEqual([]);
        for (const rung of rungs) {
          expect(rung.covers).toContain(rung.key);
          const ofLastDay = rung.covers.filter((key) => !/^clos/.test(key));
          expect(ofLastDay.every((key) => key.startsWith('after-') === rung.overdue)).toBe(true);
        }
        expect([...rungs, ...dropped].every(({ reason }) => reason !== '')).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe('any way of looking at a line', () => {
  it('sends or supersedes each rung once, the newest only, one a day at most, and nothing that is not true any more', () => {
    fc.assert(
      fc.property(lineOf, rulesOf, tableOf, looksOf, (line, rules, table, hours) => {
        const start = epochMs(startOfDay(line.opensDay));
        const instants = hours.map((each) => toInstant(start + each * HOUR_MS));
        const { rungs } = ladderOf(line, rules, table);
        const { sent, superseded, since } = step(line, rules, table, instants);
        for (const { rung, now } of sent) {
          expect(quietUntil(now, rules)).toBeUndefined();
          expect(epochMs(rung.sendAt) <= epochMs(now)).toBe(true);
          expect(rungs.filter(({ sendAt }) => sendAt > rung.sendAt && sendAt <= now)).toEqual([]);
          const isOfCutOff = rung.overdue || rung.key.startsWith('clos');
          expect(dateOf(now) <= (isOfCutOff ? lastAccepted(line, rung.key) : line.lastDay)).toBe(true);
        }
        const days = sent.map(({ now }) => dateOf(now));
        expect(new Set(days).size).toBe(days.length);
        const passed = rungs.filter(({ sendAt }) => since !== undefined && sendAt <= since);
        const told = [...sent.map(({ rung }) => rung.key), ...superseded.map(({ key }) => key)];
        expect(told.sort()).toEqual(passed.map(({ key }) => key).sort());
      }),
      { numRuns: 300 },
    );
  });

  it('that follows its own next instants sends the whole ladder, each rung at its time', () => {
    fc.assert(
      fc.property(lineOf, rulesOf, tableOf, (line, rules, table) => {
        const { rungs } = ladderOf(line, rules, table);
        const sent: string[] = [];
        let since: string | undefined;
        let now: string | undefined = line.openedAt;
        while (now !== undefined) {
          const turn = turnOf(line, rules, table, { since, now });
          if (turn.send) sent.push(`${turn.send.key} ${now}`);
          expect(turn.superseded).toEqual([]);
          since = now;
          now = turn.nextAt;
        }
        expect(sent).toEqual(rungs.map(({ key, sendAt }) => `${key} ${sendAt}`));
      }),
      { numRuns: 200 },
    );
  });
});
