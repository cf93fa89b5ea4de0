import { dateOf } from '#libs/calendar';
import { isOwed, lastDayOf, standingOf } from '#libs/unit-year';
import type { CarryScene } from './carry-scene.js';
import type { DigestItem } from './digest.types.js';
import { firstStepOf, obstacleOf } from './obstacle.js';
import type { AddressedYear } from './reminders.port.js';

/**
 * What else the subjects of one mail owe themselves on the day of the scene: papers that are open, not handed in and not among its
 * reminders, in the order of the year. Of what was never told yet nothing is said: it has a notice of its own.
 *
 * @param subjects those whose own mail goes to this address
 */
export function owedBeside(
  scene: CarryScene,
  subjects: readonly AddressedYear[],
  told: readonly DigestItem[],
  recipient: string,
): DigestItem[] {
  const today = dateOf(scene.now);
  const isTold = (subject: AddressedYear, stage: string) =>
    told.some((item) => item.subject.unitId === subject.unitId && item.stage.key === stage);
  return subjects.flatMap((subject) =>
    scene.basis.book.of(subject).graph.flatMap((stage): DigestItem[] => {
      const dueDay = lastDayOf(stage, subject.state.stages[stage.key]);
      if (stage.act !== 'submit' || dueDay === undefined || isTold(subject, stage.key)) return [];
      if (!isOwed(standingOf(stage, subject.state, today))) return [];
      if (obstacleOf(scene.basis, stage, subject, recipient, { at: scene.now }) !== undefined) return [];
      const { rungs } = scene.ladders.of(stage, dueDay);
      if (!rungs.some(({ sendDay }) => sendDay <= today)) return [];
      const first = firstStepOf(scene.basis, stage, subject, scene.now);
      return [{ stage, dueDay, subject, addressee: subject.unitName, first }];
    }),
  );
}
