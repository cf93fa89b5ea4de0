import { describe, expect, it } from '@jest/globals';
import { changedLines, evolve, type Fact, type StageLine, stageLines } from './index.js';
import { finishedYear, graphOf, LivedYear } from './unit-year.support.js';

const graph = graphOf(2026, 'tinh');
const lineOf = (lines: readonly StageLine[], stage: string) => lines.find((line) => line.stage === stage);

describe('the lines of a year', () => {
  it('are its stages in their order, with the days of the rules and of the grace', () => {
    const year = new LivedYear(graph).acted('2026-03-11', {
      kind: 'extend',
      stage: 'springPlan',
      until: '2026-04-24',
    });
    const lines = stageLines(graph, year.state);
    expect(lines.map(({ stage }) => stage)).toEqual(graph.map(({ key }) => key));
    expect(lineOf(lines, 'springPlan')).toEqual({
      stage: 'springPlan',
      inPack: true,
      status: 'awaiting',
      counted: 'awaiting',
      round: 1,
      opensDay: graph[0]?.opensDay,
      dueDay: '2026-04-24',
      cutOff: graph[0]?.cutOff?.lastDay,
      graceUntil: '2026-04-24',
      awards: false,
      announced: false,
    });
    expect(lineOf(lines, 'enrolment')).toMatchObject({ dueDay: '2026-04-09', graceUntil: undefined });
  });

  it('count what has come on paper as received, late or not by its arrival, and know of what was sent', () => {
    const paper = { stage: 'springPlan', arrivalNumber: '7', arrivedOn: '2026-04-20' } as const;
    const sent = {
      kind: 'announcePaper',
      stage: 'springPlan',
      number: '1',
      date: '2026-04-19',
      pauseDays: 5,
    } as const;
    const year = new LivedYear(graph).acted('2026-04-20', sent);
    expect(lineOf(stageLines(graph, year.state), 'springPlan')).toMatchObject({
      announced: true,
      counted: 'awaiting',
    });
    year.acted('2026-04-20', { kind: 'receivePaper', ...paper });
    expect(lineOf(stageLines(graph, year.state), 'springPlan')).toMatchObject({
      ...{ status: 'awaiting', counted: 'received', late: true, announced: false },
    });
  });

  it('await what no fact has spoken of yet, in the round of the year', () => {
    const { state } = new LivedYear(graph);
    const lines = stageLines(graph, { ...state, round: 2, stages: {} });
    expect(new Set(lines.map(({ status, round }) => `${status} ${round}`))).toEqual(new Set(['awaiting 2']));
  });

  it('carry what a stage came to, and what came after its result', () => {
    const year = finishedYear();
    expect(lineOf(stageLines(graph, year.state), 'check')).toMatchObject({
      status: 'done',
      late: false,
      basis: 'dossier',
      effectiveAt: '2026-11-27T02:00:00.000Z',
      commandId: 'command-7',
    });
    const recognised = { ...year.state.stages['verdict'], status: 'done', round: 1 } as const;
    const result = (more: object) =>
      lineOf(
        stageLines(graph, {
          ...year.state,
          stages: { ...year.state.stages, verdict: { ...recognised, ...more } },
        }),
        'verdict',
      );
    const appeal = { commandId: 'c', instance: 1, raisedAt: '', answerBy: '', complexAnswerBy: '' };
    const revocation = { ground: 'g', proposedBy: 'a', commandId: 'c' };
    const classification = { classKey: 'kha', total: 85, excludedFromAwards: false };
    expect(result({})).toMatchObject({ recognised: true, classKey: undefined, awards: false });
    expect(result({ classification })?.classKey).toBe('kha');
    expect(result({ appeal })?.appeal).toBe('waiting');
    expect(result({ appeal: { ...appeal, outcome: 'upheld' } })?.appeal).toBe('answered');
    expect(result({ revocation: { ...revocation, state: 'proposed' } })?.revocation).toBe('proposed');
    expect(result({ awardProposal: { commandId: 'c', collectives: 1, persons: 2 } })?.awards).toBe(true);
  });

  it('keep what was recorded of a stage that the pack in force does not have, without days', () => {
    const year = new LivedYear(graph).submitted('2026-03-11', 'springPlan');
    const later = graph.filter(({ key }) => key !== 'springPlan');
    const lines = stageLines(later, year.state);
    expect(lines.map(({ stage }) => stage)).toEqual([...later.map(({ key }) => key), 'springPlan']);
    expect(lineOf(lines, 'springPlan')).toMatchObject({ inPack: false, status: 'submitted' });
    expect(lineOf(lines, 'springPlan')).not.toHaveProperty('dueDay');
  });

  it('are all out of the pack where a migration ended the year', () => {
    const year = new LivedYear(graph).submitted('2026-03-11', 'springPlan');
    const ended: Fact = {
      kind: 'year.migrated',
      migrationId: 'm',
      from: '2026-07-09T17:00:00.000Z',
      before: { managedBy: 'tinh', communeCode: 'c' },
      added: [],
      removed: [],
      waived: [],
      graceUntil: {},
    };
    const lines = stageLines(graph, evolve(year.state, ended));
    expect(lines.map(({ stage, inPack }) => [stage, inPack])).toEqual([['springPlan', false]]);
  });
});

describe('the lines that changed', () => {
  it('are told by what they hold, in whatever order that stands', () => {
    const lines = stageLines(graph, finishedYear().state);
    const turned = lines.map((line) => Object.fromEntries(Object.entries(line).reverse()) as typeof line);
    expect(changedLines(turned, lines)).toEqual([]);
    const [first, ...others] = turned;
    const changed = { ...first, round: 9 } as StageLine;
    expect(changedLines(lines, [changed, ...others])).toEqual([changed]);
  });

  const before = new LivedYear(graph).submitted('2026-03-11', 'springPlan');
  const lines = stageLines(graph, before.state);

  it('are those of the stages that an act touched', () => {
    const year = new LivedYear(graph).submitted('2026-03-11', 'springPlan', 'enrolment');
    expect(changedLines(lines, stageLines(graph, year.state)).map(({ stage }) => stage)).toEqual([
      'enrolment',
    ]);
  });

  it('are none where only the year changed', () => {
    const paused = evolve(before.state, { kind: 'year.paused' });
    expect(changedLines(lines, stageLines(graph, paused))).toEqual([]);
  });

  it('are all that was left undone where the year is closed', () => {
    const closed = evolve(before.state, { kind: 'year.closed' });
    const changed = changedLines(lines, stageLines(graph, closed));
    expect(changed).toHaveLength(graph.length - 1);
    expect(new Set(changed.map(({ counted }) => counted))).toEqual(new Set(['closed']));
    expect(new Set(changed.map(({ status }) => status))).toEqual(new Set(['awaiting']));
  });
});
