import { describe, expect, it } from '@jest/globals';
import { type Decision, foldFacts, initialState, type Standing, standingOf, waitsFor } from './index.js';
import { type Deed, graphOf, instantOf, LivedYear, yearWithDossier } from './unit-year.support.js';

const graph = graphOf(2026, 'tinh');
const newYear = () => new LivedYear(graph);
const stageAt = (key: string) => {
  const stage = graph.find((each) => each.key === key);
  if (stage === undefined) throw new Error(`no stage ${key}`);
  return stage;
};
const BUNDLE = stageAt('bundle');
const LAST_DAY = BUNDLE.due?.lastDay ?? '';
const received = (stage: string, arrivedOn: string, arrivalNumber = '118'): Deed => ({
  kind: 'receivePaper',
  stage,
  arrivalNumber,
  arrivedOn,
});
const announced = (number: string, pauseDays = 5, mostPauses?: number): Deed => ({
  kind: 'announcePaper',
  stage: 'springPlan',
  number,
  date: '2026-03-10',
  pauseDays,
  mostPauses,
});
const codeOf = (decision: Decision) =>
  decision.outcome === 'refused' ? decision.refusal.code : decision.fact.kind;
const standing = (year: LivedYear, key: string, today: string): Standing =>
  standingOf(stageAt(key), year.state, today);

/** A year whose dossier came on paper on its last day, everything before it handed in. */
const withPaper = (arrivedOn = LAST_DAY) =>
  newYear()
    .submitted('2026-03-11', 'springPlan', 'enrolment')
    .submitted('2026-10-29', 'ownMarks', 'summary')
    .acted(arrivedOn, received('bundle', arrivedOn));

