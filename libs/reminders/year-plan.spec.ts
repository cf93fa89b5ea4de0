import { describe, expect, it } from '@jest/globals';
import { workingDayTable } from '#libs/calendar';
import { syntheticPack } from '../policy/synthetic-pack.support.js';
import { yearPlan } from './index.js';

const days = yearPlan(syntheticPack(), 2026, workingDayTable('không ngày lễ', []));
const told = (day: string) => days.find((each) => each.day === day);
/** When mails of a stage go out, by name. */
const sent = (stage: string) =>
  days.flatMap(({ mails }) =>
    mails
      .filter((mail) => mail.stage === stage)
      .map(({ sendDay, key, levels, body }) => `${sendDay} ${key} ${body ?? levels.join('+')}`),
  );

describe('the plan of a year', () => {
  it('tells what opens, falls due and closes on its day', () => {
    // 10/01 is a Saturday: what opens there opens all the same.
    expect(told('2026-01-10')?.instants).toEqual(
      expect.arrayContaining(['10/01/2026 00:00: mở Bước springPlan', '10/01/2026 00:00: mở Bước enrolment']),
    );
    expect(told('2026-11-08')?.instants).toEqual(['08/11/2026 24:00: hết hạn Bước summary (đơn vị cấp xã)']);
    expect(told('2026-11-23')?.instants).toContain('23/11/2026* 24:00: hết thời gian tiếp nhận Bước summary');
    expect(days.at(-1)).toMatchObject({
      day: '2027-02-09',
      instants: ['09/02/2027 24:00: đóng chu kỳ'],
    });
  });

  it('tells each mail on the working day on which it goes out, until nothing can be handed in', () => {
    expect(sent('enrolment').slice(0, 6)).toEqual([
      '2026-01-12 opens tinh+xa',
      '2026-03-20 before-20 tinh+xa',
      '2026-04-03 before-5 tinh+xa',
      '2026-04-09 last-day tinh+xa',
      '2026-04-13 after-4 tinh+xa',
      '2026-04-23 after-14 tinh+xa',
    ]);
    expect(sent('enrolment').at(-1)).toBe('2026-11-19 after-224 tinh+xa');
  });

  it('tells levels with days of their own apart, and papers of bodies by their names', () => {
    expect(sent('summary').filter((line) => line.includes('last-day'))).toEqual([
      '2026-11-06 last-day xa',
      '2026-11-13 last-day tinh',
    ]);
    expect(sent('wardPlan')[0]).toBe('2026-01-12 opens Cơ quan ward-office');
  });

  it('marks days that no document sets', () => {
    const assumed = syntheticPack();
    const [usual] = assumed.stageSets;
    const stages = (usual?.stages ?? []).map((stage) =>
      stage.key === 'openDay'
        ? { ...stage, due: stage.due.map((due) => ({ ...due, src: 'assumed', status: 'assumed' as const })) }
        : stage,
    );
    const marked = yearPlan(
      syntheticPack({ stageSets: usual === undefined ? [] : [{ ...usual, stages }] }),
      2026,
      workingDayTable('', []),
    );
    const mails = marked.flatMap((day) => day.mails);
    expect(new Set(mails.filter((mail) => mail.assumed).map(({ stage }) => stage))).toEqual(
      new Set(['openDay']),
    );
  });
});
