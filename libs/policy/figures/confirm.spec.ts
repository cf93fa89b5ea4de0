import { describe, expect, it } from '@jest/globals';
import { assumedFigures, checkPack, cite, figureOf, resolveStages, withConfirmations } from '../index.js';
import { loadPack } from '../packs.support.js';

const pack = loadPack('quang-ngai-2025');
const document = { number: '12/HD-CAT', date: '2026-02-01' };
const fences = (of = pack) => assumedFigures(of).flatMap(({ path, isFence }) => (isFence ? [path] : []));
const ALL = [
  'classes.tot',
  'classes.kha',
  'classes.trung-binh',
  'classes.yeu',
  'readings.beforeExcludesDay',
  'readings.deadlineShift',
];

describe('what a real classification waits for', () => {
  it('is what the pack says: the class bands and the two readings of a last day', () => {
    expect(fences()).toEqual(ALL);
  });

  it('is less when a figure is confirmed, and nothing when all are', () => {
    expect(fences(withConfirmations(pack, [{ figure: 'classes', ...document }]))).toEqual(ALL.slice(4));
    const one = withConfirmations(pack, [{ figure: 'classes.kha', ...document }]);
    expect(fences(one)).toEqual(ALL.filter((path) => path !== 'classes.kha'));
    const all = ['classes', 'readings.beforeExcludesDay', 'readings.deadlineShift'];
    expect(
      fences(
        withConfirmations(
          pack,
          all.map((figure) => ({ figure, ...document })),
        ),
      ),
    ).toEqual([]);
  });
});

describe('a table of points that no document at hand states', () => {
  it.each(['national-2025', 'hai-duong-2024'])('%s: is waited for too, and may be confirmed as one', (id) => {
    const confirmed = (figures: readonly string[]) =>
      fences(
        withConfirmations(
          loadPack(id),
          figures.map((figure) => ({ figure, ...document })),
        ),
      );
    const rest = ['classes', 'readings.beforeExcludesDay', 'readings.deadlineShift'];
    expect(confirmed(rest)).toEqual([4, 5, 6, 7, 8, 9].map((key) => `criteria.${key}`));
    expect(figureOf(loadPack(id), 'criteria')).toBe('criteria');
    expect(confirmed([...rest, 'criteria'])).toEqual([]);
  });
});

describe('a confirmed figure', () => {
  it('is shown with its document instead of the mark', () => {
    const founded = withConfirmations(pack, [{ figure: 'classes', ...document }]);
    expect(founded.classes.map(({ status }) => status)).toEqual(Array(4).fill('binding'));
    expect(cite(founded, founded.classes[0]?.src ?? '')).toBe(
      'đã xác nhận theo văn bản số 12/HD-CAT ngày 01/02/2026',
    );
    expect(checkPack(founded).errors).toEqual([]);
    expect(pack.classes.every(({ status }) => status === 'assumed')).toBe(true);
  });

  it('follows the latest document where two confirm it', () => {
    const founded = withConfirmations(pack, [
      { figure: 'classes', ...document },
      { figure: 'classes.tot', number: '15/HD', date: '2026-03-02' },
    ]);
    const sources = founded.classes.map(({ src }) => cite(founded, src));
    expect(sources[0]).toContain('15/HD');
    expect(sources[1]).toContain('12/HD-CAT');
  });

  it('may be the day of one step at one level, and leaves the others assumed', () => {
    const figure = figureOf(pack, 'stageSets.hang-nam.stages.selfScoring.due.*');
    const founded = withConfirmations(pack, [{ figure: figure ?? '', ...document }]);
    const statusOf = (key: string) =>
      resolveStages(founded, 2026, { managedBy: 'xa' }).find((stage) => stage.key === key)?.due?.status;
    expect([statusOf('selfScoring'), statusOf('dossier')]).toEqual(['binding', 'assumed']);
  });

  it('leaves the pack itself as it is where nothing is confirmed', () => {
    expect(withConfirmations(pack, [])).toBe(pack);
  });
});

describe('a figure is named', () => {
  it.each([
    ['readings.deadlineShift', 'readings.deadlineShift'],
    ['deadlineShift', 'readings.deadlineShift'],
    ['classes', 'classes'],
    ['kha', 'classes.kha'],
  ])('%s', (named, path) => expect(figureOf(pack, named)).toBe(path));

  it.each(['targets', 'targets.recognised', 'khong-co', '*', 'stageSets', 'opens', ''])(
    'not by “%s”, which is not assumed, not there, or many things',
    (named) => expect(figureOf(pack, named)).toBeUndefined(),
  );
});
