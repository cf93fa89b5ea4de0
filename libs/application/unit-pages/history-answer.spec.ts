import { describe, expect, it } from '@jest/globals';
import { lateWord } from '#libs/contracts/http';
import type { Fact } from '#libs/unit-year';
import { loadPack } from '../../policy/packs.support.js';
import { workOut } from '../cycle-rules/cycle-rules.js';
import { afterSuggestedVersions } from '../cycle-rules/lateness.js';
import type { HistoryLine } from '../read-model/read-model.port.js';
import { historyAnswer } from './history-answer.js';

/** The self-scoring of 2026 has a day that the pack suggests (27/10); the report of a unit of the province has one of the plan (04/11). */
const rules = workOut(loadPack('quang-ngai-2025'), 2026, { managedBy: 'tinh' });

const came = (stage: string, effectiveAt: string, late = true): Fact => ({
  ...{ kind: 'stage.submitted', stage, commandId: 'c', effectiveAt, late },
});
const extended = (stage: string, until: string): Fact =>
  ({ kind: 'stage.extended', stage, until, commandId: 'c' }) as Fact;
const returned = (stage: string, answerBy?: string): Fact =>
  ({ kind: 'stage.returned', stage, commandId: 'c', answerBy }) as Fact;
const pledged = (late: boolean): Fact => ({
  ...{ kind: 'pledges.recorded', commandId: 'c', effectiveAt: '2026-06-01T02:00:00.000Z' },
  ...{ total: 4, pledged: 3, late },
});
const answered: Fact = {
  kind: 'result.appealAnswered',
  late: true,
  effectiveAt: '2026-12-30T02:00:00.000Z',
} as Fact;

const NOVEMBER = '2026-11-10T02:00:00.000Z';
const DECEMBER = '2026-12-01T02:00:00.000Z';

/** The line of the history that tells the last of the facts. */
async function told(facts: readonly Fact[]): Promise<string> {
  const lines = facts.map((fact, at) => ({ fact, version: at + 1 }) as HistoryLine);
  const suggested = await afterSuggestedVersions(lines, () => Promise.resolve(rules));
  const last = lines.at(-1);
  if (last === undefined) throw new Error('no fact');
  return historyAnswer(last, (key) => key, suggested.has(last.version)).text;
}

describe('how the history tells of a restart', () => {
  const fact: Fact = {
    kind: 'year.restarted',
    from: 'dossier',
    superseded: ['dossier', 'recognition'],
    graceUntil: {},
  };
  const textOf = (decidedBy?: string) =>
    historyAnswer({ fact, version: 1 } as HistoryLine, (key) => key, false, decidedBy).text;
  const REOPENED = 'Mở lại từ bước dossier; kết quả của 2 bước thôi là kết quả hiện hành trong hệ thống';

  it('voids no decision on paper, and names the body that decided', () => {
    expect(textOf()).toBe(REOPENED);
    expect(textOf('UBND xã Tịnh Khê')).toBe(
      `${REOPENED}. Quyết định đã ban hành thôi là kết quả hiện hành trong hệ thống; trên giấy còn hiệu lực đến khi UBND xã Tịnh Khê thay thế, thu hồi`,
    );
    expect(textOf('')).toContain('đến khi cơ quan đã quyết định thay thế, thu hồi');
  });
});

describe('how the history tells what came after its last day', () => {
  it.each([
    ['in time', [came('selfScoring', NOVEMBER, false)], 'Đã gửi: selfScoring'],
    [
      'after a day of the pack that no document sets',
      [came('selfScoring', NOVEMBER)],
      'Đã gửi: selfScoring (sau ngày đề nghị*)',
    ],
    ['after a day of a document', [came('unitReport', NOVEMBER)], 'Đã gửi: unitReport (trễ hạn)'],
    [
      'after a day that an office granted',
      [extended('selfScoring', '2026-11-05'), came('selfScoring', NOVEMBER)],
      'Đã gửi: selfScoring (trễ hạn)',
    ],
    [
      'after a granted day that is before the suggested one, so that the suggested one holds',
      [extended('selfScoring', '2026-10-20'), came('selfScoring', NOVEMBER)],
      'Đã gửi: selfScoring (sau ngày đề nghị*)',
    ],
    [
      'after the day that a return named',
      [
        came('selfScoring', '2026-10-20T02:00:00.000Z', false),
        returned('selfScoring', '2026-11-12'),
        came('selfScoring', DECEMBER),
      ],
      'Đã gửi: selfScoring (trễ hạn)',
    ],
    [
      'after a return that named none',
      [
        came('selfScoring', '2026-10-20T02:00:00.000Z', false),
        returned('selfScoring'),
        came('selfScoring', DECEMBER),
      ],
      'Đã gửi: selfScoring (sau ngày đề nghị*)',
    ],
    [
      'pledges after the day that the pack suggests for them',
      [pledged(true)],
      'Cam kết: 3 trên 4 phòng, ban, tổ, đội (sau ngày đề nghị*)',
    ],
    ['an answer to a complaint', [answered], 'Trả lời khiếu nại: thay đổi, không được công nhận (trễ hạn)'],
  ])('%s', async (_, facts, text) => {
    expect(await told(facts)).toBe(text);
  });
});

it.each([
  [{}, undefined],
  [{ late: false, afterSuggested: true }, undefined],
  [{ late: true }, 'trễ hạn'],
  [{ late: true, afterSuggested: false }, 'trễ hạn'],
  [{ late: true, afterSuggested: true }, 'sau ngày đề nghị*'],
])('%j is told as %s', (came_, word) => {
  expect(lateWord(came_)).toBe(word);
});
