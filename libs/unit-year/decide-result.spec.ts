import { describe, expect, it } from '@jest/globals';
import type { ResultRefusalCode } from '#libs/refusals';
import { foldFacts, resultAtOf, resultCommandOf, resultStage, standingAppeal } from './index.js';
import { type Deed, finishedYear, graphOf, LivedYear, yearWithDossier } from './unit-year.support.js';

const STAGE = 'verdict';
const terms = {
  lastDay: '2027-03-03',
  first: { answerBy: '2027-01-13', complexAnswerBy: '2027-01-24' },
  second: { answerBy: '2027-03-10', complexAnswerBy: '2027-03-24' },
};
const grounds = ['gian-doi', 'giay-to-gia'];
const appeal: Deed = { kind: 'appeal', stage: STAGE, terms };
const upheld: Deed = { kind: 'answerAppeal', stage: STAGE, outcome: 'upheld' };
const changed: Deed = { kind: 'answerAppeal', stage: STAGE, outcome: 'changed', recognised: false };
const propose: Deed = { kind: 'proposeRevocation', stage: STAGE, ground: 'gian-doi', grounds };
const revoke: Deed = { kind: 'revoke', stage: STAGE, ground: 'gian-doi' };
const override: Deed = { kind: 'overrideExclusion', stage: STAGE, roles: ['supervisor'] };
const awards: Deed = { kind: 'proposeAwards', stage: STAGE, collectives: 1, persons: 2 };
const exemplar: Deed = { kind: 'proposeExemplar', needs: { registered: true, recognised: undefined } };

const decided = (recognised: boolean): LivedYear =>
  yearWithDossier()
    .acted('2026-11-27', { kind: 'appraise', stage: 'check' })
    .acted('2026-12-03', { kind: 'decide', stage: STAGE, recognised, certificate: '7/GCN' });
const result = (year: LivedYear) => year.state.stages[STAGE];

interface Case {
  readonly when: string;
  readonly year: () => LivedYear;
  readonly at: string;
  readonly deed: Deed;
  readonly role?: Parameters<LivedYear['act']>[2];
  readonly id?: string;
}

