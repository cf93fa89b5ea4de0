import { describe, expect, it } from '@jest/globals';
import type { ReportContent, ReportUnit } from '../reports/figures.port.js';
import { asKept, codeOf, freezeDigest, partDigest } from './freeze-digest.js';
import { frozenChanges } from './frozen-changes.js';

const unit = (unitId: string, more: Partial<ReportUnit> = {}): ReportUnit => ({
  ...{ unitId, name: `Đơn vị ${unitId}`, communeCode: '21211', communeName: 'Xã Tịnh Khê', kind: 'co-quan' },
  ...{ standing: 'inside', registered: true, notSubmitted: false, done: [] },
  ...more,
});

/** Content whose figures count the units themselves, by one step and one class. */
function contentOf(units: readonly ReportUnit[], registered = 5): ReportContent {
  const inside = units.filter(({ standing }) => standing === 'inside');
  const count = (holds: (unit: ReportUnit) => boolean) => inside.filter(holds).length;
  const done = count((each) => each.done.includes('dossier'));
  return {
    tasks: [],
    units,
    figures: {
      ...{ asOf: '2026-11-04T10:00:00.000Z', provisional: true, area: '21211', units: inside.length },
      stages: [{ stage: 'dossier', name: 'Hồ sơ', done, open: inside.length - done, overdue: 0 }],
      recognised: count(({ recognised }) => recognised === true),
      notRecognised: count(({ recognised }) => recognised === false),
      unclassified: count(({ recognised }) => recognised === undefined),
      classes: [{ key: 'kha', name: 'Khá', units: count(({ classKey }) => classKey === 'kha') }],
      notSubmitted: count(({ notSubmitted }) => notSubmitted),
      meters: [
        {
          ...{
            target: 'registered',
            name: 'Đăng ký',
            operator: '>=',
            percent: 100,
            denominator: 'all-eligible',
          },
          ...{ done: registered, of: 5, status: 'target', source: 'Kế hoạch 33' },
        },
      ],
    },
  };
}

describe('what has changed since figures were kept', () => {
  it('names the units that came and those that went, figure by figure', () => {
    const before = contentOf([
      unit('A', { done: ['dossier'], recognised: true, classKey: 'kha' }),
      unit('B'),
      unit('C', { standing: 'outside' }),
    ]);
    const after = contentOf(
      [
        unit('A', { done: [], recognised: false }),
        unit('B', { done: ['dossier'], recognised: true, classKey: 'kha' }),
        unit('C', { standing: 'outside', done: ['dossier'], recognised: true }),
        unit('D', { done: ['dossier'], notSubmitted: true }),
      ],
      4,
    );
    const named = (id: string) => ({ unitId: id, name: `Đơn vị ${id}` });
    expect(frozenChanges(before, after, false)).toEqual([
      { figure: 'units', name: 'Số đơn vị trong diện xét', before: 2, after: 3, came: [named('D')] },
      {
        ...{ figure: 'stages.dossier', name: 'Đã xong: Hồ sơ', before: 1, after: 2 },
        ...{ came: [named('B'), named('D')], gone: [named('A')] },
      },
      // As many as before, and other units.
      {
        figure: 'recognised',
        name: 'Được công nhận',
        before: 1,
        after: 1,
        came: [named('B')],
        gone: [named('A')],
      },
      { figure: 'notRecognised', name: 'Không được công nhận', before: 0, after: 1, came: [named('A')] },
      {
        figure: 'classes.kha',
        name: 'Phân loại Khá',
        before: 1,
        after: 1,
        came: [named('B')],
        gone: [named('A')],
      },
      { figure: 'notSubmitted', name: 'Không nộp', before: 0, after: 1, came: [named('D')] },
      {
        figure: 'unclassified',
        name: 'Chưa có kết quả',
        before: 1,
        after: 1,
        came: [named('D')],
        gone: [named('B')],
      },
      { figure: 'targets.registered', name: 'Đăng ký: đạt', before: 5, after: 4 },
    ]);
  });

  it('names who has no class, where that is given by an act of its own', () => {
    const judged = { recognised: true } as const;
    const kept = contentOf([unit('A'), unit('B', judged)]);
    const later = contentOf([unit('A', judged), unit('B', { ...judged, classKey: 'kha' })]);
    const [before, after] = [kept, later].map((content, at) => ({
      ...content,
      figures: { ...content.figures, unclassified: 2 - at },
    }));
    if (before === undefined || after === undefined) throw new Error('no content');
    const unclassified = frozenChanges(before, after, true).filter(({ figure }) => figure === 'unclassified');
    expect(unclassified).toEqual([
      {
        ...{ figure: 'unclassified', name: 'Chưa có kết quả', before: 2, after: 1 },
        gone: [{ unitId: 'B', name: 'Đơn vị B' }],
      },
    ]);
  });

  it('is nothing where nothing has', () => {
    const content = contentOf([unit('A', { recognised: true })]);
    expect(frozenChanges(content, { ...content }, false)).toEqual([]);
  });
});

describe('the digest of kept figures', () => {
  const named = { cycleId: '51-2026', areaCode: '51', name: 'Báo cáo năm', at: '2026-11-04T10:00:00.000Z' };
  const part = (areaCode: string, units: readonly ReportUnit[]) => {
    const content = asKept(contentOf(units));
    return { areaCode, content, digest: partDigest({ areaCode, content }) };
  };
  const parts = [part('51', []), part('21211', [unit('A')])];
  const digest = freezeDigest(named, parts);

  it('is that of what is read again, in whatever order', () => {
    const read = asKept([...parts].reverse()).map(({ areaCode, content }) => ({
      areaCode,
      digest: partDigest({ areaCode, content }),
    }));
    expect(freezeDigest(named, read)).toBe(digest);
    expect(codeOf({ digest })).toMatch(/^[0-9a-f]{4}-[0-9a-f]{4}$/);
  });

  it.each([
    ['name', { ...named, name: 'Báo cáo 6 tháng' }, parts],
    ['instant', { ...named, at: '2026-11-04T10:00:00.001Z' }, parts],
    ['cycle', { ...named, cycleId: '51-2027' }, parts],
    ['area', { ...named, areaCode: '21211' }, parts],
    ['unit', named, [part('51', []), part('21211', [unit('B')])]],
    ['part', named, [part('51', [])]],
  ])('is another one with another %s', (_what, other, others) => {
    expect(freezeDigest(other, others)).not.toBe(digest);
  });
});
