import { describe, expect, it } from '@jest/globals';
import { loadPack, resolveStages } from '#libs/policy';
import type { FigureRecords } from '../ports/figures.port.js';
import type { Rules } from './cycle-rules.js';
import { reportFigures } from './report-figures.js';

const pack = loadPack('quang-ngai-2025');
const stages = resolveStages(pack, 2026, { managedBy: 'xa' });
const rules: Rules = { pack, stages, graph: [] };
const cycle = { id: '51-2026', year: 2026 };
const commune = { communeCode: '21211', provinceCode: '51' };

const asked: (string | undefined)[] = [];
const records: FigureRecords = {
  stages: async (_cycle, communeCode) => {
    asked.push(communeCode);
    return [
      { stage: 'q1Plan', dueDay: '2026-03-31', status: 'submitted', n: 5 },
      { stage: 'q1Plan', dueDay: '2026-03-31', status: 'awaiting', n: 2 },
      { stage: 'q1Plan', dueDay: '2026-11-30', status: 'returned', n: 1 },
      { stage: 'recognition', dueDay: '', status: 'awaiting', n: 8 },
    ];
  },
  results: async (_cycle, communeCode) => {
    asked.push(communeCode);
    return [
      { recognised: true, classKey: 'tot', notSubmitted: false, n: 3 },
      { recognised: false, classKey: 'yeu', notSubmitted: true, n: 2 },
      { recognised: true, classKey: 'tot', notSubmitted: true, n: 1 },
      { notSubmitted: false, n: 2 },
    ];
  },
};
const figures = (asOf: string, area = commune) => reportFigures(records, cycle, rules, area, asOf);

describe('the figures of a report', () => {
  it('count what stands, not what is said', async () => {
    const {
      units,
      stages: lines,
      recognised,
      notRecognised,
      classes,
      notSubmitted,
    } = await figures('2026-11-04T02:00:00.000Z');
    expect(units).toBe(8);
    expect(lines.find(({ stage }) => stage === 'q1Plan')).toEqual({
      stage: 'q1Plan',
      name: 'Nghị quyết, kế hoạch Quý I',
      done: 5,
      open: 3,
      overdue: 2,
    });
    expect(lines.find(({ stage }) => stage === 'recognition')).toMatchObject({ open: 8, overdue: 0 });
    expect({ recognised, notRecognised, notSubmitted }).toEqual({
      recognised: 4,
      notRecognised: 2,
      notSubmitted: 3,
    });
    expect(classes.map(({ key, units: n }) => [key, n])).toEqual([
      ['tot', 4],
      ['kha', 0],
      ['trung-binh', 0],
      ['yeu', 2],
    ]);
  });

  it('name every stage of a unit and no paper of a body', async () => {
    const { stages: lines } = await figures('2026-11-04T02:00:00.000Z');
    expect(lines).toHaveLength(9);
    expect(lines.map(({ stage }) => stage)).not.toContain('communeReport');
  });

  it('are provisional until the assessment window has ended', async () => {
    expect((await figures('2026-11-15T16:59:59.999Z')).provisional).toBe(true);
    expect((await figures('2026-11-15T17:00:00.000Z')).provisional).toBe(false);
  });

  it('cover the commune of a commune body and everything for a body of the province', async () => {
    asked.length = 0;
    await figures('2026-11-04T02:00:00.000Z');
    expect(asked).toEqual(['21211', '21211']);
    asked.length = 0;
    await figures('2026-11-04T02:00:00.000Z', { communeCode: '51', provinceCode: '51' });
    expect(asked).toEqual([undefined, undefined]);
  });
});