describe('a paper that has come', () => {
  it('stands as received whatever the day, and nobody is late or without a paper any more', () => {
    const year = withPaper();
    for (const today of [LAST_DAY, '2026-12-29', '2027-06-01']) {
      expect(standing(year, 'bundle', today)).toBe('received');
    }
    const closed = withPaper().acted('2026-12-29', { kind: 'close' });
    expect(standing(closed, 'bundle', '2026-12-30')).toBe('received');
  });

  it('may be of a step that was returned, or is asked of nobody', () => {
    const year = yearWithDossier()
      .acted('2026-11-26', { kind: 'return', stage: 'bundle', answerBy: '2026-12-20' })
      .acted('2026-12-18', received('bundle', '2026-12-18'));
    expect(standing(year, 'bundle', '2026-12-28')).toBe('received');
    expect(year.state.stages['bundle']?.status).toBe('returned');
  });

  it('is late by the day on which it came, and so is its content, whenever that is entered', () => {
    const lastMoment = withPaper();
    expect(lastMoment.state.stages['bundle']?.receipt?.late).toBe(false);
    const onBehalf = { arrivalNumber: '118', arrivedOn: LAST_DAY };
    lastMoment.acted(instantOf(LAST_DAY), { kind: 'submit', stage: 'bundle', onBehalf }, 'appraiser');
    expect(lastMoment.state.stages['bundle']).toMatchObject({ status: 'submitted', late: false });
    expect(lastMoment.state.stages['bundle']?.receipt).toBeUndefined();

    // The head may send the content himself, after the cut-off and in time by the paper.
    const byHead = withPaper().acted('2026-12-29', { kind: 'submit', stage: 'bundle' });
    expect(byHead.state.stages['bundle']).toMatchObject({ status: 'submitted', late: false });
    expect(codeOf(newYear().act('2026-12-29', { kind: 'submit', stage: 'bundle' }))).toBe(
      'STAGE.CUT_OFF_PASSED',
    );
  });

  it('is late where it came after the last day, and is not taken after the cut-off', () => {
    const cutOff = BUNDLE.cutOff?.lastDay ?? '';
    expect(cutOff > LAST_DAY).toBe(true);
    expect(newYear().act(cutOff, received('bundle', cutOff))).toMatchObject({ fact: { late: true } });
    expect(newYear().act('2026-12-29', received('bundle', '2026-12-29'))).toMatchObject({
      refusal: { code: 'STAGE.CUT_OFF_PASSED' },
    });
    expect(newYear().act('2026-03-11', received('bundle', '2026-03-11'))).toMatchObject({
      refusal: { code: 'STAGE.NOT_OPEN' },
    });
  });

  it('is waited for by the appraisal after the cut-off: nobody is judged as having handed nothing in', () => {
    const year = withPaper();
    expect(year.act('2026-12-01', { kind: 'appraise', stage: 'check' })).toMatchObject({
      refusal: { code: 'STAGE.REQUIRES', params: { requires: 'bundle' } },
    });
    expect(waitsFor(graph, year.state, stageAt('check'), instantOf('2026-12-01'))).toBe('bundle');
    const without = newYear()
      .submitted('2026-03-11', 'springPlan', 'enrolment')
      .submitted('2026-10-29', 'ownMarks', 'summary');
    expect(without.act('2026-12-01', { kind: 'appraise', stage: 'check' })).toMatchObject({
      fact: { kind: 'stage.appraised', basis: 'ownRecords' },
    });
  });

  it('keeps no appraisal waiting for a content that can never be entered', () => {
    const year = newYear()
      .submitted('2026-03-11', 'springPlan', 'enrolment')
      .submitted('2026-10-29', 'summary')
      .acted('2026-11-28', received('bundle', '2026-11-28'));
    const appraise: Deed = { kind: 'appraise', stage: 'check' };
    expect(year.act('2026-11-29', appraise)).toMatchObject({ refusal: { code: 'STAGE.REQUIRES' } });
    expect(year.act('2026-12-01', appraise)).toMatchObject({
      fact: { kind: 'stage.appraised', basis: 'ownRecords' },
    });
  });

  it('is entered once: the second is told the number and the day of the first, and nothing changes', () => {
    const year = withPaper();
    const before = year.state;
    expect(year.act(LAST_DAY, received('bundle', LAST_DAY, '119'))).toMatchObject({
      refusal: { code: 'PAPER.ALREADY_RECEIVED', params: { arrivalNumber: '118', day: LAST_DAY } },
    });
    expect(year.state).toBe(before);
  });

  it('is content under its own number and day only', () => {
    const onBehalf = { arrivalNumber: '117', arrivedOn: LAST_DAY };
    expect(
      withPaper().act(LAST_DAY, { kind: 'submit', stage: 'bundle', onBehalf }, 'administrator'),
    ).toMatchObject({ refusal: { code: 'PAPER.OTHER_ARRIVAL', params: { arrivalNumber: '118' } } });
  });

  it('is a paper of the unit, never of an appraisal or a decision', () => {
    for (const stage of ['check', 'verdict', 'honours']) {
      expect(codeOf(yearWithDossier().act('2026-11-27', received(stage, '2026-11-27')))).toBe(
        'PAPER.NOT_HERE',
      );
    }
    expect(codeOf(yearWithDossier().act('2026-11-26', received('bundle', '2026-11-26')))).toBe(
      'STAGE.ALREADY_SUBMITTED',
    );
  });

  it('taken back leaves the step as it was, by its days', () => {
    const year = withPaper().acted('2026-11-28', { kind: 'withdrawReceipt', stage: 'bundle' });
    expect(year.state.stages['bundle']).toEqual({ status: 'awaiting', round: 1 });
    expect(standing(year, 'bundle', '2026-12-29')).toBe('notSubmitted');
    expect(codeOf(year.act('2026-11-28', { kind: 'withdrawReceipt', stage: 'bundle' }))).toBe(
      'PAPER.NOT_RECEIVED',
    );
    expect(foldFacts(graph, year.facts)).toEqual(year.state);
  });

  it('is entered by its office also once the year is closed, marked, and by nobody else', () => {
    const onBehalf = { arrivalNumber: '118', arrivedOn: LAST_DAY };
    const content: Deed = { kind: 'submit', stage: 'bundle', onBehalf };
    const closed = () => withPaper().acted('2026-12-29', { kind: 'close' });
    expect(codeOf(closed().act('2026-12-30', { kind: 'submit', stage: 'bundle' }))).toBe('YEAR.CLOSED');
    const without: Deed = { ...content, stage: 'springPlan' };
    expect(codeOf(closed().act('2026-12-30', without, 'appraiser'))).toBe('YEAR.CLOSED');
    const year = closed().acted(instantOf(LAST_DAY), content, 'appraiser');
    expect(year.facts.at(-1)).toMatchObject({ kind: 'stage.submitted', late: false, afterClose: true });
    expect(year.state).toMatchObject({ status: 'closed', stages: { bundle: { status: 'submitted' } } });
    expect(standing(year, 'bundle', '2026-12-30')).toBe('done');
    expect(codeOf(year.act('2026-12-30', content, 'appraiser'))).toBe('YEAR.CLOSED');
  });

  it('lets the next paper be handed in, whoever has not typed it yet, and the appraisal waits for its content', () => {
    const year = newYear()
      .submitted('2026-03-11', 'springPlan', 'enrolment')
      .submitted('2026-10-29', 'summary')
      .acted('2026-10-29', received('ownMarks', '2026-10-29'));
    expect(waitsFor(graph, year.state, BUNDLE, instantOf(LAST_DAY))).toBeUndefined();
    year.submitted(LAST_DAY, 'bundle');
    for (const day of [LAST_DAY, '2026-12-01']) {
      expect(year.act(day, { kind: 'appraise', stage: 'check' })).toMatchObject({
        refusal: { code: 'STAGE.REQUIRES', params: { requires: 'ownMarks' } },
      });
    }
    const onBehalf = { arrivalNumber: '118', arrivedOn: '2026-10-29' };
    year.acted('2026-10-29', { kind: 'submit', stage: 'ownMarks', onBehalf }, 'appraiser');
    expect(year.act('2026-12-01', { kind: 'appraise', stage: 'check' })).toMatchObject({
      fact: { kind: 'stage.appraised', basis: 'dossier' },
    });
  });

  it('stays at the office through a restart of what it rests on, whatever its cut-off', () => {
    const year = withPaper();
    const { receipt } = year.state.stages['bundle'] ?? {};
    year.acted('2026-11-26', { kind: 'restart', from: 'enrolment', until: '2026-12-04' });
    expect(year.facts.at(-1)).toMatchObject({ kind: 'year.restarted', keeps: ['bundle'] });
    expect(year.state.stages['bundle']).toMatchObject({ status: 'awaiting', round: 2, receipt });
    expect(foldFacts(graph, year.facts)).toEqual(year.state);
  });

  it('goes with a restart of its step, for the round is another one', () => {
    const year = withPaper().acted('2026-12-29', { kind: 'restart', from: 'bundle', until: '2027-01-20' });
    expect(year.state.stages['bundle']?.receipt).toBeUndefined();
    expect(standing(year, 'bundle', '2026-12-30')).not.toBe('received');
  });
});

