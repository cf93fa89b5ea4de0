import { describe, expect, it } from '@jest/globals';
import { loadPack } from '#libs/policy';
import { answeredColumn, checkAnswer, leavesOfItems, unknownItems } from './index.js';

const { criteria } = loadPack('quang-ngai-2025');
interface Line {
  readonly criterion: string;
  readonly points?: number;
  readonly note?: string;
  readonly cites?: readonly string[];
  readonly answer?: string;
}
const before: readonly Line[] = [
  { criterion: '1', points: 3 },
  { criterion: '4a', points: 1, cites: ['a'], note: 'Quy chế 05' },
  { criterion: '7', points: 10 },
];
const codes = (now: readonly Line[], items: readonly string[]) =>
  checkAnswer(before, now, items).map(({ code, criterion }) => `${code} ${criterion ?? ''}`);

describe('items of a return', () => {
  it('are leaf criteria in the order of the table; one with parts stands for them all', () => {
    expect(leavesOfItems(criteria, ['7', '4'])).toEqual(['4a', '4b', '4c', '4d', '7']);
    expect(leavesOfItems(criteria, ['5đ'])).toEqual(['5đ']);
    expect(leavesOfItems(criteria, [])).toEqual([]);
  });

  it('must be criteria of the table', () => {
    expect(unknownItems(criteria, ['4', '4a'])).toEqual([]);
    const [problem, ...others] = unknownItems(criteria, ['4', '4x']);
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ code: 'SCORE.UNKNOWN_CRITERION', criterion: '4x' });
    expect(problem?.message).toContain(
      'Không có tiêu chí "4x" trong bảng điểm để trả lại; dùng một trong: 1, 2, 3, 4, 4a',
    );
  });
});

describe('an answer to a return of single items', () => {
  const answered: Line = { criterion: '4a', points: 0.5, answer: 'Quy chế ký ngày 02/3' };

  it('changes what was returned and nothing else', () => {
    expect(codes([answered], ['4a'])).toEqual([]);
    expect(codes([...before.slice(0, 1), answered, { criterion: '7', points: 9 }], ['4a'])).toEqual([
      'SCORE.ITEM_NOT_RETURNED 7',
    ]);
    expect(codes([answered, { criterion: '9', points: 1 }], ['4a'])).toEqual(['SCORE.ITEM_NOT_RETURNED 9']);
  });

  it('may repeat the other lines as they are, in whatever order their fields stand', () => {
    const same: Line = { points: 10, criterion: '7', note: undefined };
    expect(codes([answered, same], ['4a'])).toEqual([]);
    const cites: Line = { note: 'Quy chế 05', cites: ['a'], points: 1, criterion: '4a', answer: 'như cũ' };
    expect(codes([cites, { criterion: '1', points: 3, answer: 'x' }], ['1'])).toEqual([]);
    expect(
      codes(
        [
          { ...cites, cites: ['b'] },
          { criterion: '1', points: 3, answer: 'x' },
        ],
        ['1'],
      ),
    ).toEqual(['SCORE.ITEM_NOT_RETURNED 4a']);
  });

  it.each([undefined, '', ' ... '])('explains each returned item, not with %j', (answer) => {
    const line: Line = answer === undefined ? { criterion: '4a', points: 1 } : { ...answered, answer };
    expect(codes([line], ['4a'])).toEqual(['SCORE.ANSWER_REQUIRED 4a']);
    expect(codes([], ['4a'])).toEqual(['SCORE.ANSWER_REQUIRED 4a']);
  });

  it('names the items in its refusal', () => {
    const [problem] = checkAnswer(before, [answered, { criterion: '7', points: 9 }], ['4a']);
    expect(problem?.message).toBe(
      'Ở tiêu chí 7: cấp trên không trả lại mục này nên giữ như đã nộp; chỉ sửa các mục: 4a.',
    );
    expect(checkAnswer(before, [], ['4a'])[0]?.message).toContain(
      'Ở tiêu chí 4a: mục bị trả lại phải có giải trình',
    );
  });

  it('compares lines as they were stored, empty fields too', () => {
    const stored = [{ criterion: '1', note: null, answer: 'x' }] as unknown as readonly Line[];
    expect(checkAnswer(stored, stored, ['9']).map(({ code }) => code)).toEqual(['SCORE.ANSWER_REQUIRED']);
    const [problem] = checkAnswer(before, [{ criterion: '7', points: 1 }], ['1', '4a']);
    expect(problem?.message).toContain('chỉ sửa các mục: 1, 4a.');
  });

  it('leaves a column of the earlier lines and the returned ones', () => {
    const stray: Line = { criterion: '7', points: 1 };
    expect(answeredColumn(before, [answered, stray], ['4a'])).toEqual([before[0], before[2], answered]);
  });
});
