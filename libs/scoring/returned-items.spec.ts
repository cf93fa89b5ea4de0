import { describe, expect, it } from '@jest/globals';
import { syntheticPack } from '../policy/synthetic-pack.support.js';
import { answeredColumn, checkAnswer, leavesOfItems, unknownItems } from './index.js';

const { criteria } = syntheticPack();
interface Line {
  readonly criterion: string;
  readonly points?: number;
  readonly note?: string;
  readonly cites?: readonly string[];
  readonly answer?: string;
}
const before: readonly Line[] = [
  { criterion: 'a', points: 3 },
  { criterion: 'b1', points: 1, cites: ['e1'], note: 'Quy chế 05' },
  { criterion: 'f', points: 10 },
];
const codes = (now: readonly Line[], items: readonly string[]) =>
  checkAnswer(before, now, items).map(({ code, criterion }) => `${code} ${criterion ?? ''}`);

describe('items of a return', () => {
  it('are leaf criteria in the order of the table; one with parts stands for them all', () => {
    expect(leavesOfItems(criteria, ['f', 'b'])).toEqual(['b1', 'b2', 'f']);
    expect(leavesOfItems(criteria, ['e'])).toEqual(['e']);
    expect(leavesOfItems(criteria, [])).toEqual([]);
  });

  it('must be criteria of the table', () => {
    expect(unknownItems(criteria, ['b', 'b1'])).toEqual([]);
    const [problem, ...others] = unknownItems(criteria, ['b', 'b9']);
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ code: 'SCORE.UNKNOWN_CRITERION', criterion: 'b9' });
    expect(problem?.message).toContain(
      'Không có tiêu chí "b9" trong bảng điểm để trả lại; dùng một trong: a, b, b1, b2',
    );
  });
});

describe('an answer to a return of single items', () => {
  const answered: Line = { criterion: 'b1', points: 0.5, answer: 'Quy chế ký ngày 02/3' };

  it('changes what was returned and nothing else', () => {
    expect(codes([answered], ['b1'])).toEqual([]);
    expect(codes([...before.slice(0, 1), answered, { criterion: 'f', points: 9 }], ['b1'])).toEqual([
      'SCORE.ITEM_NOT_RETURNED f',
    ]);
    expect(codes([answered, { criterion: 'c', points: 1 }], ['b1'])).toEqual(['SCORE.ITEM_NOT_RETURNED c']);
  });

  it('may repeat the other lines as they are, in whatever order their fields stand', () => {
    const same: Line = { points: 10, criterion: 'f', note: undefined };
    expect(codes([answered, same], ['b1'])).toEqual([]);
    const cites: Line = { note: 'Quy chế 05', cites: ['e1'], points: 1, criterion: 'b1', answer: 'như cũ' };
    expect(codes([cites, { criterion: 'a', points: 3, answer: 'x' }], ['a'])).toEqual([]);
    expect(
      codes(
        [
          { ...cites, cites: ['e2'] },
          { criterion: 'a', points: 3, answer: 'x' },
        ],
        ['a'],
      ),
    ).toEqual(['SCORE.ITEM_NOT_RETURNED b1']);
  });

  it.each([undefined, '', ' ... '])('explains each returned item, not with %j', (answer) => {
    const line: Line = answer === undefined ? { criterion: 'b1', points: 1 } : { ...answered, answer };
    expect(codes([line], ['b1'])).toEqual(['SCORE.ANSWER_REQUIRED b1']);
    expect(codes([], ['b1'])).toEqual(['SCORE.ANSWER_REQUIRED b1']);
  });

  it('names the items in its refusal', () => {
    const [problem] = checkAnswer(before, [answered, { criterion: 'f', points: 9 }], ['b1']);
    expect(problem?.message).toBe(
      'Ở tiêu chí f: cấp trên không trả lại mục này nên giữ như đã nộp; chỉ sửa các mục: b1.',
    );
    expect(checkAnswer(before, [], ['b1'])[0]?.message).toContain(
      'Ở tiêu chí b1: mục bị trả lại phải có giải trình',
    );
  });

  it('compares lines as they were stored, empty fields too', () => {
    const stored = [{ criterion: 'a', note: null, answer: 'x' }] as unknown as readonly Line[];
    expect(checkAnswer(stored, stored, ['c']).map(({ code }) => code)).toEqual(['SCORE.ANSWER_REQUIRED']);
    const [problem] = checkAnswer(before, [{ criterion: 'f', points: 1 }], ['a', 'b1']);
    expect(problem?.message).toContain('chỉ sửa các mục: a, b1.');
  });

  it('leaves a column of the earlier lines and the returned ones', () => {
    const stray: Line = { criterion: 'f', points: 1 };
    expect(answeredColumn(before, [answered, stray], ['b1'])).toEqual([before[0], before[2], answered]);
  });
});
