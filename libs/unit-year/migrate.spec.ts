import { describe, expect, it } from '@jest/globals';
import { addDays, startOfDay } from '#libs/calendar';
import type { ResolvedStage } from '#libs/policy';
import {
  currentStage,
  decide,
  endsDelegation,
  evolve,
  type Fact,
  foldFacts,
  initialState,
  isOver,
  type MigrationChange,
  type MigrationRequest,
  type MigrationSide,
  planMigration,
  planRestart,
  type StageGraph,
  type UnitYearState,
} from './index.js';
import { instantOf } from './unit-year.support.js';

type Days = Pick<ResolvedStage, 'key'> & {
  readonly act?: ResolvedStage['act'];
  readonly lastDay?: string;
  readonly cutOff?: string;
  readonly requires?: ResolvedStage['requires'];
};

const after = (day: string) => startOfDay(addDays(day, 1));
const stage = ({ key, act = 'submit', lastDay, cutOff, requires = [] }: Days): ResolvedStage => ({
  key,
  name: key,
  kind: 'unit',
  act,
  actor:
    { submit: 'unit-head', appraise: 'appraiser', decide: 'deciding-body' }[act as string] ?? 'supervisor',
  requires,
  opensDay: '2025-01-01',
  opensAt: startOfDay('2025-01-01'),
  ...(lastDay && {
    due: {
      operator: 'by',
      day: lastDay,
      lastDay,
      lateFrom: after(lastDay),
      words: '',
      src: 's',
      status: 'binding',
    },
  }),
  ...(cutOff && { cutOff: { lastDay: cutOff, closedFrom: after(cutOff), src: 's', status: 'assumed' } }),
  src: 's',
  status: 'binding',
});

const plan = stage({ key: 'q1Plan', lastDay: '2025-03-31' });
const scoring = stage({ key: 'selfScoring', lastDay: '2025-10-27' });
const appraisal = stage({
  key: 'appraisal',
  act: 'appraise',
  lastDay: '2025-11-21',
  requires: [{ stage: 'selfScoring', mode: 'hard' }],
});

const side = (graph: StageGraph, more: Partial<MigrationSide> = {}): MigrationSide => ({
  graph,
  managedBy: 'xa',
  communeCode: 'X1',
  offices: {},
  levels: ['tinh', 'xa'],
  window: { from: '2024-11-16', to: '2025-11-15' },
  ...more,
});

const onJuly: MigrationRequest = { migrationId: 'm1', from: '2025-07-01', at: '2025-07-01T02:00:00.000Z' };

/** What was done under a graph, one submission or act a day. */
const lived = (graph: StageGraph, ...done: readonly (readonly [day: string, key: string])[]): UnitYearState =>
  done.reduce((state, [day, key], index) => {
    const { act, actor } = graph.find((each) => each.key === key) as ResolvedStage;
    const decision = decide(graph, state, {
      kind: act as 'submit',
      stage: key,
      commandId: `c${index}`,
      effectiveAt: instantOf(day),
      actor: { role: actor as 'unit-head' },
    });
    if (decision.outcome === 'refused') throw new Error(`${key} on ${day}: ${decision.refusal.code}`);
    return evolve(state, decision.fact);
  }, initialState(graph));

const planned = (...args: Parameters<typeof planMigration>) => {
  const result = planMigration(...args);
  if (result.outcome === 'refused') throw new Error(result.refusal.code);
  return result;
};
const changes = (...args: Parameters<typeof planMigration>): readonly MigrationChange[] =>
  planned(...args).changes;
const migrated = (...args: Parameters<typeof planMigration>): UnitYearState =>
  evolve(args[2], planned(...args).fact);

