import { addDays, type IsoInstant } from '#libs/calendar';
import { type PolicyAnswer } from '#libs/contracts/http';
import type { ManagementLevel } from '#libs/policy';
import { bodyActs } from './body-year.js';
import { atHour } from './days.js';
import { apportioned, drawOf } from './draw.js';
import {
  BEHAVIOURS,
  type Behaviour,
  type PlannedAct,
  type Population,
  type PopulationInput,
  type StageDays,
} from './population.types.js';
import { classesOf, outcomeOf, targetIn } from './sheets.js';
import { unitYear } from './unit-year.js';

/** Of a hundred units each: 70 in time, 15 on the last day, 8 late, 4 never, 3 returned and fixed. */
const BEHAVIOUR_WEIGHTS = [70, 15, 8, 4, 3];
const DEAD_MAILBOXES = 5;
/** Of a hundred units that hand in, from the best class down; other packs than of four classes share alike. */
const CLASS_WEIGHTS = [45, 35, 12, 8];
const LATE_BODIES = 10;
/** From so many units on, nothing that is drawn by share is left out. */
const FEW = 6;

/**
 * Draws a year for every unit and every office of a rehearsal: who acts when and how, and how each year must end.
 * Depends on the seed and on the ids alone.
 */
export function populate(input: PopulationInput): Population {
  const { seed, policy } = input;
  const units = [...input.units].sort((a, b) => (a.id < b.id ? -1 : 1));
  const bodies = [...input.bodies].sort((a, b) => (a.id < b.id ? -1 : 1));
  const ids = units.map(({ id }) => id);
  const behaviours = dealt<Behaviour>(seed, 'behaviour', ids, BEHAVIOURS, BEHAVIOUR_WEIGHTS);
  const classes = classesOf(policy);
  const weights = classes.length === CLASS_WEIGHTS.length ? CLASS_WEIGHTS : classes.map(() => 1);
  const handingIn = classes.length === 0 ? [] : ids.filter((id) => behaviours.get(id) !== 'never');
  const classOf = dealt(seed, 'class', handingIn, classes, weights);
  const dead = chosen(
    seed,
    'mailbox',
    units.filter(({ email }) => email !== undefined).map(({ id }) => id),
    DEAD_MAILBOXES,
  );
  const lateBodies = chosen(
    seed,
    'body',
    bodies.map(({ id }) => id),
    LATE_BODIES,
  );

  const lowest = classes.at(-1) ?? '';
  const unitYears = units.map((unit) => {
    const behaviour = behaviours.get(unit.id) ?? 'onTime';
    const draw = drawOf(seed, `unit/${unit.id}`);
    const isNever = behaviour === 'never';
    const target =
      classes.length === 0
        ? outcomeOf(draw, !isNever)
        : targetIn(draw, policy, isNever ? lowest : (classOf.get(unit.id) ?? lowest), !isNever);
    const stages = stagesOf(policy, unit.profile.managedBy, ({ kind }) => kind === 'unit');
    const year = unitYear({
      draw,
      policy,
      provinceCode: input.provinceCode,
      unit,
      stages,
      behaviour,
      target,
    });
    return {
      ...year,
      expected: { ...year.expected, deadMailbox: dead.has(unit.id) ? unit.email : undefined },
    };
  });
  const bodyYears = bodies.map((body) =>
    bodyActs({
      draw: drawOf(seed, `body/${body.id}`),
      body,
      stages: stagesOf(policy, body.level, ({ kind, actor }) => kind === 'area' && actor === body.bodyKey),
      isLate: lateBodies.has(body.id),
    }),
  );
  return {
    units: unitYears.map(({ expected }) => expected),
    bodies: bodyYears.map(({ expected }) => expected),
    acts: [...unitYears, ...bodyYears].flatMap(({ acts }) => acts).sort(byInstant),
    endsAt: endOf(policy),
  };
}

/** The acts of one subject stay in their order. */
const byInstant = (a: PlannedAct, b: PlannedAct) =>
  a.at === b.at ? (a.subject < b.subject ? -1 : a.subject > b.subject ? 1 : 0) : a.at < b.at ? -1 : 1;

/** The afternoon after the last day of all. */
function endOf(policy: PolicyAnswer): IsoInstant {
  const days = policy.stages
    .flatMap(({ tinh, huyen, xa }) => [tinh?.lastDay, huyen?.lastDay, xa?.lastDay])
    .filter((day) => day !== undefined);
  const last = days.sort().at(-1);
  if (last === undefined) throw new Error('a year has last days');
  return atHour(addDays(last, 1), 15);
}

function stagesOf(
  policy: PolicyAnswer,
  level: ManagementLevel,
  isWanted: (stage: PolicyAnswer['stages'][number]) => boolean,
): StageDays[] {
  return policy.stages.filter(isWanted).map((stage) => {
    const due = stage[level];
    if (due === undefined) throw new Error(`the stage ${stage.stage} has no last day`);
    const { opens, cutOff, act, sheet } = stage;
    const isOnlyAsked = stage.obligation === 'asked';
    return { stage: stage.stage, act, sheet, opens, lastDay: due.lastDay, cutOff, isOnlyAsked };
  });
}

/** Gives each of the ids one of the kinds, in exact shares of the whole. */
function dealt<K extends string>(
  seed: number,
  what: string,
  ids: readonly string[],
  kinds: readonly K[],
  weights: readonly number[],
): ReadonlyMap<string, K> {
  const order = drawOf(seed, what).shuffled(ids);
  const shares = apportioned(ids.length, weights);
  const hand = kinds.flatMap((kind, index) => Array.from({ length: shares[index] ?? 0 }, () => kind));
  return new Map(order.map((id, index) => [id, hand[index] as K]));
}

/** So many in a hundred of the ids, at least one where there are a few. */
function chosen(seed: number, what: string, ids: readonly string[], percent: number): ReadonlySet<string> {
  const exact = Math.round((ids.length * percent) / 100);
  const count = ids.length >= FEW ? Math.max(1, exact) : exact;
  return new Set(drawOf(seed, what).shuffled(ids).slice(0, count));
}
