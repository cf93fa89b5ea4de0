import { describe, expect, it } from '@jest/globals';
import { resolveStages } from '#libs/policy';
import { loadPack } from '../policy/packs.support.js';
import { type DueLine, dueLineOf, ladderOf, type ReminderRules, yearPlan } from './index.js';
import { plan2025, rules, table } from './reminders.support.js';

/** Day, rung and whom it goes to, as a person writes them down. */
const toldIn = (line: DueLine, of: ReminderRules): string[] =>
  ladderOf(line, of, table).rungs.map(
    ({ sendDay, key, to }) => `${sendDay} ${key}: ${to.map((each) => each.key).join(' ')}`,
  );

/** Self-scoring of 2026: due on a Tuesday, taken in until a Wednesday. */
const scoring: DueLine = {
  opensDay: '2026-10-01',
  lastDay: '2026-10-27',
  cutOffDay: '2026-11-18',
  endDay: '2027-01-31',
  openedAt: '2026-01-01T00:00:00+07:00',
};
const pack = loadPack('quang-ngai-2025').reminders;
const usual = 'officer mailbox second';
/** The mailbox is told of the opening, the last day and the cut-off alone. */
const between = 'officer second';

describe('whom of a unit a rung goes to', () => {
  it('is the head from three working days before the last day on, before the cut-off and after it', () => {
    expect(toldIn(scoring, pack)).toEqual([
      `2026-10-01 opens: ${usual}`,
      `2026-10-13 before-14: ${between}`,
      `2026-10-20 before-7: ${between}`,
      // Three days before Tue 27/10 is Sat 24/10, so Fri 23/10; three working days before is Thu 22/10.
      `2026-10-23 before-3: ${between} head`,
      `2026-10-26 before-1: ${between} head`,
      `2026-10-27 last-day: ${usual} head`,
      `2026-10-28 after-1: ${between} head`,
      `2026-11-03 after-7: ${between} head`,
      // Seven working days before Wed 18/11.
      `2026-11-09 closing-7: ${usual} head`,
      `2026-11-17 closing-1: ${usual} head`,
      `2026-11-19 closed: ${usual} head`,
    ]);
  });

  it('is the head at a cut-off even where its rung lies long before the last day', () => {
    const far = { ...scoring, lastDay: '2026-11-18' };
    expect(toldIn(far, pack)).toContain(`2026-11-09 closing-7: ${usual} head`);
    expect(toldIn(far, pack)).toContain(`2026-11-04 before-14: ${between}`);
  });

  it('tells in one mail of what meets on a day, to all whom either goes to', () => {
    const near = { ...scoring, lastDay: '2026-11-17' };
    const [rung] = ladderOf(near, pack, table).rungs.filter(({ key }) => key === 'closing-1');
    expect(rung?.covers).toEqual(['last-day', 'closing-1']);
  });

  it('warns of cut-offs that lie close together with the first of them, and of what is not open by then by itself', () => {
    const stages = resolveStages(loadPack('quang-ngai-2025'), 2026, { managedBy: 'tinh' });
    const cycle = { endDay: '2027-01-31', openedAt: '2026-01-01T00:00:00+07:00' };
    const warned = (key: string) => {
      const stage = stages.find((each) => each.key === key);
      if (stage?.due === undefined) throw new Error(key);
      const line = dueLineOf(stage, stage.due.lastDay, cycle, { stages, closing: pack.closing });
      return toldIn(line, pack).flatMap((told) => (told.includes('closing') ? [told.split(':')[0]] : []));
    };
    // Sat 14/11, Sun 15/11 and Wed 18/11; Fri 20/11 is six days after the first.
    for (const key of ['unitReport', 'registration', 'selfScoring'])
      expect([key, ...warned(key)]).toEqual([key, '2026-11-05 closing-7', '2026-11-13 closing-1']);
    expect(warned('dossier')).toEqual(['2026-11-19 closing-1']);
  });

  it('counts working days over days off, and no warning lies before the opening', () => {
    // Three working days before Sun 24/8/2025 is Wed 20/8, so that the opening notice reaches the head.
    expect(toldIn(plan2025, pack)[0]).toBe(`2025-08-21 opens: ${usual} head`);
    const short = { ...scoring, opensDay: '2026-11-16', lastDay: '2026-11-18', cutOffDay: '2026-11-20' };
    expect(ladderOf(short, pack, table).dropped).toContainEqual({
      ...{ key: 'closing-7', nominalDay: '2026-11-11' },
      reason: 'mốc trước ngày mở 16/11/2026',
    });
  });

  it('is nobody at the cut-off of what is only asked for: nothing is recorded against them', () => {
    const keys = ladderOf({ ...scoring, isOnlyAsked: true }, pack, table).rungs.map(({ key }) => key);
    expect(keys.at(-1)).toBe('last-day');
  });

  it('stays what it was under rules that say nothing of it: nothing is told of the cut-off', () => {
    const told = toldIn(scoring, rules);
    expect(told.filter((line) => line.includes('clos'))).toEqual([]);
    expect(told.every((line) => line.endsWith(': officer'))).toBe(true);
  });
});

describe('the years of the packs', () => {
  const years = [
    ['quang-ngai-2025', 2025],
    ['quang-ngai-2025', 2026],
    ['quang-ngai-2025', 2028],
    ['national-2025', 2026],
    ['hai-duong-2024', 2024],
    ['quang-ngai-2021', 2021],
    ['huong-dan-413-2021', 2021],
  ] as const;

  it.each(years)(
    'of %s, %i, tell nobody of a "Không nộp" whose head was not told at least twice before',
    (id, year) => {
      const mails = yearPlan(loadPack(id), year, table).flatMap((day) => day.mails);
      const ofUnits = mails.filter(({ body, act }) => body === undefined && act === 'submit');
      const toHead = ofUnits.filter(({ to }) => to.some(({ key }) => key === 'head'));
      const closed = ofUnits.filter(({ key }) => key === 'closed');
      const steps = new Set(
        ofUnits.filter(({ key }) => key.startsWith('closing-')).map(({ stage }) => stage),
      );
      expect(new Set(closed.map(({ stage }) => stage))).toEqual(steps);
      expect(steps.size).toBeGreaterThan(0);
      const untold = closed.flatMap(({ stage, lastDay, levels, sendDay }) =>
        levels.filter((level) => {
          const before = toHead.filter(
            (mail) =>
              mail.stage === stage &&
              mail.lastDay === lastDay &&
              mail.levels.includes(level) &&
              mail.sendDay < sendDay,
          );
          return before.length < 2;
        }),
      );
      expect(untold).toEqual([]);
      expect(closed.every(({ to }) => to.some(({ key }) => key === 'head'))).toBe(true);
    },
  );
});
