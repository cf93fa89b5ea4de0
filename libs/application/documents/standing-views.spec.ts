import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, startOfDay } from '#libs/calendar';
import { resolveStages, unitStages } from '#libs/policy';
import {
  countedStatusOf,
  initialState,
  lastDayOf,
  type StageState,
  type Standing,
  standingOf,
  type YearStatus,
} from '#libs/unit-year';
import { loadPack } from '../../policy/packs.support.js';
import type { Rules } from '../cycle-rules/cycle-rules.js';
import type { RuleBook } from '../reminders/due-lines.js';
import type { AddressedYear } from '../reminders/reminders.port.js';
import type { FigureRecords, StageCount } from '../reports/figures.port.js';
import { reportFigures } from '../reports/report-figures.js';
import { lateLineOf, reportStateOf } from '../reports/subject-stages.js';
import { stepsOf } from './document-unit.js';

const pack = loadPack('quang-ngai-2025');
const stages = resolveStages(pack, 2026, { managedBy: 'xa' });
const graph = unitStages(stages);
const rules: Rules = { pack, stages, graph };
const levels = { tinh: rules, huyen: rules, xa: rules };
const book: RuleBook = {
  pack,
  levels,
  of: () => rules,
  stage: (_level, key) => stages.find((stage) => stage.key === key),
};

const day = fc.integer({ min: 0, max: 420 }).map((days) => addDays('2025-12-01', days));
const receipt = fc.record({
  arrivalNumber: fc.constant('118'),
  arrivedOn: fc.constant('2026-10-01'),
  late: fc.boolean(),
  effectiveAt: fc.constant('2026-10-01T02:00:00.000Z'),
  commandId: fc.constant('c1'),
});
const anyStage: fc.Arbitrary<StageState> = fc
  .record({
    status: fc.constantFrom<StageState['status']>('awaiting', 'submitted', 'returned', 'done', 'waived'),
    round: fc.constant(1),
    late: fc.boolean(),
    effectiveAt: fc.constant('2026-10-01T02:00:00.000Z'),
    graceUntil: fc.option(day, { nil: undefined, freq: 2 }),
    receipt: fc.option(receipt, { nil: undefined, freq: 2 }),
  })
  // Nothing waits for the content of what has an outcome.
  .map((stage) =>
    stage.status === 'submitted' || stage.status === 'done' ? { ...stage, receipt: undefined } : stage,
  );
const anyYear: fc.Arbitrary<AddressedYear> = fc
  .record({
    status: fc.constantFrom<YearStatus>('open', 'open', 'paused', 'closed'),
    held: fc.array(anyStage, { minLength: graph.length, maxLength: graph.length }),
  })
  .map(({ status, held }) => ({
    cycleId: '51-2026',
    unitId: 'D1',
    unitName: 'Trạm Y tế xã',
    communeCode: '21211',
    provinceCode: '51',
    unitKind: 'co-quan',
    managedBy: 'xa',
    standing: 'inside',
    state: {
      ...initialState(graph),
      status,
      stages: Object.fromEntries(graph.map(({ key }, index) => [key, held[index] as StageState])),
    },
  }));
const anyMoment = fc.record({ year: anyYear, today: day });
const NOON_MS = 5 * 3_600_000;
const noonOf = (today: string) => new Date(Date.parse(startOfDay(today)) + NOON_MS).toISOString();

/** The standings under which each word of a view may stand. */
type Allowed<Word extends string> = Readonly<Record<Word, readonly Standing[]>>;
const REPORTS: Allowed<
  'notOpen' | 'open' | 'overdue' | 'pastSuggested' | 'notSubmitted' | 'waived' | 'received' | 'handedIn'
> = {
  notOpen: ['ahead'],
  open: ['working', 'returned'],
  overdue: ['overdue'],
  pastSuggested: ['pastSuggested'],
  notSubmitted: ['notSubmitted', 'closed'],
  waived: ['waived'],
  received: ['received'],
  handedIn: ['done'],
};
const LATE: Allowed<'overdue' | 'pastSuggested' | 'notSubmitted' | 'late' | 'paused' | 'unlisted'> = {
  overdue: ['overdue'],
  pastSuggested: ['pastSuggested'],
  notSubmitted: ['notSubmitted', 'closed'],
  late: ['done', 'received'],
  paused: ['overdue', 'pastSuggested', 'notSubmitted'],
  unlisted: ['done', 'received', 'working', 'returned', 'waived', 'ahead'],
};
const STEPS: Allowed<
  'done' | 'received' | 'overdue' | 'pastSuggested' | 'notSubmitted' | 'waived' | 'paused' | 'waits'