describe('a paper that the unit says it has sent', () => {
  const SPRING_DUE = stageAt('springPlan').due?.lastDay ?? '';

  it('proves nothing: the step stands by its days', () => {
    const year = newYear().acted('2026-03-12', announced('12/KH'));
    expect(year.state.stages['springPlan']?.announced).toMatchObject({
      number: '12/KH',
      mailsFrom: '2026-03-17',
    });
    for (const today of ['2026-03-12', SPRING_DUE, '2026-05-20', '2026-12-29']) {
      expect(standing(year, 'springPlan', today)).toBe(
        standingOf(stageAt('springPlan'), initialState(graph), today),
      );
    }
  });

  it('is said again only with another number', () => {
    const year = newYear().acted('2026-03-12', announced('12/KH'));
    expect(year.act('2026-03-13', announced('12/KH'))).toMatchObject({
      refusal: { code: 'PAPER.ANNOUNCED', params: { number: '12/KH' } },
    });
    year.acted('2026-03-20', announced('15/KH'), 'unit-head');
    expect(year.state.stages['springPlan']?.announced?.mailsFrom).toBe('2026-03-25');
  });

  it('rests the mails of a step as often as the pack lets it, whatever new numbers are named', () => {
    const year = newYear()
      .acted('2026-03-10', announced('12/KH', 5, 2))
      .acted('2026-03-15', announced('13/KH', 5, 2));
    expect(year.state.stages['springPlan']?.announced).toMatchObject({ mailsFrom: '2026-03-20', times: 2 });
    year.acted('2026-03-20', announced('14/KH', 5, 2));
    expect(year.state.stages['springPlan']?.announced).toMatchObject({
      ...{ number: '14/KH', mailsFrom: '2026-03-20', times: 3 },
    });
  });

  it('is not said by an office, nor of what has come or is not open', () => {
    expect(codeOf(newYear().act('2026-03-12', announced('12/KH'), 'appraiser'))).toBe('ACTOR.WRONG_ROLE');
    expect(codeOf(newYear().act('2025-06-12', announced('12/KH')))).toBe('STAGE.NOT_OPEN');
    const come = newYear().acted('2026-03-12', received('springPlan', '2026-03-12'));
    expect(codeOf(come.act('2026-03-13', announced('12/KH')))).toBe('PAPER.ALREADY_RECEIVED');
  });
});
