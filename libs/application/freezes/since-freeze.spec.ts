import { describe, expect, it } from '@jest/globals';
import type { ReportContent } from '../reports/figures.port.js';
import { freezeDigest, partDigest } from './freeze-digest.js';
import type { FigureFreeze, FreezePart } from './freezes.port.js';
import { sinceFreeze } from './since-freeze.js';

const NAMED = { cycleId: '51-2026', areaCode: '51', name: 'Báo cáo năm', at: '2026-11-04T10:00:00.000Z' };

const partOf = (areaCode: string, done: number): FreezePart => {
  const stages = [{ stage: 'dossier', name: 'Hồ sơ', done, open: 0, overdue: 0 }];
  const content = { units: [], tasks: [], figures: { stages } } as unknown as ReportContent;
  return { areaCode, content, digest: partDigest({ areaCode, content }) };
};
const KEPT = [partOf('21211', 2), partOf('51', 5)];
const FREEZE = { ...NAMED, id: 'a', digest: freezeDigest(NAMED, KEPT) } as FigureFreeze;

const told = (parts: readonly FreezePart[]) =>
  sinceFreeze(
    { freezes: { list: () => Promise.resolve([FREEZE]), parts: () => Promise.resolve(parts) } },
    { id: '51-2026', provinceCode: '51' },
    [{ stage: 'dossier', name: 'Hồ sơ', done: 8 }],
  );

describe('what has come since figures of the province were kept', () => {
  it('is counted from its own part', async () => {
    expect(await told(KEPT)).toMatchObject({
      ...{ name: 'Báo cáo năm', isIntact: true },
      changes: [{ name: 'Hồ sơ', difference: 3 }],
    });
  });

  it.each([
    ['its own part is another', KEPT.map((part) => ({ ...part, content: partOf('51', 4).content }))],
    ["a commune's part is another", [partOf('21211', 1), ...KEPT.slice(1)]],
    ["a commune's part is gone", KEPT.slice(1)],
  ])('says that it is not what was kept where %s', async (_which, parts) => {
    expect(await told(parts)).toMatchObject({ isIntact: false });
  });
});