> = {
  done: ['done'],
  received: ['received'],
  overdue: ['overdue'],
  pastSuggested: ['pastSuggested'],
  notSubmitted: ['notSubmitted', 'closed'],
  waived: ['waived'],
  paused: ['overdue', 'pastSuggested', 'working', 'returned', 'ahead'],
  waits: ['working', 'returned', 'ahead'],
};

describe('every view of one state', () => {
  it('agrees with where the subject stands: list of reports, late list and papers', () => {
    fc.assert(
      fc.property(anyMoment, ({ year, today }) => {
        const steps = stepsOf(graph, year.state, today, new Map());
        for (const [index, stage] of graph.entries()) {
          const standing = standingOf(stage, year.state, today);
          const step = steps[index];
          expect(REPORTS[reportStateOf(year, stage, noonOf(today))]).toContain(standing);
          const late = lateLineOf(book, year, stage, noonOf(today));
          const hasDay = stage.due !== undefined || year.state.stages[stage.key]?.graceUntil !== undefined;
          if (hasDay) expect(LATE[late?.state ?? 'unlisted']).toContain(standing);
          const isDone = step?.doneOn !== undefined;
          const past =
            step?.daysOverdue !== undefined
              ? 'overdue'
              : step?.daysPastSuggested !== undefined
                ? 'pastSuggested'
                : undefined;
          const isReceived = step?.receivedOn !== undefined;
          expect(
            STEPS[isDone ? 'done' : isReceived ? 'received' : (step?.stopped ?? past ?? 'waits')],
          ).toContain(standing);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('agrees with the figures of a report, in which the units of a stage add up', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyYear, { minLength: 1, maxLength: 12 }), day, async (years, today) => {
        const counts = years.flatMap(({ state }) =>
          graph.map((stage): StageCount => {
            const now = state.stages[stage.key];
            const status = countedStatusOf(now, state.status);
            const dueDay = lastDayOf(stage, now) ?? '';
            return { level: 'xa', unitKind: 'co-quan', stage: stage.key, dueDay, status, n: 1 };
          }),
        );
        const figures: FigureRecords = {
          stages: async () => counts,
          results: async () => [{ level: 'xa', notSubmitted: false, n: years.length }],
          without: async () => [],
          targetUnits: async () => [],
          reportUnits: async () => [],
        };
        const papers = { figuresOf: async () => undefined };
        const source = { figures, papers } as unknown as Parameters<typeof reportFigures>[0];
        const area = { communeCode: '21211', provinceCode: '51' };
        const report = await reportFigures(
          source,
          { id: '51-2026', year: 2026 },
          { ...rules, levels },
          area,
          'communeReport',
          noonOf(today),
        );
        for (const stage of graph) {
          const standings = years.map(({ state }) => standingOf(stage, state, today));
          const at = (...wanted: readonly Standing[]) =>
            standings.filter((standing) => wanted.includes(standing)).length;
          const line = report.stages.find((each) => each.stage === stage.key);
          expect(line).toMatchObject({
            done: at('done'),
            overdue: at('overdue'),
            open: at('working', 'returned', 'overdue', 'pastSuggested', 'notSubmitted', 'ahead'),
          });
          expect(line?.notSubmitted ?? 0).toBe(at('notSubmitted'));
          expect(line?.pastSuggested ?? 0).toBe(at('pastSuggested'));
          expect(line?.received ?? 0).toBe(at('received'));
          expect((line?.done ?? 0) + (line?.received ?? 0) + (line?.open ?? 0) + at('waived', 'closed')).toBe(
            report.units,
          );
        }
      }),
    );
  });
});

describe('a stage that nobody is asked for', () => {
  const waived: AddressedYear = {
    cycleId: '51-2026',
    unitId: 'D1',
    unitName: 'Trạm Y tế xã',
    communeCode: '21211',
    provinceCode: '51',
    unitKind: 'co-quan',
    managedBy: 'xa',
    standing: 'inside',
    state: {
      ...initialState(graph),
      stages: { ...initialState(graph).stages, q1Plan: { status: 'waived', round: 1 } },
    },
  };
  const [q1Plan = graph[0]] = graph.filter(({ key }) => key === 'q1Plan');

  it('is in no late list, though its day has passed, and is called so in the list of reports and in papers', () => {
    if (q1Plan === undefined) throw new Error('the pack has no plan of the first quarter');
    const now = noonOf('2026-06-01');
    expect(lateLineOf(book, waived, q1Plan, now)).toBeUndefined();
    expect(reportStateOf(waived, q1Plan, now)).toBe('waived');
    const [step] = stepsOf(graph, waived.state, '2026-06-01', new Map());
    expect(step).toMatchObject({ stopped: 'waived', daysOverdue: undefined });
  });
});
