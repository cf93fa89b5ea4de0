import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { contradictionsOf, type Entry, type Finding, findingsOf } from './index.js';
import { entry, pack, unit } from './registers.support.js';

const of = (criterion: string, entries: readonly Entry[], who = unit): Finding => {
  const found = findingsOf(pack, who, entries).filter((finding) => finding.criterion === criterion);
  if (found.length !== 1 || found[0] === undefined)
    throw new Error(`${found.length} findings on ${criterion}`);
  return found[0];
};
const contradicted = (entries: readonly Entry[], line: Parameters<typeof contradictionsOf>[1][number]) =>
  contradictionsOf(findingsOf(pack, unit, entries), [line]).length > 0;

const model = (status = 'kept') => entry('models', { name: 'Cổng trường an toàn', type: 'school', status });
const reviewed = ({ id }: Entry, conclusion: string) => entry('modelReviews', { model: id, conclusion });
const reward = (collectives: number, persons: number) =>
  entry('rewards', { level: 'commune', number: '7/QĐ', collectives, persons });
const incident = (type: string, cases = 1) => entry('incidents', { type, cases });

describe('models, criterion 7', () => {
  it('new, kept or to be replicated speak for points; the one that was dropped does not', () => {
    for (const status of ['new', 'kept', 'replicate']) expect(of('7', [model(status)]).speaks).toBe('for');
    expect(of('7', [model('dropped')]).speaks).toBe('silent');
  });

  it('count as their latest review concluded', () => {
    const one = model();
    expect(of('7', [one, reviewed(one, 'drop')]).speaks).toBe('silent');
    expect(of('7', [one, reviewed(one, 'drop'), reviewed(one, 'keep')]).speaks).toBe('for');
    expect(of('7', [one, model('new'), reviewed(one, 'drop')]).entries).toHaveLength(1);
  });

  it('stay dropped by the police whatever the unit concludes afterwards', () => {
    const one = model();
    const dropped = { ...reviewed(one, 'drop'), by: 'police' } as const;
    const own = { ...reviewed(one, 'keep'), by: 'unit' } as const;
    expect(of('7', [one, dropped, own]).speaks).toBe('silent');
    expect(of('7', [one, dropped, own, { ...reviewed(one, 'keep'), by: 'police' }]).speaks).toBe('for');
  });

  it('are named with their days and the source of the rule', () => {
    expect(of('7', [model()])).toMatchObject({
      text: 'sổ “Mô hình” có mô hình xây dựng mới hoặc được duy trì: Cổng trường an toàn, Duy trì (12/3/2026)',
      src: 'kh33-annex-7',
      status: 'binding',
    });
  });

  it('are named one after the other', () => {
    const both = [
      model(),
      entry('models', { name: 'Tổ tự quản', type: 'other', status: 'new' }, '2026-04-01'),
    ];
    expect(of('7', both).text).toMatch(
      /: Cổng trường an toàn, Duy trì \(12\/3\/2026\); Tổ tự quản, Xây dựng mới \(01\/4\/2026\)$/u,
    );
  });

  it('yield to reviews alone, whatever another register says of them', () => {
    const one = model();
    expect(of('7', [one, entry('inspections', { model: one.id, conclusion: 'drop' })]).speaks).toBe('for');
  });

  it('of which none is left are told as missing', () => {
    expect(of('7', [])).toMatchObject({
      speaks: 'silent',
      text: 'sổ “Mô hình” chưa có mô hình xây dựng mới hoặc được duy trì',
      mostPoints: 0,
      entries: [],
    });
  });

  it('that nobody entered contradict any points', () => {
    expect(contradicted([], { criterion: '7', points: 0.5 })).toBe(true);
    expect(contradicted([], { criterion: '7', points: 0 })).toBe(false);
    expect(contradicted([model()], { criterion: '7', points: 10 })).toBe(false);
  });
});

