import { describe, expect, it } from '@jest/globals';
import {
  type Classification,
  classificationOf,
  countedStatusOf,
  decide,
  evolve,
  foldFacts,
  standingOf,
} from './index.js';
import { classGraphOf, type Deed, finishedYear, instantOf, LivedYear } from './unit-year.support.js';

const CLASS = 'grading';
const GOOD: Classification = { classKey: 'upper', total: 71, excludedFromAwards: false };

const GRAPH = classGraphOf(2026, 'tinh');

const classify: Deed = { kind: 'classify', stage: CLASS };
const grounds = ['gian-doi'];
const propose: Deed = { kind: 'proposeRevocation', stage: 'verdict', ground: 'gian-doi', grounds };
const revoke: Deed = { kind: 'revoke', stage: 'verdict', ground: 'gian-doi', classUntil: '2027-01-20' };
const terms = {
  lastDay: '2027-03-03',
  first: { answerBy: '2027-01-13', complexAnswerBy: '2027-01-24' },
  second: { answerBy: '2027-03-10', complexAnswerBy: '2027-03-24' },
};

const decided = (): LivedYear =>
  new LivedYear(GRAPH)
    .submitted('2026-03-11', 'springPlan', 'enrolment')
    .submitted('2026-08-29', 'openDay')
    .submitted('2026-10-29', 'ownMarks', 'summary')
    .submitted('2026-11-25', 'bundle')
    .acted('2026-11-27', { kind: 'appraise', stage: 'check' })
    .acted('2026-12-03', { kind: 'decide', stage: 'verdict', recognised: true });

/** The class as the one who judges the command puts it into the fact. */
function given(year: LivedYear, at: string, classification: Classification = GOOD): LivedYear {
  const decision = decide(GRAPH, year.state, {
    ...classify,
    commandId: `command-${year.facts.length + 1}`,
    actor: { role: 'supervisor', id: 'supervisor' },
    effectiveAt: instantOf(at),
  });
  if (decision.outcome === 'refused') throw new Error(decision.refusal.code);
  const fact = { ...decision.fact, classification };
  year.facts.push(fact);
  year.state = evolve(year.state, fact);
  return year;
}

const classified = (): LivedYear => given(decided(), '2026-12-07');
const concluded = (): LivedYear => classified().acted('2026-12-19', { kind: 'review', stage: 'honours' });
const revoked = (year: LivedYear, at: string): LivedYear => year.acted(at, propose).acted(at, revoke);
const codeOf = (year: LivedYear, at: string, deed: Deed, role?: 'appraiser') => {
  const decision = year.act(at, deed, role);
  return decision.outcome === 'refused' ? decision.refusal.code : 'applied';
};

describe('a class that is given by an act of its own', () => {
  it('is given once, by the body of the stage, to whoever was recognised or not', () => {
    const undecided = new LivedYear(GRAPH);
    expect(codeOf(undecided, '2026-12-07', classify)).toBe('STAGE.REQUIRES');
    expect(codeOf(decided(), '2026-12-07', classify, 'appraiser')).toBe('ACTOR.WRONG_ROLE');
    expect(codeOf(decided(), '2026-12-07', { kind: 'review', stage: 'honours' })).toBe('STAGE.NOT_OPEN');
    expect(codeOf(decided(), '2026-12-19', { kind: 'review', stage: 'honours' })).toBe('STAGE.REQUIRES');
    const year = classified();
    expect(classificationOf(year.state)).toEqual(GOOD);
    expect(year.state.stages['verdict']?.classification).toBeUndefined();
    expect(codeOf(year, '2026-12-08', classify)).toBe('STAGE.ALREADY_DONE');
  });

  it('is late after its last day, and can be given all the same, in a closed year too', () => {
    // “before 09/12”: the last day is 08/12.
    expect(given(decided(), '2026-12-08').state.stages[CLASS]?.late).toBe(false);
    expect(given(decided(), '2026-12-09').state.stages[CLASS]?.late).toBe(true);
    const closed = decided().acted('2027-02-09', { kind: 'close' });
    expect(given(closed, '2027-02-20').state).toMatchObject({
      status: 'closed',
      stages: { [CLASS]: { status: 'done', late: true } },
    });
  });

  it('is waited for between the recognition and what rests on it', () => {
    expect(classified().state.stages['honours']?.status).toBe('awaiting');
    expect(codeOf(concluded(), '2026-12-20', classify)).toBe('STAGE.ALREADY_DONE');
  });
});

