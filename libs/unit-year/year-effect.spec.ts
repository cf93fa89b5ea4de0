import { describe, expect, it } from '@jest/globals';
import { type ActOnMany, effectOn, type YearEffect } from './index.js';
import { graphOf, instantOf, LivedYear, yearWithDossier } from './unit-year.support.js';

const by = { commandId: '', actor: { role: 'administrator', id: 'a' } } as const;
const restart = (from: string, at: string, until?: string): ActOnMany => ({
  ...{ ...by, kind: 'restart', from, until, effectiveAt: instantOf(at) },
});
const extend = (stage: string, until: string, at: string): ActOnMany => ({
  ...{ ...by, kind: 'extend', stage, until, effectiveAt: instantOf(at) },
});
const on = (year: LivedYear, act: ActOnMany) => effectOn(year.graph, year.state, act);
const lineOf = (effect: YearEffect): string => {
  if (effect.outcome === 'refused') throw new Error(effect.refusal.code);
  return effect.line;
};

describe('what an act for many does to one year', () => {
  it('is told of a restart: what is superseded, with its days, and which results stay', () => {
    expect(on(yearWithDossier(), restart('ownMarks', '2026-11-26', '2026-11-27'))).toMatchObject({
      outcome: 'planned',
      changed: [
        { key: 'ownMarks', status: 'submitted', newLastDay: '2026-11-27' },
        { key: 'summary', status: 'submitted', newLastDay: '2026-11-27' },
        { key: 'bundle', status: 'submitted' },
        { key: 'check', status: 'awaiting' },
        { key: 'verdict', status: 'awaiting' },
        { key: 'honours', status: 'awaiting' },
      ],
      kept: ['springPlan', 'enrolment', 'openDay'].map((key) => ({ key, status: 'submitted' })),
    });
  });

  it('says which days no document sets, and takes one that was given for none of these', () => {
    const rules = graphOf(2026, 'tinh');
    const graph = rules.map((stage) =>
      stage.due === undefined
        ? stage
        : {
            ...stage,
            due: {
              ...stage.due,
              status: stage.key === 'ownMarks' ? ('assumed' as const) : ('binding' as const),
            },
          },
    );
    const year = new LivedYear(graph);
    const assumed = () => {
      const effect = on(year, extend('ownMarks', '2026-12-20', '2026-10-02'));
      return effect.outcome === 'planned' ? effect.changed.map((each) => each.assumed) : effect;
    };
    expect(assumed()).toEqual([true]);
    year.acted('2026-10-01', { kind: 'extend', stage: 'ownMarks', until: '2026-11-19' });
    expect(assumed()).toEqual([false]);
    const other = on(new LivedYear(graph), extend('summary', '2026-12-20', '2026-10-02'));
    expect(other).toMatchObject({ changed: [{ key: 'summary', assumed: false }] });
  });

  it('is told of an extension: the day in force and the new one', () => {
    const year = new LivedYear(graphOf(2026, 'tinh'));
    year.acted('2026-10-01', { kind: 'extend', stage: 'ownMarks', until: '2026-11-19' });
    expect(on(year, extend('ownMarks', '2026-11-20', '2026-10-02'))).toMatchObject({
      changed: [{ key: 'ownMarks', status: 'awaiting', lastDay: '2026-11-19', newLastDay: '2026-11-20' }],
      kept: [],
    });
  });

  it.each([
    ['RESTART.NOTHING_DONE', restart('check', '2026-11-26')],
    ['STAGE.UNKNOWN', restart('noSuchStage', '2026-11-26')],
    ['STAGE.ALREADY_DONE', extend('bundle', '2026-12-30', '2026-11-26')],
  ])('is refused as the act for one is: %s', (code, act) => {
    expect(on(yearWithDossier(), act)).toMatchObject({ outcome: 'refused', refusal: { code } });
  });

  it('is refused of a paused or a closed year as the act for one is', () => {
    const paused = yearWithDossier().acted('2026-11-26', { kind: 'pause' });
    expect(on(paused, extend('check', '2026-12-30', '2026-11-26'))).toMatchObject({
      refusal: { code: 'YEAR.PAUSED' },
    });
    const closed = yearWithDossier().acted('2026-11-26', { kind: 'close' });
    expect(on(closed, extend('check', '2026-12-30', '2026-11-26'))).toMatchObject({
      refusal: { code: 'YEAR.CLOSED' },
    });
    expect(on(closed, restart('ownMarks', '2026-11-26', '2026-12-05')).outcome).toBe('planned');
  });
});

describe('the effect line', () => {
  const act = restart('ownMarks', '2026-11-26', '2026-12-05');

  it('stays while nothing happens that the act would touch, whoever asks and whenever', () => {
    const later = {
      ...restart('ownMarks', '2026-11-27', '2026-12-05'),
      actor: { role: 'administrator', id: 'b' },
    } as const;
    expect(lineOf(on(yearWithDossier(), later))).toBe(lineOf(on(yearWithDossier(), act)));
  });

  it.each([
    ['a paper that would be superseded comes again', 'withdraw'],
    ['a step is concluded that would be superseded', 'appraise'],
  ] as const)('is another once %s', (_what, kind) => {
    const year = yearWithDossier();
    const before = lineOf(on(year, act));
    if (kind === 'withdraw') {
      year.acted('2026-11-25', { kind, stage: 'bundle' }).submitted('2026-11-25', 'bundle');
    } else year.acted('2026-11-26', { kind, stage: 'check' });
    expect(lineOf(on(year, act))).not.toBe(before);
  });

  it('is another once a result that would be kept has changed', () => {
    const year = yearWithDossier();
    const from = restart('check', '2026-11-27');
    year.acted('2026-11-27', { kind: 'appraise', stage: 'check' });
    const before = lineOf(on(year, from));
    year.acted('2026-11-27', { kind: 'restart', from: 'ownMarks', until: '2026-12-05' });
    year.submitted('2026-11-27', 'ownMarks', 'summary', 'bundle');
    year.acted('2026-11-27', { kind: 'appraise', stage: 'check' });
    expect(lineOf(on(year, from))).not.toBe(before);
  });

  it('of a restart is another once the rules give another day to what it opens again', () => {
    const year = new LivedYear(graphOf(2026, 'tinh')).submitted('2026-03-11', 'springPlan');
    const amended = year.graph.map((stage) =>
      stage.key === 'springPlan' && stage.due !== undefined
        ? { ...stage, due: { ...stage.due, lastDay: '2026-04-20' } }
        : stage,
    );
    const line = (graph: LivedYear['graph'], until?: string) =>
      lineOf(effectOn(graph, year.state, restart('springPlan', '2026-03-12', until)));
    expect(line(amended)).not.toBe(line(year.graph));
    // A later day that the act gives stands whatever the rules say.
    expect(line(amended, '2026-12-31')).toBe(line(year.graph, '2026-12-31'));
  });

  it('of an extension is another once the day in force is', () => {
    const year = new LivedYear(graphOf(2026, 'tinh'));
    const asked = extend('ownMarks', '2026-11-20', '2026-10-02');
    const before = lineOf(on(year, asked));
    expect(lineOf(on(year.submitted('2026-03-11', 'springPlan'), asked))).toBe(before);
    year.acted('2026-10-01', { kind: 'extend', stage: 'ownMarks', until: '2026-11-19' });
    expect(lineOf(on(year, asked))).not.toBe(before);
  });
});
