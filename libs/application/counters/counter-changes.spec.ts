import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from '#libs/calendar';
import { resolveStages, unitStages } from '#libs/policy';
import {
  changedLines,
  initialState,
  type StageState,
  stageLines,
  standingAt,
  standingOf,
  type YearStatus,
} from '#libs/unit-year';
import { syntheticPack } from '../../policy/synthetic-pack.support.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';
import { counterCells, counterChanges } from './counter-changes.js';

const graph = unitStages(resolveStages(syntheticPack(), 2026, { managedBy: 'xa' }));
const day = fc.integer({ min: 0, max: 420 }).map((days) => addDays('2025-12-01', days));
const anyStage: fc.Arbitrary<StageState> = fc.record({
  status: fc.constantFrom<StageState['status']>('awaiting', 'submitted', 'returned', 'done', 'waived'),
  round: fc.constant(1),
  graceUntil: fc.option(day, { nil: undefined, freq: 2 }),
});
const anyYear: fc.Arbitrary<UnitYear> = fc
  .record({
    status: fc.constantFrom<YearStatus>('open', 'paused', 'closed'),
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

describe('the counters', () => {
  it('tell of each stage where the subject stands at it, on any day', () => {
    fc.assert(
      fc.property(anyYear, day, (year, today) => {
        for (const [index, { stage, status, dueDay }] of counterCells(graph, year).entries()) {
          const rules = graph[index];
          if (rules === undefined) throw new Error('one cell for each stage');
          expect(stage).toBe(rules.key);
          const days = {
            opensDay: rules.opensDay,
            dueDay: dueDay === '' ? undefined : dueDay,
            cutOff: rules.cutOff?.lastDay,
          };
          expect(standingAt(status, days, today)).toBe(standingOf(rules, year.state, today));
        }
      }),
    );
  });

  it('gain what a subject comes to stand in, and lose what it leaves', () => {
    fc.assert(
      fc.property(anyYear, anyYear, (before, after) => {
        const counted = new Map<string, number>();
        const add = (cells: ReturnType<typeof counterCells>, by: number) => {
          for (const { stage, dueDay, status } of cells) {
            const key = [stage, dueDay, status].join('|');
            counted.set(key, (counted.get(key) ?? 0) + by);
          }
        };
        add(counterCells(graph, before), 1);
        const [old, fresh] = [before, after].map(({ state }) => stageLines(graph, state));
        const changes = counterChanges(before, old ?? [], changedLines(old ?? [], fresh ?? []));
        for (const { by, ...cell } of changes) add([cell], by);
        add(counterCells(graph, after), -1);
        expect([...counted.values()].every((n) => n === 0)).toBe(true);
      }),
    );
  });
});