describe('what a migration changes for one subject', () => {
  it('is nothing where both packs ask the same', () => {
    const graph = [plan, scoring, appraisal];
    const result = planned(side(graph), side(graph), lived(graph, ['2025-03-10', 'q1Plan']), onJuly);
    expect(result).toMatchObject({ outcome: 'planned', changes: [], kept: ['q1Plan'] });
    expect(result.fact).toStrictEqual({
      kind: 'year.migrated',
      migrationId: 'm1',
      from: '2025-06-30T17:00:00.000Z',
      before: { managedBy: 'xa', communeCode: 'X1' },
      after: { managedBy: 'xa', communeCode: 'X1' },
      added: [],
      removed: [],
      waived: [],
      graceUntil: {},
    });
  });

  it('is the level and the area it stands under', () => {
    const graph = [scoring];
    const before = side(graph, { managedBy: 'tinh', communeCode: 'H1' });
    expect(changes(before, side(graph), initialState(graph), onJuly)).toEqual([
      { kind: 'level', before: 'tinh', after: 'xa' },
      { kind: 'area', before: 'H1', after: 'X1' },
    ]);
  });

  it('is a delegation that ends, with the level that gave it or with the one that had it', () => {
    const graph = [scoring];
    const to = (delegatedTo: 'tinh' | 'huyen' | 'xa') => ({ ...initialState(graph), delegatedTo });
    const district = side(graph, { managedBy: 'huyen' });
    expect(changes(district, side(graph), to('xa'), onJuly)).toContainEqual({
      kind: 'delegationEnded',
      to: 'xa',
    });
    expect(migrated(district, side(graph), to('xa'), onJuly)).not.toHaveProperty('delegatedTo');
    expect(changes(side(graph), side(graph), to('huyen'), onJuly)).toEqual([
      { kind: 'delegationEnded', to: 'huyen' },
    ]);
    expect(changes(side(graph), side(graph), to('tinh'), onJuly)).toEqual([]);
    expect(migrated(side(graph), side(graph), to('tinh'), onJuly).delegatedTo).toBe('tinh');
    expect(migrated(side(graph), undefined, to('tinh'), onJuly).delegatedTo).toBe('tinh');
  });

  it('is the desk that each stage goes to, except where the stage is concluded', () => {
    const graph = [plan, scoring, appraisal];
    const state = lived(
      graph,
      ['2025-03-10', 'q1Plan'],
      ['2025-03-11', 'selfScoring'],
      ['2025-03-12', 'appraisal'],
    );
    const [old, fresh] = [
      { q1Plan: 'Công an huyện', selfScoring: 'Công an huyện', appraisal: 'Công an huyện' },
      { q1Plan: 'Công an xã', appraisal: 'Công an xã' },
    ];
    const all = changes(side(graph, { offices: old }), side(graph, { offices: fresh }), state, onJuly);
    expect(all).toEqual([
      { kind: 'office', stage: 'q1Plan', before: 'Công an huyện', after: 'Công an xã' },
      { kind: 'office', stage: 'selfScoring', before: 'Công an huyện', after: '' },
    ]);
    expect(changes(side(graph, { offices: {} }), side(graph, { offices: fresh }), state, onJuly)).toEqual([
      { kind: 'office', stage: 'q1Plan', before: '', after: 'Công an xã' },
    ]);
  });

  it('is a last day that moves, unless the thing is done', () => {
    const [old, fresh] = [
      [plan, scoring],
      [plan, stage({ key: 'selfScoring', lastDay: '2025-11-10' })],
    ];
    expect(changes(side(old), side(fresh), initialState(old), onJuly)).toEqual([
      { kind: 'lastDay', stage: 'selfScoring', before: '2025-10-27', after: '2025-11-10', passed: undefined },
    ]);
    const done = lived(old, ['2025-05-01', 'selfScoring']);
    expect(changes(side(old), side(fresh), done, onJuly)).toEqual([]);
  });

  it('is the assessment window, with what falls out of it and into it', () => {
    const graph = [scoring];
    const school = { from: '2024-09-01', to: '2025-05-31' };
    const recordedOn = [
      '2024-09-05',
      '2024-11-15',
      '2024-11-16',
      '2025-05-31',
      '2025-06-01',
      '2025-11-15',
      '2025-11-16',
    ];
    const state = initialState(graph);
    expect(changes(side(graph, { window: school }), side(graph), state, { ...onJuly, recordedOn })).toEqual([
      {
        kind: 'window',
        before: school,
        after: { from: '2024-11-16', to: '2025-11-15' },
        fallsOut: 2,
        fallsIn: 2,
      },
    ]);
    const later = { from: '2024-11-16', to: '2025-11-30' };
    expect(changes(side(graph), side(graph, { window: later }), state, onJuly)).toEqual([
      { kind: 'window', before: side(graph).window, after: later, fallsOut: 0, fallsIn: 0 },
    ]);
  });
});