const REFUSALS = {
  'ACTOR.OTHER_ROLE': [
    {
      when: 'an officer complains',
      year: finishedYear,
      at: '2026-12-20',
      deed: appeal,
      role: 'unit-officer',
    },
    { when: 'the appraiser answers', year: finishedYear, at: '2026-12-20', deed: upheld, role: 'appraiser' },
    {
      when: 'the pack knows no override',
      year: finishedYear,
      at: '2026-12-20',
      deed: { ...override, roles: [] },
    },
    {
      when: 'a supervisor delegates',
      year: yearWithDossier,
      at: '2026-11-26',
      deed: { kind: 'delegate', to: 'xa' },
      role: 'supervisor',
    },
  ],
  'RESULT.NONE': [
    { when: 'nothing was decided', year: yearWithDossier, at: '2026-11-26', deed: appeal },
    { when: 'awards are proposed too early', year: yearWithDossier, at: '2026-11-26', deed: awards },
  ],
  'APPEAL.NOT_POSSIBLE': [
    {
      when: 'the pack has no complaint',
      year: finishedYear,
      at: '2026-12-20',
      deed: { kind: 'appeal', stage: STAGE },
    },
  ],
  'APPEAL.BEFORE_RESULT': [
    {
      when: 'the complaint came before there was a decision',
      year: finishedYear,
      at: '2026-12-02',
      deed: { ...appeal, onBehalf: true },
      role: 'appraiser',
    },
  ],
  'APPEAL.TOO_LATE': [
    { when: 'the ninety days are over', year: finishedYear, at: '2027-03-04', deed: appeal },
  ],
  'APPEAL.WAITING': [
    {
      when: 'the first one may still be answered',
      year: () => finishedYear().acted('2026-12-20', appeal),
      at: '2027-01-13',
      deed: appeal,
    },
    {
      when: 'the second one waits',
      year: () => finishedYear().acted('2026-12-20', appeal).acted('2027-01-14', appeal),
      at: '2027-06-10',
      deed: appeal,
    },
  ],
  'APPEAL.EXHAUSTED': [
    {
      when: 'the second one was answered',
      year: () =>
        finishedYear().acted('2026-12-20', appeal).acted('2027-01-14', appeal).acted('2027-01-15', upheld),
      at: '2027-01-16',
      deed: appeal,
    },
  ],
  'APPEAL.NONE': [
    { when: 'nobody complained', year: finishedYear, at: '2026-12-20', deed: upheld },
    {
      when: 'the complaint was answered already',
      year: () => finishedYear().acted('2026-12-20', appeal).acted('2026-12-21', upheld),
      at: '2026-12-22',
      deed: changed,
    },
  ],
  'REVOKE.NOT_RECOGNISED': [
    { when: 'it was never recognised', year: () => decided(false), at: '2026-12-20', deed: propose },
    {
      when: 'it was taken back already',
      year: () => decided(true).acted('2026-12-20', propose).acted('2026-12-21', revoke),
      at: '2026-12-22',
      deed: revoke,
    },
  ],
  'REVOKE.GROUND_UNKNOWN': [
    {
      when: 'the pack has no such ground',
      year: finishedYear,
      at: '2026-12-20',
      deed: { ...propose, ground: 'khac' },
    },
  ],
  'REVOKE.NOT_PROPOSED': [
    { when: 'nobody proposed it', year: finishedYear, at: '2026-12-20', deed: revoke },
    {
      when: 'it was proposed on another ground',
      year: () => finishedYear().acted('2026-12-20', propose),
      at: '2026-12-21',
      deed: { ...revoke, ground: 'giay-to-gia' },
    },
  ],
  'REVOKE.SAME_ACTOR': [
    {
      when: 'the account that proposed decides',
      year: () => finishedYear().acted('2026-12-20', propose, 'deciding-body'),
      at: '2026-12-21',
      deed: revoke,
    },
  ],
  'OVERRIDE.ALREADY': [
    {
      when: 'it was overridden before',
      year: () => finishedYear().acted('2026-12-20', override),
      at: '2026-12-21',
      deed: override,
    },
  ],
  'EXEMPLAR.NOT_POSSIBLE': [
    {
      when: 'the pack has no second track',
      year: finishedYear,
      at: '2026-12-20',
      deed: { kind: 'proposeExemplar' },
    },
  ],
  'EXEMPLAR.NOT_REGISTERED': [
    {
      when: 'the unit did not register for it',
      year: finishedYear,
      at: '2026-12-20',
      deed: { kind: 'proposeExemplar', needs: { registered: false, recognised: true } },
    },
  ],
  'EXEMPLAR.NOT_RECOGNISED': [
    {
      when: 'the unit was not recognised',
      year: finishedYear,
      at: '2026-12-20',
      deed: { kind: 'proposeExemplar', needs: { registered: true, recognised: false } },
    },
  ],
  'EXEMPLAR.NOT_PROPOSED': [
    {
      when: 'nobody proposed it',
      year: finishedYear,
      at: '2026-12-20',
      deed: { kind: 'decideExemplar', accepted: true },
    },
  ],
  'EXEMPLAR.ALREADY': [
    {
      when: 'it was proposed before',
      year: () => finishedYear().acted('2026-12-20', exemplar),
      at: '2026-12-21',
      deed: exemplar,
    },
    {
      when: 'it was decided before',
      year: () =>
        finishedYear()
          .acted('2026-12-20', exemplar)
          .acted('2026-12-21', { kind: 'decideExemplar', accepted: false }),
      at: '2026-12-22',
      deed: { kind: 'decideExemplar', accepted: true },
    },
  ],
} satisfies Readonly<Record<ResultRefusalCode, readonly Case[]>>;

describe('an act beside the stages is refused', () => {
  const cases = Object.entries<readonly Case[]>(REFUSALS).flatMap(([code, list]) =>
    list.map((each): [string, string, Case] => [code, each.when, each]),
  );
  it.each(cases)('with %s when %s', (code, _when, { year, at, deed, role, id }) => {
    const lived = year();
    const before = lived.state;
    const decision = lived.act(at, deed, role, id);
    expect(decision.outcome === 'refused' ? decision.refusal.code : decision.outcome).toBe(code);
    expect(lived.state).toBe(before);
  });
});

