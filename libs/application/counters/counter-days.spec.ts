import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from '#libs/calendar';
import { resolveStages, unitStages } from '#libs/policy';
import { type Fact, foldFacts, type Place } from '#libs/unit-year';
import { syntheticPack } from '../../policy/synthetic-pack.support.js';
import { counterCells } from './counter-changes.js';
import { dayChanges, type SubjectPast } from './counter-days.js';
import type { DayChange } from './counters.port.js';

const stagesAt = (managedBy: 'tinh' | 'xa') =>
  unitStages(resolveStages(syntheticPack(), 2026, { managedBy }));
const graph = stagesAt('xa');
const HERE: Place = { managedBy: 'xa', communeCode: '21211' };
const THERE: Place = { managedBy: 'tinh', communeCode: '21212' };
const subject = { cycleId: '51-2026', unitKind: 'co-quan', standing: 'inside', ...HERE } as const;
const OPENED = '2026-01-01';
const days = { opened: OPENED, rules: [] };

const submitted = (stage: string): Fact => ({
  kind: 'stage.submitted',
  stage,
  late: false,
  effectiveAt: '2026-01-01T00:00:00.000Z',
  commandId: `c-${stage}`,
});
const migrated = (fact: Partial<Extract<Fact, { kind: 'year.migrated' }>>): Fact => ({
  kind: 'year.migrated',
  migrationId: 'm',
  from: '2026-07-01T00:00:00.000Z',
  added: [],
  removed: [],
  waived: [],
  graceUntil: {},
  ...fact,
});
/** Cells with what is in them at the end of a day, by stage, place and status. */
const standing = (changes: readonly DayChange[], until: string) => {
  const cells = new Map<string, number>();
  for (const { day, communeCode, level, stage, dueDay, status, by } of changes) {
    if (day > until) continue;
    const key = [communeCode, level, stage, dueDay, status].join('|');
    cells.set(key, (cells.get(key) ?? 0) + by);
  }
  return [...cells].filter(([, n]) => n !== 0).sort();
};
const fold = (past: SubjectPast, changed = days) =>
  dayChanges(past, changed, (_day, { managedBy }) => stagesAt(managedBy === 'tinh' ? 'tinh' : 'xa'));

describe('what a subject changed in the counters by day', () => {
  const someDay = fc.integer({ min: 0, max: 300 }).map((plus) => addDays(OPENED, plus));
  const someFact = fc.oneof(
    fc.constantFrom(...graph.map(({ key }) => submitted(key))),
    fc.record({
      kind: fc.constant('stage.extended' as const),
      stage: fc.constantFrom(...graph.map(({ key }) => key)),
      until: someDay,
    }) as fc.Arbitrary<Fact>,
    fc.constantFrom<Fact>({ kind: 'year.paused' } as Fact, { kind: 'year.closed' }),
  );

  it('sums up on each day to where its facts until then put it', async () => {
    const facts = fc.array(fc.record({ day: someDay, fact: someFact }), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(facts, someDay, async (unordered, until) => {
        const told = unordered.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
        const known = told.filter(({ day }) => day <= until).map(({ fact }) => fact);
        const cells = counterCells(graph, { ...subject, state: foldFacts(graph, known) });
        expect(standing(await fold({ subject, facts: told }), until)).toEqual(
          standing(
            cells.map((cell) => ({ ...cell, day: until, by: 1 })),
            until,
          ),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('begins with the choice that took it into the standard', async () => {
    const changes = await fold({ subject, facts: [], takenInOn: '2026-04-11' });
    expect(new Set(changes.map(({ day, by }) => `${day} ${by}`))).toEqual(new Set(['2026-04-11 1']));
  });

  it('moves with a migration from one place to another, and ends where it ended', async () => {
    const moved = migrated({ before: THERE, after: HERE });
    const changes = await fold({ subject, facts: [{ day: '2026-07-03', fact: moved }] });
    const where = (until: string) => new Set(standing(changes, until).map(([key]) => key.slice(0, 5)));
    expect([where('2026-07-02'), where('2026-07-03')]).toEqual([new Set(['21212']), new Set(['21211'])]);
    const ended = migrated({ before: HERE });
    const outside = { ...subject, standing: 'outside' } as const;
    const left = await fold({ subject: outside, facts: [{ day: '2026-07-03', fact: ended }] });
    expect([standing(left, '2026-07-02').length, standing(left, '2026-07-03').length]).toEqual([
      graph.length,
      0,
    ]);
  });

  it('begins with the migration by which it joined', async () => {
    const joined = migrated({ after: HERE, added: graph.map(({ key }) => key) });
    const changes = await fold({ subject, facts: [{ day: '2026-07-03', fact: joined }] });
    expect(new Set(changes.map(({ day }) => day))).toEqual(new Set(['2026-07-03']));
  });

  it('is worked out anew on the days on which the rules changed', async () => {
    const asked: string[] = [];
    await dayChanges(
      { subject, facts: [] },
      { opened: OPENED, rules: ['2025-12-20', '2026-03-20'] },
      (day) => {
        asked.push(day);
        return graph;
      },
    );
    expect(asked).toEqual([OPENED, '2026-03-20']);
  });
});