describe('a class whose result was changed', () => {
  it('ends with a revocation and is given again, though honours were decided from it', () => {
    const year = revoked(concluded(), '2027-01-05');
    expect(classificationOf(year.state)).toBeUndefined();
    expect(year.state.stages[CLASS]).toEqual({
      status: 'awaiting',
      round: 1,
      graceUntil: '2027-01-20',
      reopenedBy: `command-${year.facts.length}`,
    });
    expect(year.state.stages['honours']?.status).toBe('done');
    const low: Classification = { classKey: 'lower', total: 21, excludedFromAwards: true };
    expect(classificationOf(given(year, '2027-01-19', low).state)).toEqual(low);
    expect(year.state.stages[CLASS]).toMatchObject({ status: 'done', late: false });
    expect(year.state.stages[CLASS]?.reopenedBy).toBeUndefined();
    expect(foldFacts(GRAPH, year.facts)).toEqual(year.state);
  });

  it('is asked for in a closed year, in which everything else that is open counts as closed', () => {
    const year = revoked(concluded().acted('2027-02-09', { kind: 'close' }), '2027-02-20');
    const counted = (key: string) => countedStatusOf(year.state.stages[key], year.state.status);
    expect([counted(CLASS), counted('honours')]).toEqual(['awaiting', 'done']);
    const stage = GRAPH.find(({ key }) => key === CLASS);
    expect(stage && standingOf(stage, year.state, '2027-02-21')).toBe('overdue');
    const open = decided().acted('2027-02-09', { kind: 'close' });
    expect(countedStatusOf(open.state.stages[CLASS], open.state.status)).toBe('closed');
    expect(codeOf(year, '2027-02-22', classify)).toBe('applied');
  });

  it('ends with an answer that changes the result, and stands where the answer upholds it', () => {
    const complained = (): LivedYear =>
      classified().acted('2026-12-20', { kind: 'appeal', stage: 'verdict', terms });
    const upheld = complained().acted('2026-12-22', {
      kind: 'answerAppeal',
      stage: 'verdict',
      outcome: 'upheld',
    });
    expect(classificationOf(upheld.state)).toEqual(GOOD);
    const changed = complained().acted('2026-12-22', {
      kind: 'answerAppeal',
      stage: 'verdict',
      outcome: 'changed',
      recognised: true,
    });
    expect(changed.state.stages[CLASS]).toMatchObject({ status: 'awaiting' });
    expect(classificationOf(changed.state)).toBeUndefined();
  });

  it('goes with a restart from the recognition, or from itself', () => {
    for (const from of ['verdict', CLASS]) {
      const year = concluded().acted('2027-01-05', { kind: 'restart', from, until: '2027-01-15' });
      expect(year.state.stages[CLASS]).toMatchObject({ status: 'awaiting', round: 2 });
      expect(year.state.stages['honours']).toMatchObject({ status: 'awaiting', round: 2 });
      expect(classificationOf(year.state)).toBeUndefined();
    }
  });

  it('is none where none was given, or where it follows from the recognition', () => {
    const early = revoked(decided(), '2026-12-05');
    expect(early.state.stages[CLASS]).toEqual({ status: 'awaiting', round: 1 });
    const usual = finishedYear().acted('2026-12-20', propose).acted('2026-12-21', revoke);
    expect(usual.facts.at(-1)).not.toHaveProperty('endedClass');
  });
});