describe('awards, criterion 9', () => {
  it.each([
    [[reward(0, 4)], 3],
    [[reward(2, 0)], 3],
    [[reward(1, 0), reward(0, 2)], 3],
    [[reward(0, 1)], 1],
    [[reward(1, 0)], 2],
    [[], 0],
  ])('are counted up to the cap: %#', (entries, points) => {
    expect(of('9', entries).points).toBe(points);
  });

  it('are told with decisions, points and cap; without any the register is silent', () => {
    expect(of('9', [reward(1, 0), reward(0, 2)])).toMatchObject({
      speaks: 'for',
      text: 'sổ “Khen thưởng đột xuất” có 1 tập thể, 2 cá nhân (2 quyết định), tính 3 điểm, tối đa 3',
      mostPoints: 3,
    });
    expect(of('9', [])).toMatchObject({
      speaks: 'silent',
      text: 'sổ “Khen thưởng đột xuất” chưa có mục nào trong kỳ',
      mostPoints: 0,
    });
  });

  it('of which an entry gives one number alone count the other as none', () => {
    const one = entry('rewards', { level: 'commune', number: '7/QĐ', collectives: 1 });
    expect(of('9', [one, reward(0, 1)]).awards).toEqual({ collectives: 1, persons: 1 });
  });

  it('claimed beyond those entered contradict, by either number or by points', () => {
    const entries = [reward(1, 2)];
    const line = (collectives: number, persons: number) => ({
      criterion: '9',
      awards: { collectives, persons },
    });
    expect(contradicted(entries, line(1, 2))).toBe(false);
    expect(contradicted(entries, line(2, 0))).toBe(true);
    expect(contradicted(entries, line(0, 3))).toBe(true);
    expect(contradicted([], { criterion: '9', points: 1 })).toBe(true);
    expect(contradicted(entries, { criterion: '9', points: 3 })).toBe(false);
  });

  it('never found fewer points than claimed, whatever is entered', () => {
    const counts = fc.integer({ min: 0, max: 20 });
    fc.assert(
      fc.property(fc.array(fc.tuple(counts, counts), { maxLength: 6 }), (made) => {
        const { points = 0, awards } = of(
          '9',
          made.map(([collectives, persons]) => reward(collectives, persons)),
        );
        const collectives = made.reduce((sum, [each]) => sum + each, 0);
        const persons = made.reduce((sum, [, each]) => sum + each, 0);
        expect(awards).toEqual({ collectives, persons });
        expect(points).toBe(Math.min(3, 2 * collectives + persons));
      }),
    );
  });
});

describe('incidents, criteria 5a to 5c', () => {
  it.each([
    ['disunity', '5a'],
    ['petition', '5a'],
    ['gathering', '5a'],
    ['corruption', '5b'],
    ['strike', '5c'],
  ])('%s speaks against full points of %s and of no other', (type, criterion) => {
    const entries = [incident(type, 2)];
    for (const key of ['5a', '5b', '5c']) {
      const { speaks, points } = of(key, entries);
      expect([key, speaks, points]).toEqual(
        key === criterion ? [key, 'against', 0] : [key, 'silent', undefined],
      );
      expect(contradicted(entries, { criterion: key, points: 2 })).toBe(key === criterion);
      expect(contradicted(entries, { criterion: key, points: 0 })).toBe(false);
    }
  });

  it('leave no point of a criterion that is given whole or not at all', () => {
    expect(of('5a', [incident('petition')])).toMatchObject({ points: 0, mostPoints: 0 });
  });

  it('leave one step less than all of a criterion with steps, and the points to whoever judges', () => {
    const stepped = (steps: { readonly step?: number }): Finding | undefined => {
      const criteria = pack.criteria.map((criterion) => ({
        ...criterion,
        children: criterion.children?.map((child) =>
          child.key === '5a' ? { ...child, allOrNothing: undefined, ...steps } : child,
        ),
      }));
      return findingsOf({ ...pack, criteria }, unit, [incident('petition')]).find(
        ({ criterion }) => criterion === '5a',
      );
    };
    expect(stepped({ step: 0.5 })).toMatchObject({ speaks: 'against', mostPoints: 1.5 });
    expect(stepped({ step: 0.5 })).not.toHaveProperty('points');
    expect(stepped({ step: 5 })?.mostPoints).toBe(0);
    expect(stepped({})?.mostPoints).toBe(1.99);
  });

  it('are silent where none was entered, in words that blame nobody', () => {
    expect(of('5c', [incident('petition')])).toMatchObject({
      speaks: 'silent',
      text: 'sổ “Vụ việc” không ghi vụ đình công, lãn công trái pháp luật',
      entries: [],
    });
  });

  it('are told by number and day, both sides named where a sheet contradicts them', () => {
    const entries = [incident('petition'), incident('gathering', 2)];
    const text =
      'sổ “Vụ việc” ghi 3 vụ mất đoàn kết, đơn thư không đúng quy định, tập trung đông người (12/3/2026, 12/3/2026)';
    const [contradiction] = contradictionsOf(findingsOf(pack, unit, entries), [
      { criterion: '5a', points: 2 },
    ]);
    expect(contradiction).toEqual({
      criterion: '5a',
      register: 'incidents',
      line: '2 điểm',
      finding: text,
    });
  });
});

