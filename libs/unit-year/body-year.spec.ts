import { describe, expect, it } from '@jest/globals';
import { type ActorRole, bodyKeys, bodyStages, resolveStages } from '#libs/policy';
import { syntheticPack } from '../policy/synthetic-pack.support.js';
import { decide, evolve, initialState, isOver, stageOf, waitsFor } from './index.js';
import { graphOf, instantOf, LivedYear, yearWithDossier } from './unit-year.support.js';

const resolved = resolveStages(syntheticPack(), 2026, { managedBy: 'xa' });
const graph = bodyStages(resolved, 'ward-office');

const act = (
  kind: 'submit' | 'withdraw',
  { role = 'deciding-body', ownBody = true }: { role?: ActorRole; ownBody?: boolean } = {},
) =>
  decide(graph, kind === 'submit' ? initialState(graph) : submitted(), {
    kind,
    stage: 'wardPlan',
    commandId: 'command-1',
    actor: { role, officeCode: 'VP100', ownBody },
    effectiveAt: instantOf('2026-03-11'),
  });
const submitted = () =>
  evolve(initialState(graph), {
    kind: 'stage.submitted',
    stage: 'wardPlan',
    late: false,
    effectiveAt: instantOf('2026-03-10'),
    commandId: 'command-0',
  });

describe('the year of a body', () => {
  it('holds the papers that the body owes itself, in the order of the pack', () => {
    expect(bodyKeys(resolved)).toEqual(['ward-office', 'first-police', 'first-board']);
    expect(graph.map(({ key }) => key)).toEqual([
      'wardPlan',
      'wardList',
      'wardMidYear',
      'wardSummary',
      'wardAddition',
    ]);
    expect(bodyStages(resolved, 'first-police').map(({ key }) => key)).toEqual(['topSummary']);
  });

  it.each(['submit', 'withdraw'] as const)(
    'lets the body itself %s, whatever the role of its account',
    (kind) => {
      for (const role of ['deciding-body', 'appraiser', 'supervisor'] as const) {
        expect(act(kind, { role })).toMatchObject({ outcome: 'applied', fact: { stage: 'wardPlan' } });
      }
    },
  );

  it.each(['submit', 'withdraw'] as const)('refuses to %s for anybody else, naming the body', (kind) => {
    for (const role of ['deciding-body', 'appraiser', 'supervisor', 'unit-head'] as const) {
      expect(act(kind, { role, ownBody: false })).toMatchObject({
        outcome: 'refused',
        refusal: { code: 'ACTOR.WRONG_ROLE', params: { role: 'ward-office' } },
      });
    }
  });

  it('takes a paper that a clerk enters on behalf, and none from an administrator alone', () => {
    const administrator = { role: 'administrator' } as const;
    const base = {
      kind: 'submit',
      stage: 'wardPlan',
      commandId: 'command-1',
      actor: administrator,
      effectiveAt: instantOf('2026-03-11'),
    } as const;
    const onBehalf = { arrivalNumber: '12', arrivedOn: '2026-03-11' };
    expect(decide(graph, initialState(graph), { ...base, onBehalf }).outcome).toBe('applied');
    expect(decide(graph, initialState(graph), base)).toMatchObject({
      refusal: { code: 'ACTOR.ON_BEHALF_ONLY' },
    });
  });

  it('lets the receiver return what was handed in, and the body hand it in again', () => {
    const returned = decide(graph, submitted(), {
      kind: 'return',
      stage: 'wardPlan',
      commandId: 'command-1',
      actor: { role: 'appraiser', officeCode: 'VP001', ownBody: false },
      effectiveAt: instantOf('2026-03-12'),
    });
    if (returned.outcome !== 'applied') throw new Error(returned.refusal.code);
    const state = evolve(submitted(), returned.fact);
    expect(state.stages['wardPlan']?.status).toBe('returned');
  });

  it('does not warn of what lies outside it, and is over with its last paper', () => {
    const last = decide(graph, initialState(graph), {
      kind: 'submit',
      stage: 'wardAddition',
      commandId: 'command-1',
      actor: { role: 'deciding-body', ownBody: true },
      effectiveAt: instantOf('2026-12-14'),
    });
    if (last.outcome !== 'applied') throw new Error(last.refusal.code);
    expect(last.warnings).toEqual([]);
    expect(isOver(graph, initialState(graph))).toBe(false);
    expect(isOver(graph, evolve(initialState(graph), last.fact))).toBe(true);
  });

  it('gives a unit no right of its own office: only the role counts there', () => {
    const unit = graphOf(2026, 'xa');
    expect(
      decide(unit, initialState(unit), {
        kind: 'submit',
        stage: 'springPlan',
        commandId: 'command-1',
        actor: { role: 'deciding-body', ownBody: true },
        effectiveAt: instantOf('2026-03-11'),
      }),
    ).toMatchObject({ refusal: { code: 'ACTOR.WRONG_ROLE' } });
  });
});

describe('what a stage waits for', () => {
  const waiting = (year: LivedYear, key: string, at: string) => {
    const stage = stageOf(year.graph, key);
    if (stage === undefined) throw new Error(`no stage ${key}`);
    return waitsFor(year.graph, year.state, stage, instantOf(at));
  };

  it('is the dossier for an check, until the dossier is cut off', () => {
    const year = new LivedYear(graphOf(2026, 'tinh'));
    expect(waiting(year, 'check', '2026-11-29')).toBe('bundle');
    expect(waiting(year, 'check', '2026-11-30')).toBeUndefined();
  });

  it('is what a hard requirement lacks, at any time', () => {
    const year = new LivedYear(graphOf(2026, 'tinh'));
    expect(waiting(year, 'bundle', '2026-11-25')).toBe('ownMarks');
    expect(waiting(year, 'verdict', '2027-01-09')).toBe('check');
    expect(waiting(yearWithDossier(), 'check', '2026-11-26')).toBeUndefined();
  });

  it('is nothing for a soft requirement', () => {
    expect(waiting(new LivedYear(graphOf(2026, 'tinh')), 'enrolment', '2026-03-11')).toBeUndefined();
  });
});
