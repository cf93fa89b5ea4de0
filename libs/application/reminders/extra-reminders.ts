import { dateOf } from '#libs/calendar';
import type { ResolvedStage } from '#libs/policy';
import { extraRung } from '#libs/reminders';
import { isOwed, lastDayOf, standingOf } from '#libs/unit-year';
import type { CarryScene } from './carry-scene.js';
import { obstacleOf } from './obstacle.js';
import type { AddressedYear, NewReminder, Reminder } from './reminders.port.js';

/** What an extra reminder of one subject comes to. */
export interface ExtraReminders {
  readonly sends: readonly { readonly stage: ResolvedStage; readonly reminder: NewReminder }[];
  /** What is due and not reminded of, in Vietnamese: `<stage>: <why>`. */
  readonly left: readonly string[];
}

/**
 * A reminder beside the ladder, of what is due now and not done: one for each such stage, to whoever can act, written
 * down like the others and carried with them. Of what was told today or comes today by the ladder nobody is told twice.
 *
 * @param written what is written down about the subject already
 * @param only key of the one stage that is meant; every stage where absent
 */
export function extraReminders(
  scene: CarryScene,
  subject: AddressedYear,
  written: readonly Reminder[],
  only: string | undefined,
): ExtraReminders {
  const sends: ExtraReminders['sends'][number][] = [];
  const left: string[] = [];
  for (const stage of dueStages(scene, subject, only)) {
    const recipient = scene.desk.actor(stage, subject)?.address;
    const dueDay = lastDayOf(stage, subject.state.stages[stage.key]) ?? '';
    const obstacle =
      obstacleOf(scene.basis, stage, subject, recipient, { at: scene.now })?.reason ??
      (recipient === undefined ? undefined : toldToday(scene, stage, dueDay, recipient, written));
    if (recipient === undefined || obstacle !== undefined) {
      left.push(`${stage.name}: ${obstacle ?? 'không có địa chỉ thư'}`);
      continue;
    }
    const today = dateOf(scene.now);
    sends.push({
      stage,
      reminder: {
        ...{ cycleId: subject.cycleId, unitId: subject.unitId, stage: stage.key, dueDay, recipient },
        ...{ rung: extraRung(today), sendDay: today, state: 'planned', dueAt: scene.now },
        reason: 'nhắc thêm',
      },
    });
  }
  return { sends, left };
}

/** Stages with a last day that are open to the subject and not done, in the order of the year. */
function dueStages(
  { basis, now }: CarryScene,
  subject: AddressedYear,
  only: string | undefined,
): readonly ResolvedStage[] {
  const today = dateOf(now);
  return basis.book.of(subject).graph.filter((stage) => {
    if (only !== undefined && stage.key !== only) return false;
    if (lastDayOf(stage, subject.state.stages[stage.key]) === undefined || stage.opensDay > today)
      return false;
    return isOwed(standingOf(stage, subject.state, today));
  });
}

/** Why nothing more is told today at this address of this stage; undefined where nothing was and nothing comes. */
function toldToday(
  { ladders, now }: CarryScene,
  stage: ResolvedStage,
  dueDay: string,
  recipient: string,
  written: readonly Reminder[],
): string | undefined {
  const today = dateOf(now);
  const isTold = written.some(
    (each) =>
      each.stage === stage.key &&
      each.recipient === recipient &&
      each.sendDay === today &&
      (each.state === 'planned' || each.state === 'carried'),
  );
  if (isTold) return 'hôm nay đã nhắc';
  return ladders.of(stage, dueDay).rungs.some(({ sendDay }) => sendDay === today)
    ? 'hôm nay có nhắc theo lịch'
    : undefined;
}