describe('people taking part, criterion 2', () => {
  const took = (data: Readonly<Record<string, number>>, day?: string) =>
    entry('propaganda', { theme: 'An toàn trên không gian mạng', ...data }, day);

  it('speak for points from 90 % of every group and not from 89.9 %', () => {
    expect(of('2', [took({ studentsDone: 900, studentsOf: 1000 })]).speaks).toBe('for');
    const below = of('2', [took({ studentsDone: 899, studentsOf: 1000, staffDone: 50, staffOf: 50 })]);
    expect(below.speaks).toBe('against');
    expect(below.text).toBe(
      'sổ “Tuyên truyền, vận động” ghi cán bộ, công chức, viên chức 50/50 (100 %), học sinh, sinh viên 899/1000 (89,9 %); ' +
        'mức cần đạt từ 90 %; chưa đạt: học sinh, sinh viên',
    );
    expect(below.mostPoints).toBe(2.5);
  });

  it('are judged without rounding, whatever the numbers', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), fc.nat(), (whole, some) => {
        const done = some % (whole + 1);
        const { speaks } = of('2', [took({ studentsDone: done, studentsOf: whole })]);
        expect(speaks).toBe(BigInt(done) * 100n >= BigInt(whole) * 90n ? 'for' : 'against');
      }),
    );
  });

  it('are those of the latest entry that has numbers', () => {
    const entries = [
      took({ studentsDone: 500, studentsOf: 1000 }, '2026-02-01'),
      took({ studentsDone: 950, studentsOf: 1000 }, '2026-09-01'),
      took({}, '2026-10-01'),
    ];
    expect(of('2', entries)).toMatchObject({ speaks: 'for', entries: [entries[1]?.id] });
    expect(of('2', [])).toMatchObject({
      speaks: 'silent',
      text: 'sổ “Tuyên truyền, vận động” chưa có tỷ lệ tham gia của từng nhóm',
      entries: [],
    });
  });

  it('of a group of nobody are not spoken of; where there is no other the register is silent', () => {
    const nobody = { workersDone: 0, workersOf: 0 };
    expect(of('2', [took({ ...nobody, staffDone: 9, staffOf: 10 })]).text).toBe(
      'sổ “Tuyên truyền, vận động” ghi cán bộ, công chức, viên chức 9/10 (90 %); mức cần đạt từ 90 %',
    );
    const none = took(nobody);
    expect(of('2', [none])).toMatchObject({
      speaks: 'silent',
      text: 'sổ “Tuyên truyền, vận động” chưa có tỷ lệ tham gia của từng nhóm',
      entries: [none.id],
    });
  });

  it('are none of a group where the number of those who took part is wanting', () => {
    const low = took({ staffOf: 20, studentsDone: 1, studentsOf: 3 });
    const found = of('2', [low]);
    expect(found.text).toMatch(
      /chức 0\/20 \(0 %\), .* 1\/3 \(33,3 %\); .*: cán bộ, công chức, viên chức, học sinh, sinh viên$/u,
    );
    expect(found).toMatchObject({ speaks: 'against', entries: [low.id] });
  });

  it('are not judged by a pack without the target', () => {
    const found = findingsOf({ ...pack, targets: [] }, unit, [took({ staffDone: 1, staffOf: 2 })]);
    expect(found.find(({ criterion }) => criterion === '2')?.speaks).toBe('silent');
  });

  it('take the operator of the target: above 90 % is more than 90 %', () => {
    const targets = pack.targets.map((target) =>
      target.key === 'participation' ? { ...target, operator: '>' as const } : target,
    );
    const above = (studentsDone: number) =>
      findingsOf({ ...pack, targets }, unit, [took({ studentsDone, studentsOf: 1000 })]).find(
        ({ criterion }) => criterion === '2',
      );
    expect(above(900)?.speaks).toBe('against');
    expect(above(901)?.speaks).toBe('for');
    expect(above(901)?.text).toMatch(/; mức cần đạt trên 90 %$/u);
  });
});