describe('what a plan looks at', () => {
  const graph = [scoring];

  it('is the district of a place, where there is one, and the body that an office is', () => {
    const district = side(graph, { districtCode: 'H1', bodyKey: 'ubnd-huyen' });
    const { fact } = planned(district, side(graph), initialState(graph), onJuly);
    expect([fact.before, fact.after]).toStrictEqual([
      { managedBy: 'xa', communeCode: 'X1', districtCode: 'H1', bodyKey: 'ubnd-huyen' },
      { managedBy: 'xa', communeCode: 'X1' },
    ]);
    const { formerly } = evolve(initialState(graph), fact);
    expect(formerly).toStrictEqual([{ ...fact.before, until: startOfDay('2025-07-01') }]);
  });

  it.each([
    ['2025-05-31', 0, 0],
    ['2024-11-16', 0, 0],
    ['2025-11-15', 0, 1],
    ['2024-09-01', 1, 0],
    ['2024-08-31', 0, 0],
  ])(
    'is each record by its day, the first and the last of a window included: %s',
    (day, fallsOut, fallsIn) => {
      const school = side(graph, { window: { from: '2024-09-01', to: '2025-05-31' } });
      expect(
        changes(school, side(graph), initialState(graph), { ...onJuly, recordedOn: [day] }),
      ).toMatchObject([{ kind: 'window', fallsOut, fallsIn }]);
    },
  );

  it('is a window that begins on another day', () => {
    const from = side(graph, { window: { from: '2024-11-01', to: '2025-11-15' } });
    expect(changes(side(graph), from, initialState(graph), onJuly)).toMatchObject([{ kind: 'window' }]);
  });

  it('is a year in which nothing stands at a stage', () => {
    const bare = { ...initialState([]), version: 4 };
    const both = side([plan, scoring, appraisal]);
    expect(planned(both, both, bare, onJuly)).toMatchObject({ changes: [], kept: [] });
    expect(changes(both, side([scoring]), bare, onJuly)).toEqual([
      { kind: 'stageRemoved', stage: 'q1Plan', status: 'awaiting' },
      { kind: 'stageRemoved', stage: 'appraisal', status: 'awaiting' },
    ]);
    const added = changes(side([scoring]), both, bare, { ...onJuly, until: '2025-07-20' });
    expect(added).toMatchObject([{ kind: 'stageAdded', passed: 'grace' }, { kind: 'stageAdded' }]);
    const desks = side([scoring], { offices: { selfScoring: 'Công an xã' } });
    expect(changes(side([scoring]), desks, bare, onJuly)).toMatchObject([{ kind: 'office' }]);
  });

  it('is no delegation of a subject that joins or ends, and none that was never given', () => {
    const [here, state] = [side(graph), { delegatedTo: 'huyen' } as const];
    expect(endsDelegation(undefined, here, state)).toBe(false);
    expect(endsDelegation(here, undefined, state)).toBe(false);
    expect(endsDelegation(here, side(graph, { managedBy: 'tinh' }), {})).toBe(false);
    expect(planned(here, here, initialState(graph), onJuly).fact).not.toHaveProperty('endsDelegation');
    expect(migrated(here, here, initialState(graph), onJuly)).not.toHaveProperty('delegatedTo');
  });
});

