import { describe, expect, it } from '@jest/globals';
import { resolveStages } from '#libs/policy';
import { loadPack } from '../../policy/packs.support.js';
import { wordFindings } from './check-words.js';

const pack = loadPack('quang-ngai-2025');
const rules = { pack, stages: resolveStages(pack, 2026, { managedBy: 'xa' }) };
const answer = (task: string) => ({ task, text: 'Đã triển khai.' });
const ALL = ['1', '2', '3', '4', '5', '6', 'shortcomings', 'proposals'].map(answer);
const submit = (more: Partial<Parameters<typeof wordFindings>[1]>) =>
  wordFindings(rules, { kind: 'submit', stage: 'communeReport', ...more });

describe('the words of a report', () => {
  it('are handed in with every task answered and a figure noted to', () => {
    const figureNotes = [{ figure: 'recognised', text: 'Còn một quyết định bằng giấy.' }];
    expect(submit({ answers: ALL, figureNotes })).toEqual({ remarks: [] });
  });

  it('may leave tasks unanswered, and the office is told which', () => {
    const { refusal, remarks } = submit({ answers: ALL.slice(0, 5) });
    expect(refusal).toBeUndefined();
    expect(remarks).toEqual([
      'Chưa trả lời 3/8 nội dung của mẫu báo cáo: Hướng dẫn, kiểm tra, sơ kết, tổng kết phong trào; Tồn tại, hạn chế, nguyên nhân; Phương hướng, kiến nghị, đề xuất.',
    ]);
    expect(submit({}).remarks).toEqual([expect.stringContaining('Chưa trả lời 8/8 nội dung')]);
  });

  it('are refused where they answer what nobody asks, or the same twice, each by its place', () => {
    const { refusal } = submit({
      answers: [answer('1'), answer('1'), answer('7')],
      figureNotes: [{ figure: 'stages.communeReport', text: 'Sai.' }],
    });
    expect(refusal).toMatchObject({ code: 'REPORT.INVALID', stage: 'communeReport' });
    expect(refusal?.problems?.map(({ code, place }) => [code, place])).toEqual([
      ['REPORT.TASK', 'nhiệm vụ 1'],
      ['REPORT.TASK', 'nhiệm vụ 7'],
      ['REPORT.FIGURE', 'số liệu stages.communeReport'],
    ]);
  });

  it('belong to a report with a form', () => {
    expect(submit({ stage: 'supplementReport', answers: ALL }).refusal?.code).toBe('CONTENT.WRONG_STAGE');
    expect(submit({ stage: 'registration', figureNotes: [] }).refusal?.code).toBe('CONTENT.WRONG_STAGE');
    expect(submit({ stage: 'supplementReport' })).toEqual({ remarks: [] });
  });
});