describe('a complaint', () => {
  it('waits for its answer by the days of the pack, the second one above the first', () => {
    const year = finishedYear().acted('2027-03-03', appeal);
    expect(standingAppeal(result(year))).toMatchObject({ instance: 1, ...terms.first });
    year.acted('2027-03-04', upheld).acted('2027-03-05', appeal);
    expect(standingAppeal(result(year))).toMatchObject({ instance: 2, ...terms.second });
  });

  it('may go higher when its answer is overdue', () => {
    const year = finishedYear().acted('2026-12-20', appeal).acted('2027-01-14', appeal);
    expect(standingAppeal(result(year))?.instance).toBe(2);
  });

  it('that is upheld leaves the result as it was', () => {
    const year = decided(true).acted('2026-12-20', appeal).acted('2027-01-13', upheld);
    expect(result(year)).toMatchObject({
      recognised: true,
      certificate: { number: '7/GCN', state: 'issued' },
      appeal: { outcome: 'upheld', late: false },
    });
    expect(standingAppeal(result(year))).toBeUndefined();
  });

  it.each([
    ['2027-01-13', false, false],
    ['2027-01-14', false, true],
    ['2027-01-24', true, false],
    ['2027-01-25', true, true],
  ])('answered on %s, complicated %s, is late: %s', (at, complex, late) => {
    const year = finishedYear()
      .acted('2026-12-20', appeal)
      .acted(at, { ...upheld, complex });
    expect(result(year)?.appeal?.late).toBe(late);
  });

  it('that changes the result gives or takes the certificate, and undoes what stood on the old class', () => {
    const won = decided(false)
      .acted('2026-12-20', override)
      .acted('2026-12-21', appeal)
      .acted('2026-12-22', { ...changed, recognised: true, certificate: '9/GCN' });
    expect(result(won)).toMatchObject({
      recognised: true,
      certificate: { number: '9/GCN', state: 'issued' },
    });
    expect(result(won)).not.toHaveProperty('exclusionOverriddenBy');
    expect(result(won)).toMatchObject({ resultAt: '2026-12-22T02:00:00.000Z', resultBy: 'command-11' });
    const lost = decided(true).acted('2026-12-20', appeal).acted('2026-12-21', changed);
    expect(result(lost)).toMatchObject({
      recognised: false,
      certificate: { number: '7/GCN', state: 'revoked' },
    });
  });
});

it.each([true, false])('an answer that names no recognition leaves it as it is: %s', (recognised) => {
  const rescored: Deed = { kind: 'answerAppeal', stage: STAGE, outcome: 'changed' };
  const year = decided(recognised).acted('2026-12-20', appeal).acted('2026-12-21', rescored);
  expect(result(year)?.recognised).toBe(recognised);
});

describe('a revocation', () => {
  const revoked = () => decided(true).acted('2026-12-20', propose).acted('2026-12-21', revoke);

  it('takes the recognition and keeps the number of the certificate', () => {
    expect(result(revoked())).toMatchObject({
      status: 'done',
      recognised: false,
      certificate: { number: '7/GCN', state: 'revoked' },
      revocation: { ground: 'gian-doi', proposedBy: 'appraiser', state: 'revoked' },
    });
  });

  it('that was only proposed changes nothing but that', () => {
    const year = decided(true).acted('2026-12-20', propose);
    expect(result(year)).toMatchObject({ recognised: true, certificate: { state: 'issued' } });
  });

  it('may be complained of, and comes to the same by its facts', () => {
    const year = revoked().acted('2026-12-29', appeal);
    expect(foldFacts(year.graph, year.facts)).toEqual(year.state);
  });

  it('is complained of in its own period, whatever was complained of before', () => {
    const year = decided(true)
      .acted('2026-12-10', appeal)
      .acted('2026-12-11', upheld)
      .acted('2026-12-12', appeal)
      .acted('2026-12-13', upheld)
      .acted('2026-12-20', propose)
      .acted('2026-12-21', revoke);
    const now = result(year);
    expect(now).not.toHaveProperty('appeal');
    expect(now && [resultAtOf(now), resultCommandOf(now)]).toEqual([
      '2026-12-21T02:00:00.000Z',
      `command-${year.facts.length}`,
    ]);
    expect(standingAppeal(result(year.acted('2026-12-29', appeal)))?.instance).toBe(1);
  });

  it('ends with the round: a restart decides anew', () => {
    const year = revoked().acted('2026-12-29', { kind: 'restart', from: STAGE, until: '2027-01-09' });
    expect(result(year)).not.toHaveProperty('revocation');
    expect(resultStage(year.state)).toBeUndefined();
  });
});

describe('a closed year', () => {
  const closed = () => finishedYear().acted('2027-02-09', { kind: 'close' });

  it.each<Deed>([appeal, propose, override, awards, { kind: 'recordHeads' }])(
    'still takes what outlasts it and stays closed: %j',
    (deed) => {
      expect(closed().acted('2027-02-10', deed).state.status).toBe('closed');
    },
  );

  it.each<Deed>([exemplar, { kind: 'delegate', to: 'xa' }, { kind: 'recordPledges', total: 1, pledged: 1 }])(
    'takes nothing else: %j',
    (deed) => {
      expect(closed().act('2027-02-10', deed)).toMatchObject({ refusal: { code: 'YEAR.CLOSED' } });
    },
  );

  it('that is paused takes none of them', () => {
    const paused = finishedYear().acted('2026-12-20', { kind: 'pause' });
    expect(paused.act('2026-12-21', appeal)).toMatchObject({ refusal: { code: 'YEAR.PAUSED' } });
  });
});