describe('stages that come and go', () => {
  it('asks for a stage that comes, in the round of the year', () => {
    const [old, fresh] = [[plan], [plan, scoring]];
    const state = { ...initialState(old), round: 3 };
    expect(changes(side(old), side(fresh), state, onJuly)).toEqual([
      { kind: 'stageAdded', stage: 'selfScoring', lastDay: '2025-10-27', passed: undefined },
    ]);
    expect(migrated(side(old), side(fresh), state, onJuly)).toMatchObject({
      version: 1,
      round: 3,
      stages: { selfScoring: { status: 'awaiting', round: 3 } },
    });
  });

  it('forgets a stage that goes and that nobody touched, and keeps one where something was recorded', () => {
    const [old, fresh] = [[plan, stage({ key: 'festival' }), scoring], [scoring]];
    const state = lived(old, ['2025-03-10', 'q1Plan']);
    expect(changes(side(old), side(fresh), state, onJuly)).toEqual([
      { kind: 'stageRemoved', stage: 'q1Plan', status: 'submitted' },
      { kind: 'stageRemoved', stage: 'festival', status: 'awaiting' },
    ]);
    const { stages } = migrated(side(old), side(fresh), state, onJuly);
    expect(stages).toEqual({ q1Plan: state.stages['q1Plan'], selfScoring: state.stages['selfScoring'] });
  });

  it('keeps a paper that went back under a stage that goes', () => {
    const [old, fresh] = [[plan, scoring], [scoring]];
    const state = evolve(lived(old, ['2025-03-10', 'q1Plan']), { kind: 'stage.returned', stage: 'q1Plan' });
    expect(migrated(side(old), side(fresh), state, onJuly).stages['q1Plan']).toMatchObject({
      status: 'returned',
    });
  });

  it('lets a result stand again when its stage comes back', () => {
    const [old, fresh] = [[plan, scoring], [scoring]];
    const away = migrated(side(old), side(fresh), lived(old, ['2025-03-10', 'q1Plan']), onJuly);
    const back = migrated(side(fresh), side(old), away, { ...onJuly, migrationId: 'm2', from: '2025-09-01' });
    expect(back.stages['q1Plan']).toMatchObject({ status: 'submitted', late: false, commandId: 'c0' });
    const again = planned(side(fresh), side(old), away, { ...onJuly, from: '2025-09-01' });
    expect([again.kept, again.changes]).toEqual([['q1Plan'], []]);
    expect(back.formerly?.map(({ until }) => until)).toEqual([
      startOfDay('2025-07-01'),
      startOfDay('2025-09-01'),
    ]);
  });
});

