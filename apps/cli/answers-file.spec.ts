import { describe, expect, it } from '@jest/globals';
import type { ReportFormAnswer } from '#libs/contracts/http';
import { answersIn, answersText } from './answers-file.js';

const FORM = {
  unitName: 'UBND xã Tịnh Khê',
  stageName: 'Báo cáo tổng hợp',
  tasks: [
    { task: '1', text: 'Nâng cao nhận thức', part: 'results', source: 'Kế hoạch 33, mục II.1' },
    {
      task: 'proposals',
      text: 'Kiến nghị',
      part: 'proposals',
      source: 'giả định',
      assumed: true,
      answer: 'Đã gửi.',
    },
  ],
  figures: [{ figure: 'recognised', name: 'Được công nhận', value: 1200 }],
} as unknown as ReportFormAnswer;

describe('the file of a report that is filled in task by task', () => {
  it('has a heading for each task and figure, what was handed in below, and says what the mark means', () => {
    expect(answersText(FORM)).toBe(`# Báo cáo tổng hợp: UBND xã Tịnh Khê
# Ghi câu trả lời dưới từng đề mục; để trống nếu chưa có. Giữ nguyên mã trong ngoặc vuông.
# Số liệu do hệ thống đếm, không sửa được; nếu thấy chưa đúng, ghi ý kiến dưới số liệu đó.
# * nội dung giả định, chưa có văn bản nêu

## [1] Nâng cao nhận thức (Kế hoạch 33, mục II.1)


## [proposals] Kiến nghị*
Đã gửi.

## [số liệu recognised] Được công nhận: 1.200

`);
  });

  it('comes back as it was written, with its paragraphs; what is empty is left out', () => {
    const drafted = {
      answers: [{ task: '1', text: 'Đoạn một.\n\n- Ý hai.' }],
      figureNotes: [{ figure: 'recognised', text: 'Thiếu một.' }],
    };
    expect(answersIn(answersText(FORM, drafted).replaceAll('\n', '\r\n'), 'tra-loi.txt')).toEqual({
      ...drafted,
      answers: [...drafted.answers, { task: 'proposals', text: 'Đã gửi.' }],
    });
    expect(answersIn(answersText({ ...FORM, tasks: [] }), 'tra-loi.txt')).toEqual({
      answers: [],
      figureNotes: [],
    });
  });

  it('keeps a line of an answer that begins with the sign of a remark', () => {
    const text = '# Trợ giúp\n## [1] Một\n# 1. Tuyên truyền\n## [số liệu recognised] Hai\n# 12 là thiếu';
    expect(answersIn(text, 'tra-loi.txt')).toEqual({
      answers: [{ task: '1', text: '# 1. Tuyên truyền' }],
      figureNotes: [{ figure: 'recognised', text: '# 12 là thiếu' }],
    });
  });

  it('is refused where words stand under no heading', () => {
    expect(() => answersIn('Chưa có đề mục\n## [1] Một\nHai', 'tra-loi.txt')).toThrow('tra-loi.txt');
  });
});
