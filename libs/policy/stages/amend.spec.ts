import { describe, expect, it } from '@jest/globals';
import { applyAmendments, cite, type DayChange, resolveStages, withAmendmentSources } from '../index.js';
import { loadPack } from '../packs.support.js';

const pack = loadPack('quang-ngai-2025');
const stages = resolveStages(pack, 2026, { managedBy: 'xa' });
const change: DayChange = {
  stage: 'unitReport',
  level: '*',
  operator: 'before',
  day: '2026-11-10',
  lastDay: '2026-11-09',
  words: 'trước ngày 10/11/2026',
  number: '123/CV-CAT',
  date: '2026-10-20',
};
const stageAfter = (key: string, ...changes: readonly DayChange[]) => {
  const found = applyAmendments(stages, 'xa', changes).find((stage) => stage.key === key);
  if (found === undefined) throw new Error(`no stage ${key}`);
  return found;
};

describe('a deadline moved by a document', () => {
  it('is binding and late from the day after its last day', () => {
    expect(stageAfter('unitReport', change).due).toMatchObject({
      operator: 'before',
      day: '2026-11-10',
      lastDay: '2026-11-09',
      lateFrom: '2026-11-09T17:00:00.000Z',
      words: 'trước ngày 10/11/2026',
      status: 'binding',
    });
  });

  it('orders what was only asked for', () => {
    const festival: DayChange = { ...change, stage: 'festival', day: '2026-09-05', lastDay: '2026-09-05' };
    expect([stageAfter('festival').obligation, stageAfter('festival', festival).obligation]).toEqual([
      'asked',
      undefined,
    ]);
  });

  it('cites its own document and leaves the sources of the pack as they are', () => {
    const { due } = stageAfter('unitReport', change);
    const amended = withAmendmentSources(pack, [change]);
    expect(cite(amended, due?.src ?? '')).toBe('Văn bản số 123/CV-CAT ngày 20/10/2026');
    expect(cite(amended, 'kh33-closing')).toBe(cite(pack, 'kh33-closing'));
  });

  it('goes over what was moved before, the last one winning', () => {
    const again = { ...change, day: '2026-11-13', lastDay: '2026-11-12', number: '130/CV-CAT' };
    expect(stageAfter('unitReport', change, again).due?.lastDay).toBe('2026-11-12');
    expect(stageAfter('unitReport', again, change).due?.lastDay).toBe('2026-11-09');
  });

  it('concerns only its level and its stage', () => {
    expect(applyAmendments(stages, 'xa', [{ ...change, level: 'tinh' }])).toEqual(stages);
    const others = (list: typeof stages) => list.filter(({ key }) => key !== 'unitReport');
    expect(others(applyAmendments(stages, 'xa', [change]))).toEqual(others(stages));
  });

  it('takes a cut-off before it along, for papers in time must be accepted', () => {
    const later = { ...change, operator: 'by' as const, day: '2026-11-20', lastDay: '2026-11-20' };
    expect(stageAfter('unitReport').cutOff?.lastDay).toBe('2026-11-14');
    expect(stageAfter('unitReport', change).cutOff?.lastDay).toBe('2026-11-14');
    expect(stageAfter('unitReport', later).cutOff).toMatchObject({
      lastDay: '2026-11-20',
      closedFrom: '2026-11-20T17:00:00.000Z',
    });
  });
});