describe('a stage whose day had passed before it came', () => {
  const [old, fresh] = [[scoring], [plan, scoring]];

  it('is asked of nobody: never late, never waited for, and may be handed in all the same', () => {
    expect(changes(side(old), side(fresh), initialState(old), onJuly)).toEqual([
      { kind: 'stageAdded', stage: 'q1Plan', lastDay: '2025-03-31', passed: 'waived' },
    ]);
    const state = migrated(side(old), side(fresh), initialState(old), onJuly);
    expect(state.stages['q1Plan']).toEqual({ status: 'waived', round: 1 });
    expect(currentStage(fresh, state)?.key).toBe('selfScoring');
    const act = { kind: 'submit', stage: 'q1Plan', commandId: 'c', actor: { role: 'unit-head' } } as const;
    const decision = decide(fresh, state, { ...act, effectiveAt: instantOf('2025-07-02') });
    expect(decision).toMatchObject({ outcome: 'applied', fact: { late: false } });
  });

  it('gets a day of its own where one is given, and a later grace stays', () => {
    const until = '2025-07-20';
    expect(changes(side(old), side(fresh), initialState(old), { ...onJuly, until })).toEqual([
      { kind: 'stageAdded', stage: 'q1Plan', lastDay: '2025-03-31', passed: 'grace' },
    ]);
    const state = migrated(side(old), side(fresh), initialState(old), { ...onJuly, until });
    expect(state.stages['q1Plan']).toEqual({ status: 'awaiting', round: 1, graceUntil: until });
    const fact = planned(side(old), side(fresh), initialState(old), { ...onJuly, until }).fact;
    const granted = {
      ...initialState(fresh).stages,
      q1Plan: { status: 'returned', round: 1, graceUntil: '2025-08-01' },
    } as const;
    expect(evolve({ ...initialState(fresh), stages: granted }, fact).stages['q1Plan']?.graceUntil).toBe(
      '2025-08-01',
    );
  });

  it('is told apart from one that was late before: that stays late', () => {
    const graph = [plan, scoring];
    const result = planned(side(graph), side(graph), initialState(graph), onJuly);
    expect(result.fact).toMatchObject({ waived: [], graceUntil: {} });
  });

  it('is one whose day the new pack puts before today, and not one whose day is today', () => {
    const due = (lastDay: string) => [stage({ key: 'selfScoring', lastDay })];
    const waived = (lastDay: string) =>
      planned(side(old), side(due(lastDay)), initialState(old), onJuly).fact.waived;
    expect(waived('2025-06-30')).toEqual(['selfScoring']);
    expect(waived('2025-07-01')).toEqual([]);
    const none = [stage({ key: 'selfScoring' })];
    expect(planned(side(none), side(due('2025-06-30')), initialState(none), onJuly).fact.waived).toEqual([
      'selfScoring',
    ]);
    expect(planned(side(old), side(none), initialState(old), onJuly).fact.waived).toEqual([]);
  });

  it('says so beside the day that moves', () => {
    const moved = [stage({ key: 'selfScoring', lastDay: '2025-06-30' })];
    expect(changes(side(old), side(moved), initialState(old), onJuly)).toEqual([
      { kind: 'lastDay', stage: 'selfScoring', before: '2025-10-27', after: '2025-06-30', passed: 'waived' },
    ]);
  });

  it('needs a day where an office must act, or where a paper went back', () => {
    const decided = [scoring, stage({ key: 'recognition', act: 'decide', lastDay: '2025-05-31' })];
    expect(planMigration(side(old), side(decided), initialState(old), onJuly)).toEqual({
      outcome: 'refused',
      refusal: { code: 'MIGRATION.NEEDS_DATE', stage: 'recognition', params: { lastDay: '2025-05-31' } },
    });
    const moved = [stage({ key: 'selfScoring', lastDay: '2025-06-30' })];
    const back = evolve(lived(old, ['2025-03-10', 'selfScoring']), {
      kind: 'stage.returned',
      stage: 'selfScoring',
    });
    expect(planMigration(side(old), side(moved), back, onJuly)).toMatchObject({
      refusal: { code: 'MIGRATION.NEEDS_DATE', stage: 'selfScoring' },
    });
    const until = '2025-07-01';
    expect(
      planned(side(old), side(decided), initialState(old), { ...onJuly, until }).fact.graceUntil,
    ).toEqual({
      recognition: until,
    });
  });

  it('is left alone where it is done, or the year is closed', () => {
    const moved = [stage({ key: 'selfScoring', lastDay: '2025-06-30' })];
    const done = lived(old, ['2025-03-10', 'selfScoring']);
    expect(planned(side(old), side(moved), done, onJuly)).toMatchObject({
      kept: ['selfScoring'],
      fact: { waived: [] },
    });
    const closed = evolve(initialState(old), { kind: 'year.closed' });
    expect(planned(side(old), side(fresh), closed, onJuly).fact).toMatchObject({
      added: ['q1Plan'],
      waived: [],
    });
    expect(migrated(side(old), side(fresh), closed, onJuly).status).toBe('closed');
    expect(changes(side(old), side(fresh, { communeCode: 'X2' }), closed, onJuly)).toEqual([
      { kind: 'area', before: 'X1', after: 'X2' },
    ]);
    expect(changes(side(old), undefined, closed, onJuly)).toEqual([]);
  });

  it('is one that accepted its act before and would not any more, even where it was late already', () => {
    const open = [stage({ key: 'selfScoring', lastDay: '2025-05-31' })];
    const shut = (cutOff: string) => [stage({ key: 'selfScoring', lastDay: '2025-05-31', cutOff })];
    expect(changes(side(open), side(shut('2025-06-30')), initialState(open), onJuly)).toEqual([
      { kind: 'cutOff', stage: 'selfScoring', before: undefined, after: '2025-06-30', passed: 'waived' },
    ]);
    const until = '2025-07-20';
    const request = { ...onJuly, until };
    expect(
      planned(side(open), side(shut('2025-06-30')), initialState(open), request).fact.graceUntil,
    ).toEqual({
      selfScoring: until,
    });
    expect(changes(side(open), side(shut('2025-07-01')), initialState(open), onJuly)).toEqual([
      { kind: 'cutOff', stage: 'selfScoring', before: undefined, after: '2025-07-01', passed: undefined },
    ]);
    expect(
      planned(side(shut('2025-06-15')), side(shut('2025-06-30')), initialState(open), onJuly).fact.waived,
    ).toEqual([]);
  });

  it('refuses a day that has passed itself', () => {
    expect(
      planMigration(side(old), side(fresh), initialState(old), { ...onJuly, until: '2025-06-30' }),
    ).toEqual({
      outcome: 'refused',
      refusal: { code: 'MIGRATION.DATE_PASSED', stage: undefined, params: { day: '2025-06-30' } },
    });
  });

  it('is asked for again when a later pack has a day still to come, and only then', () => {
    const waived = migrated(side(old), side(fresh), initialState(old), onJuly);
    const next = (lastDay: string) => [stage({ key: 'q1Plan', lastDay }), scoring];
    const later = migrated(side(fresh), side(next('2025-08-31')), waived, onJuly);
    expect(later.stages['q1Plan']).toEqual({ status: 'awaiting', round: 1 });
    expect(migrated(side(fresh), side(next('2025-04-30')), waived, onJuly).stages['q1Plan']?.status).toBe(
      'waived',
    );
    const status = (graph: StageGraph) =>
      migrated(side(fresh), side(graph), waived, onJuly).stages['q1Plan']?.status;
    expect(status(next('2025-07-01'))).toBe('awaiting');
    expect(status(next('2025-06-30'))).toBe('waived');
    expect(status([stage({ key: 'q1Plan' }), scoring])).toBe('awaiting');
    // A document gave it more time meanwhile; it was asked of nobody all the same.
    const moved = side(next('2025-12-01'));
    const request = { ...onJuly, until: '2025-07-20' };
    expect(planned(moved, side(next('2025-04-30')), waived, request).fact.graceUntil).toEqual({});
  });
});