describe('beside the stages', () => {
  it('a delegation gives the unit to a level, the second track is proposed and decided', () => {
    const year = decided(true)
      .acted('2026-12-10', { kind: 'delegate', to: 'xa' })
      .acted('2026-12-11', exemplar)
      .acted('2026-12-12', { kind: 'decideExemplar', accepted: true });
    expect(year.state).toMatchObject({ delegatedTo: 'xa', exemplar: { accepted: true } });
    expect(foldFacts(year.graph, year.facts)).toEqual(year.state);
  });

  it('pledges have days of their own', () => {
    const window = yearWithDossier().graph.find(({ key }) => key === 'enrolment');
    if (window === undefined) throw new Error('no enrolment');
    const pledge = { kind: 'recordPledges', total: 100, pledged: 99, window } as const;
    const year = yearWithDossier();
    expect(year.acted('2026-04-09', pledge).state.pledges).toMatchObject({
      total: 100,
      pledged: 99,
      late: false,
    });
    expect(year.acted('2026-04-10', pledge).state.pledges?.late).toBe(true);
    expect(year.act('2026-11-25', pledge)).toMatchObject({ refusal: { code: 'STAGE.CUT_OFF_PASSED' } });
    expect(year.act('2026-01-09', pledge)).toMatchObject({ refusal: { code: 'STAGE.NOT_OPEN' } });
  });

  it('pledges have the days that the unit was granted', () => {
    const window = graphOf(2026, 'tinh').find(({ key }) => key === 'enrolment');
    if (window === undefined) throw new Error('no enrolment');
    const pledge = { kind: 'recordPledges', total: 3, pledged: 3, window } as const;
    const year = new LivedYear(graphOf(2026, 'tinh')).acted('2026-03-11', {
      kind: 'extend',
      stage: window.key,
      until: '2026-07-09',
    });
    expect(year.acted('2026-07-09', pledge).state.pledges?.late).toBe(false);
    expect(year.acted('2026-07-10', pledge).state.pledges?.late).toBe(true);
  });

  it('awards are numbers beside the result', () => {
    expect(result(decided(true).acted('2026-12-20', awards))?.awardProposal).toMatchObject({
      collectives: 1,
      persons: 2,
    });
  });
});

describe('what a refusal says', () => {
  it('names the stages that there are, for one that there is not', () => {
    const year = finishedYear();
    expect(year.act('2026-12-20', { kind: 'appeal', stage: 'nope', terms })).toEqual({
      outcome: 'refused',
      refusal: {
        code: 'STAGE.UNKNOWN',
        stage: 'nope',
        params: { known: year.graph.map(({ key }) => key).join(', ') },
      },
    });
  });

  it('names days, grounds and roles', () => {
    const waiting = finishedYear().acted('2026-12-20', appeal);
    const params = (year: LivedYear, at: string, deed: Deed, role?: Parameters<LivedYear['act']>[2]) => {
      const decision = year.act(at, deed, role);
      return decision.outcome === 'refused' ? decision.refusal.params : decision;
    };
    expect(params(waiting, '2026-12-21', appeal)).toEqual({ answerBy: '2027-01-13' });
    const second = finishedYear().acted('2026-12-20', appeal).acted('2027-01-14', appeal);
    expect(params(second, '2027-01-15', appeal)).toEqual({ answerBy: '2027-03-10' });
    expect(params(finishedYear(), '2027-03-04', appeal)).toEqual({ lastDay: '2027-03-03' });
    const other: Deed = { kind: 'proposeRevocation', stage: STAGE, ground: 'khac', grounds };
    expect(params(decided(true), '2026-12-20', other)).toEqual({
      ground: 'khac',
      known: 'gian-doi, giay-to-gia',
    });
    expect(params(decided(true), '2026-12-20', revoke)).toEqual({ ground: 'gian-doi' });
    expect(params(decided(true), '2026-12-20', propose, 'unit-head')).toEqual({
      roles: 'appraiser,supervisor,deciding-body',
    });
  });
});

