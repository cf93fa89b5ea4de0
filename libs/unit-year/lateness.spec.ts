import { describe, expect, it } from '@jest/globals';
import { isAfterSuggested, type StageGraph } from './index.js';
import { graphOf, LivedYear } from './unit-year.support.js';

const STEP = 'springPlan';
const founded = graphOf(2026, 'tinh').map((stage) => ({
  ...stage,
  due: stage.due && { ...stage.due, status: 'binding' as const },
}));
const suggested: StageGraph = founded.map((stage) => ({
  ...stage,
  due: stage.due && { ...stage.due, status: 'assumed' as const },
}));
const stepOf = (graph: StageGraph) => graph.find(({ key }) => key === STEP);
const lastDay = stepOf(founded)?.due?.lastDay ?? '';
const LATE = '2026-11-24';
const submit = { kind: 'submit', stage: STEP } as const;
const received = { kind: 'receivePaper', stage: STEP, arrivalNumber: '118', arrivedOn: LATE } as const;

/** The same year once a document has founded its days. */
const underLetter = (year: LivedYear): LivedYear =>
  Object.assign(new LivedYear(founded), { state: year.state, facts: [...year.facts] });

describe('how what came late is told', () => {
  it('stays "sau ngày đề nghị" where a document founds the day afterwards', () => {
    expect(LATE > lastDay).toBe(true);
    const { state } = new LivedYear(suggested).acted(LATE, submit);
    expect(isAfterSuggested(stepOf(founded), state.stages[STEP])).toBe(true);
  });

  it('stays "trễ hạn" where the day had been founded when it came', () => {
    const { state } = new LivedYear(founded).acted(LATE, submit);
    expect(isAfterSuggested(stepOf(suggested), state.stages[STEP])).toBe(false);
  });

  it('is for the content of a paper what it was for its receipt', () => {
    const year = underLetter(new LivedYear(suggested).acted(LATE, received));
    expect(year.state.stages[STEP]?.receipt).toMatchObject({ late: true, afterSuggested: true });
    const { state } = year.acted('2026-12-20', submit);
    expect(isAfterSuggested(stepOf(founded), state.stages[STEP])).toBe(true);
  });

  it('is what the rules say of what was recorded without it, and nothing of what came in time', () => {
    expect(isAfterSuggested(stepOf(suggested), { late: true })).toBe(true);
    expect(isAfterSuggested(stepOf(founded), { late: true })).toBe(false);
    const { facts } = new LivedYear(suggested).acted(lastDay, submit);
    expect(facts[0]).not.toHaveProperty('afterSuggested');
  });
});