describe('a waived stage', () => {
  const graph = [
    stage({ key: 'selfScoring', lastDay: '2025-06-01' }),
    stage({ key: 'dossier', requires: [{ stage: 'selfScoring', mode: 'hard' }] }),
    stage({ key: 'unitReport', requires: [{ stage: 'selfScoring', mode: 'soft' }] }),
  ];
  const state = migrated(side([]), side(graph), initialState([]), onJuly);
  const submit = (key: string) =>
    decide(graph, state, {
      kind: 'submit',
      stage: key,
      commandId: 'c',
      effectiveAt: instantOf('2025-07-02'),
      actor: { role: 'unit-head' },
    });

  it('holds up nothing that rests on it, and is not warned of', () => {
    expect(submit('dossier')).toMatchObject({ outcome: 'applied' });
    expect(submit('unitReport')).toMatchObject({ outcome: 'applied', warnings: [] });
  });

  it('is nothing a year waits for', () => {
    const only = [graph[0] as ResolvedStage];
    expect(isOver(only, migrated(side([]), side(only), initialState([]), onJuly))).toBe(true);
  });

  it('is reopened by a restart that names it, and by no other', () => {
    const chain = [
      plan,
      stage({ key: 'selfScoring', lastDay: '2025-06-01', requires: [{ stage: 'q1Plan', mode: 'hard' }] }),
    ];
    const before = lived([plan], ['2025-03-10', 'q1Plan']);
    const waived = migrated(side([plan]), side(chain), before, onJuly);
    const from = (key: string) =>
      planRestart(chain, waived, { from: key, effectiveAt: instantOf('2025-07-03') });
    expect(from('q1Plan')).toMatchObject({ superseded: [{ key: 'q1Plan' }], kept: [{ key: 'selfScoring' }] });
    expect(from('selfScoring')).toMatchObject({ superseded: [{ key: 'selfScoring' }] });
  });
});