describe('the facts beside the stages', () => {
  it('name their command and instant', () => {
    const year = yearWithDossier();
    const commandId = `command-${year.facts.length + 1}`;
    expect(year.act('2026-11-26', { kind: 'delegate', to: 'xa' })).toEqual({
      outcome: 'applied',
      fact: { kind: 'unit.delegated', to: 'xa', commandId, effectiveAt: '2026-11-26T02:00:00.000Z' },
      warnings: [],
    });
  });

  it('an answer that upholds says nothing of the verdict', () => {
    const year = decided(true).acted('2026-12-20', appeal);
    const answer = year.act('2026-12-21', { ...changed, outcome: 'upheld' });
    expect(answer).toMatchObject({ outcome: 'applied' });
    if (answer.outcome === 'applied') expect(answer.fact).not.toHaveProperty('recognised');
  });

  it('an answer that gives no new certificate leaves the one there is', () => {
    const year = decided(true)
      .acted('2026-12-20', appeal)
      .acted('2026-12-21', { kind: 'answerAppeal', stage: STAGE, outcome: 'changed', recognised: true });
    expect(result(year)?.certificate).toEqual({ number: '7/GCN', state: 'issued' });
  });

  it('the second track keeps who proposed it and who decided', () => {
    const year = decided(true).acted('2026-12-11', exemplar);
    const proposedBy = `command-${year.facts.length}`;
    expect(year.state.exemplar).toEqual({ proposedBy });
    year.acted('2026-12-12', { kind: 'decideExemplar', accepted: false });
    const decidedBy = `command-${year.facts.length}`;
    expect(year.state.exemplar).toEqual({ proposedBy, accepted: false, decidedBy });
  });

  it('pledges are taken from the first instant to the last, and late from the first late one', () => {
    const window = yearWithDossier().graph.find(({ key }) => key === 'enrolment');
    if (window?.due === undefined || window.cutOff === undefined) throw new Error('no days of enrolment');
    const pledge = { kind: 'recordPledges', total: 100, pledged: 99, window } as const;
    const year = yearWithDossier();
    expect(year.acted(window.opensAt, pledge).state.pledges?.late).toBe(false);
    expect(year.acted(window.due.lateFrom, pledge).state.pledges?.late).toBe(true);
    expect(year.act(window.cutOff.closedFrom, pledge)).toMatchObject({
      refusal: { code: 'STAGE.CUT_OFF_PASSED', stage: 'enrolment', params: { lastDay: '2026-11-24' } },
    });
    expect(year.act('2026-01-09', pledge)).toMatchObject({
      refusal: { code: 'STAGE.NOT_OPEN', params: { opens: '2026-01-10' } },
    });
    const { due: _due, cutOff: _cutOff, ...endless } = window;
    expect(year.acted('2030-01-10', { ...pledge, window: endless }).state.pledges?.late).toBe(false);
    const anywhere = { kind: 'recordPledges', total: 1, pledged: 1 } as const;
    expect(year.acted('2000-01-10', anywhere).state.pledges).toMatchObject({ total: 1, late: false });
  });

  it('the result of a year is found at its stage, and nowhere before', () => {
    const year = finishedYear();
    expect(resultStage(year.state)).toEqual({ key: STAGE, now: result(year) });
    expect(resultStage(yearWithDossier().state)).toBeUndefined();
    expect(standingAppeal(undefined)).toBeUndefined();
  });
});

describe('who may act beside the stages', () => {
  const everybody = [
    'unit-officer',
    'unit-head',
    'appraiser',
    'deciding-body',
    'supervisor',
    'administrator',
  ] as const;
  const pledge: Deed = { kind: 'recordPledges', total: 1, pledged: 1 };

  it.each<readonly [Deed, readonly string[]]>([
    [appeal, ['unit-head']],
    [upheld, ['deciding-body']],
    [propose, ['appraiser', 'supervisor', 'deciding-body']],
    [revoke, ['deciding-body']],
    [override, ['supervisor']],
    [awards, ['unit-head', 'supervisor']],
    [{ kind: 'delegate', to: 'xa' }, ['administrator']],
    [pledge, ['unit-head', 'unit-officer', 'appraiser']],
    [exemplar, ['appraiser', 'supervisor']],
    [{ kind: 'decideExemplar', accepted: true }, ['deciding-body']],
    [{ kind: 'recordHeads' }, ['unit-head', 'unit-officer', 'appraiser', 'administrator']],
  ])('%j', (deed, allowed) => {
    const isRefusedAs = (role: (typeof everybody)[number]) => {
      const decision = finishedYear().act('2026-12-20', deed, role);
      return decision.outcome === 'refused' && decision.refusal.code === 'ACTOR.OTHER_ROLE';
    };
    expect(everybody.filter((role) => !isRefusedAs(role)).sort()).toEqual([...allowed].sort());
  });
});
