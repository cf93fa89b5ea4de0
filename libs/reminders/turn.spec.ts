import { describe, expect, it } from '@jest/globals';
import type { DueLine, Turn } from './index.js';
import { quietUntil, turnOf } from './index.js';
import { plan2025, rules, table } from './reminders.support.js';

/** Day and time of 2025 in Vietnam. */
const at = (text: string): string => `2025-${text.replace(' ', 'T')}:00+07:00`;
const turn = (since: string | undefined, now: string, line: DueLine = plan2025): Turn =>
  turnOf(line, rules, table, { since: since && at(since), now: at(now) });
const seen = ({ send, superseded, nextAt, held }: Turn) => ({
  send: send?.key,
  superseded: superseded.map(({ rung }) => rung.key),
  nextAt,
  held,
});

describe('a turn', () => {
  it.each<[string, string | undefined, string, ReturnType<typeof seen>]>([
    [
      'sends what is due at its very instant',
      undefined,
      '08-21 08:00',
      { send: 'opens', superseded: [], nextAt: '2025-08-22T01:00:00.000Z', held: false },
    ],
    [
      'sends nothing before it, and names the instant to come back',
      undefined,
      '08-21 07:59',
      { send: undefined, superseded: [], nextAt: '2025-08-21T01:00:00.000Z', held: false },
    ],
    [
      'sends nothing twice',
      '08-21 08:00',
      '08-21 09:00',
      { send: undefined, superseded: [], nextAt: '2025-08-22T01:00:00.000Z', held: false },
    ],
    [
      'that comes a little late still sends',
      '08-21 09:00',
      '08-22 16:30',
      { send: 'last-day', superseded: [], nextAt: '2025-08-25T01:00:00.000Z', held: false },
    ],
    [
      'that comes late over several rungs sends the newest only',
      undefined,
      '08-23 10:00',
      { send: 'last-day', superseded: ['opens'], nextAt: '2025-08-25T01:00:00.000Z', held: false },
    ],
    [
      'that comes weeks late sends one overdue mail',
      '08-21 09:00',
      '09-10 10:00',
      {
        send: 'after-14',
        superseded: ['last-day', 'after-1', 'after-3', 'after-7'],
        nextAt: '2025-09-15T01:00:00.000Z',
        held: false,
      },
    ],
    [
      'that comes after the last day, before the first overdue rung, waits for that',
      '08-21 09:00',
      '08-25 07:30',
      { send: undefined, superseded: [], nextAt: '2025-08-25T01:00:00.000Z', held: true },
    ],
    [
      'that comes on the day of a rung before its time waits with what is older, for no day has two mails',
      '08-21 07:00',
      '08-22 07:30',
      { send: undefined, superseded: [], nextAt: '2025-08-22T01:00:00.000Z', held: true },
    ],
    [
      'that waited for the rung of the day sends that one only',
      '08-21 07:00',
      '08-22 08:00',
      { send: 'last-day', superseded: ['opens'], nextAt: '2025-08-25T01:00:00.000Z', held: false },
    ],
    [
      'still sends the last overdue rung on the day of the cut-off',
      '10-20 09:00',
      '10-31 17:00',
      { send: 'after-63', superseded: [], nextAt: undefined, held: false },
    ],
    [
      'after the cut-off sends nothing any more',
      '10-20 09:00',
      '11-01 08:00',
      { send: undefined, superseded: ['after-63'], nextAt: undefined, held: false },
    ],
    [
      'in the quiet hours holds what is due until they end',
      '08-21 09:00',
      '08-22 18:00',
      { send: undefined, superseded: [], nextAt: '2025-08-23T00:00:00.000Z', held: true },
    ],
    [
      'in the quiet hours after midnight holds it to the same morning',
      '08-25 09:00',
      '08-28 06:59',
      { send: undefined, superseded: [], nextAt: '2025-08-28T00:00:00.000Z', held: true },
    ],
    [
      'at the end of the quiet hours sends what was held',
      '08-21 09:00',
      '08-23 07:00',
      { send: 'last-day', superseded: [], nextAt: '2025-08-25T01:00:00.000Z', held: false },
    ],
    [
      'in quiet hours with nothing due just waits for the next rung',
      '08-22 09:00',
      '08-22 23:00',
      { send: undefined, superseded: [], nextAt: '2025-08-25T01:00:00.000Z', held: false },
    ],
    [
      'held over the end of the last day gives it up in the morning',
      '08-21 09:00',
      '08-25 00:00',
      { send: undefined, superseded: [], nextAt: '2025-08-25T00:00:00.000Z', held: true },
    ],
  ])('%s', (_what, since, now, expected) => expect(seen(turn(since, now))).toEqual(expected));

  it('says why a rung is not sent any more', () => {
    expect(turn(undefined, '08-23 10:00').superseded.map(({ reason }) => reason)).toEqual([
      'đã quá lúc gửi, chỉ gửi nhắc mới nhất còn đúng',
    ]);
    expect(turn('08-21 09:00', '09-10 10:00').superseded.map(({ reason }) => reason)).toEqual([
      'không còn đúng: đã qua ngày 24/8/2025',
      'đã quá lúc gửi, chỉ gửi nhắc mới nhất còn đúng',
      'đã quá lúc gửi, chỉ gửi nhắc mới nhất còn đúng',
      'đã quá lúc gửi, chỉ gửi nhắc mới nhất còn đúng',
    ]);
    expect(turn('10-20 09:00', '11-01 08:00').superseded.map(({ reason }) => reason)).toEqual([
      'không còn đúng: đã qua ngày 31/10/2025',
    ]);
    const onLastDay = turn('09-08 09:00', '09-10 09:00', { ...plan2025, lastDay: '2025-09-10' });
    expect(onLastDay.superseded.map(({ rung, reason }) => [rung.key, reason])).toEqual([
      ['before-1', 'đã quá lúc gửi, chỉ gửi nhắc mới nhất còn đúng'],
    ]);
  });

  it('takes a rung due at the very instant of the opening', () => {
    const opened: DueLine = { ...plan2025, openedAt: at('08-22 08:00') };
    expect(turn(undefined, '08-22 08:00', opened).send?.key).toBe('last-day');
  });

  it('stops overdue mails and starts over before the new day when a grace is given', () => {
    const grace: DueLine = { ...plan2025, lastDay: '2025-09-10' };
    expect(seen(turn('08-25 08:00', '08-26 10:00', grace))).toEqual({
      send: undefined,
      superseded: [],
      nextAt: '2025-08-27T01:00:00.000Z',
      held: false,
    });
    expect(turn('08-26 10:00', '08-27 08:00', grace).send?.key).toBe('before-14');
  });
});

describe('quiet hours', () => {
  const until = (now: string, from: string, to: string) => quietUntil(at(now), { quiet: { from, to } });

  it.each([
    ['08-21 17:59', '18:00', '07:00', undefined],
    ['08-21 18:00', '18:00', '07:00', '2025-08-22T00:00:00.000Z'],
    ['08-21 00:00', '18:00', '07:00', '2025-08-21T00:00:00.000Z'],
    ['08-21 07:00', '18:00', '07:00', undefined],
    ['08-21 11:30', '11:30', '13:30', '2025-08-21T06:30:00.000Z'],
    ['08-21 13:30', '11:30', '13:30', undefined],
    ['08-21 11:29', '11:30', '13:30', undefined],
    ['08-21 12:00', '12:00', '12:00', undefined],
  ])('at %s with quiet from %s to %s end at %s', (now, from, to, expected) => {
    expect(until(now, from, to)).toBe(expected);
  });
});