describe('subjects that join or end', () => {
  it('takes up again a year that a migration had ended, with what was recorded', () => {
    const graph = [plan, scoring];
    const ended = migrated(side(graph), undefined, lived(graph, ['2025-03-10', 'q1Plan']), onJuly);
    expect(ended).toMatchObject({ status: 'closed', endedByMigration: true });
    const request = { ...onJuly, migrationId: 'm2', from: '2025-09-01', at: '2025-11-01T02:00:00.000Z' };
    const back = planned(undefined, side(graph), ended, request);
    expect(back).toMatchObject({ kept: ['q1Plan'], fact: { reopens: true, waived: ['selfScoring'] } });
    const state = evolve(ended, back.fact);
    expect(state).toMatchObject({
      version: ended.version + 1,
      status: 'open',
      stages: { q1Plan: { status: 'submitted', commandId: 'c0' }, selfScoring: { status: 'waived' } },
    });
    expect(state).not.toHaveProperty('endedByMigration');
  });

  it('never reopens a year that was closed, whatever a migration made of it since', () => {
    const graph = [plan, scoring];
    const closed = evolve(initialState(graph), { kind: 'year.closed' });
    const ended = migrated(side(graph), undefined, closed, onJuly);
    const back = planned(undefined, side(graph), ended, { ...onJuly, migrationId: 'm2' });
    expect(back.fact).not.toHaveProperty('reopens');
    expect(evolve(ended, back.fact).status).toBe('closed');
  });

  it('ends a delegation of before when the subject comes back under another level', () => {
    const graph = [scoring];
    const district = side(graph, { managedBy: 'huyen' });
    const ended = migrated(district, undefined, { ...initialState(graph), delegatedTo: 'xa' }, onJuly);
    const request = { ...onJuly, migrationId: 'm2' };
    expect(changes(undefined, side(graph), ended, request)).toContainEqual({
      kind: 'delegationEnded',
      to: 'xa',
    });
    expect(migrated(undefined, side(graph), ended, request)).not.toHaveProperty('delegatedTo');
  });

  it('joins with all stages of the new pack, the passed ones waived', () => {
    const graph = [plan, scoring];
    const result = planned(undefined, side(graph), initialState(graph), onJuly);
    expect(result.changes).toEqual([
      { kind: 'joined' },
      { kind: 'stageAdded', stage: 'q1Plan', lastDay: '2025-03-31', passed: 'waived' },
      { kind: 'stageAdded', stage: 'selfScoring', lastDay: '2025-10-27', passed: undefined },
    ]);
    expect(result.fact).toMatchObject({
      before: undefined,
      after: { communeCode: 'X1' },
      waived: ['q1Plan'],
    });
    expect(evolve(initialState(graph), result.fact)).toEqual({
      version: 1,
      round: 1,
      status: 'open',
      stages: { q1Plan: { status: 'waived', round: 1 }, selfScoring: { status: 'awaiting', round: 1 } },
    });
  });

  it('ends an office that the new pack does not know, with what it recorded', () => {
    const graph = [plan, scoring];
    const office = side(graph, { bodyKey: 'districtCommittee' });
    const state = lived(graph, ['2025-03-10', 'q1Plan']);
    const result = planned(office, undefined, state, onJuly);
    expect(result.changes).toEqual([
      { kind: 'ended' },
      { kind: 'stageRemoved', stage: 'q1Plan', status: 'submitted' },
      { kind: 'stageRemoved', stage: 'selfScoring', status: 'awaiting' },
    ]);
    expect(evolve(state, result.fact)).toEqual({
      version: 2,
      round: 1,
      status: 'closed',
      endedByMigration: true,
      stages: { q1Plan: state.stages['q1Plan'] },
      formerly: [
        { managedBy: 'xa', communeCode: 'X1', bodyKey: 'districtCommittee', until: startOfDay('2025-07-01') },
      ],
    });
  });
});

describe('the fact of a migration', () => {
  const fact = {
    kind: 'year.migrated',
    migrationId: 'm1',
    from: startOfDay('2025-07-01'),
    before: { managedBy: 'xa', communeCode: 'X1' },
    after: { managedBy: 'xa', communeCode: 'X1' },
    added: [],
    removed: [],
    waived: [],
    graceUntil: {},
  } as const;

  it('puts what it waives or grants where nothing stood, in the round of the year', () => {
    const state = { ...initialState([]), round: 2 };
    expect(evolve(state, { ...fact, waived: ['q1Plan'] }).stages).toStrictEqual({
      q1Plan: { status: 'waived', round: 2 },
    });
    expect(evolve(state, { ...fact, graceUntil: { q1Plan: '2025-07-20' } }).stages).toStrictEqual({
      q1Plan: { status: 'awaiting', round: 2, graceUntil: '2025-07-20' },
    });
  });

  it('that ends a year leaves nothing that nobody touched, whatever it names', () => {
    const { after: _none, ...ends } = fact;
    expect(evolve(initialState([plan, scoring]), ends)).toMatchObject({ status: 'closed', stages: {} });
  });
});

describe('the fold', () => {
  it('comes to the same from the stages of the pack in force, whatever went before', () => {
    const [old, fresh] = [
      [plan, stage({ key: 'festival' }), scoring],
      [plan, scoring, appraisal],
    ];
    const facts: Fact[] = [
      {
        kind: 'stage.submitted',
        stage: 'festival',
        late: false,
        effectiveAt: instantOf('2025-03-01'),
        commandId: 'a',
      },
      { kind: 'stage.extended', stage: 'selfScoring', until: '2025-12-01' },
    ];
    const before = foldFacts(old, facts);
    const { fact } = planned(side(old), side(fresh), before, onJuly);
    expect(foldFacts(fresh, [...facts, fact])).toEqual(evolve(before, fact));
  });
});