describe('what stands behind the other criteria', () => {
  it('is the guard force with the year of its grade, the rules, the coordination, reviews and campaigns', () => {
    const entries = [
      entry('guardForce', {
        guards: 3,
        arrangement: 'Trực ba ca',
        rules: '4/QĐ-THPT',
        grade: 'good',
        gradeYear: 2025,
      }),
      entry('coordination', {
        form: 'regulation',
        number: '3/QC',
        issuedOn: '2022-05-04',
        signedWith: 'Công an xã',
      }),
      entry('reviews', { type: 'final', about: 'coordination' }),
      entry('campaigns', { theme: 'local', form: 'responded' }),
    ];
    const speaking = findingsOf(pack, unit, entries)
      .filter(({ speaks }) => speaks === 'for')
      .map(({ criterion }) => criterion);
    expect(speaking).toEqual(['4a', '4c', '4d', '5d', '6a', '6b']);
    expect(of('6b', entries).text).toContain('Hoàn thành tốt nhiệm vụ 2025');
  });

  it('is named by its first words and by what was looked for', () => {
    const took = entry('campaigns', { theme: 'local', form: 'organised' });
    const theme = 'Phong trào, cuộc vận động của địa phương';
    expect(of('4d', [took]).text).toMatch(new RegExp(`: ${theme} \\(12/3/2026\\)$`, 'u'));
    const told = { ...took, data: { ...took.data, summary: 'Ra quân dọn rác' } };
    expect(of('4d', [told]).text).toMatch(new RegExp(`: Ra quân dọn rác, ${theme} \\(`, 'u'));
    const guards = entry('guardForce', { arrangement: 'Trực ba ca', rules: '4/QĐ' });
    expect(of('6a', [guards]).text).toMatch(/: Trực ba ca \(12\/3\/2026\)$/u);
    expect(of('5d', [guards]).text).toMatch(/: Trực ba ca, 4\/QĐ \(12\/3\/2026\)$/u);
  });

  it('is only what has the thing that is asked for, with any value', () => {
    expect(of('5d', [entry('guardForce', { arrangement: 'Trực ba ca' })]).speaks).toBe('silent');
  });

  it('is silent and contradicts nothing where nobody has entered anything', () => {
    const silent = findingsOf(pack, unit, []).filter(({ criterion }) => !['7', '9'].includes(criterion));
    expect(silent.length).toBeGreaterThan(8);
    expect(silent.every(({ speaks, mostPoints }) => speaks === 'silent' && mostPoints === undefined)).toBe(
      true,
    );
  });

  it('asks no grade of guards from a unit without guards', () => {
    const without = findingsOf(pack, { ...unit, hasGuards: false }, []);
    expect(without.map(({ criterion }) => criterion)).not.toContain('6b');
  });

  it('is nothing in a pack without registers', () => {
    expect(findingsOf({ ...pack, registers: [] }, unit, [model()])).toEqual([]);
  });
});
