import { z } from 'zod';
import { isPackDay } from '#libs/calendar';
import { key, text } from '../field.schema.js';
import type { Immutable } from '../immutable.js';
import { LEVELS } from '../levels.js';
import { sourced } from '../sources/sources.schema.js';

/** HH:MM in Asia/Ho_Chi_Minh. */
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'giờ phải viết theo dạng GG:PP');
const packDay = z.string().refine(isPackDay, 'ngày phải viết theo dạng TT-NN');

/** Lists of what is late and of what falls due soon, to those who answer for it that others hand in. */
const lists = z.strictObject({
  ...sourced,
  /** Day of the week on which a list goes out all year, 1 = Monday; the next working day where that is off. */
  weekday: z.int().min(1).max(7),
  /** From and to which day of the year a list goes out on each working day. */
  season: z.strictObject({ from: packDay, to: packDay }),
  /** On how many working days before any last day a list goes out as well. */
  daysBeforeLast: z.int().min(0),
  /** A paper is listed as falling due from so many working days before its last day. */
  workingDaysAhead: z.int().min(1),
  /** How many names a list shows of one step; the others are counted by commune. */
  shown: z.int().min(1),
  /** Keys of the bodies that get lists: of a commune or district its own units, of the province all units and the offices below. */
  to: z.array(key),
  /** Keys of the steps that are recorded and asked for, and that nobody above is told of. */
  leftOut: z.array(key),
  /** Whether bodies of a sector get the list of the units of their kind. */
  sectors: z.boolean(),
  /** What is said of whoever owes a stage, by its key: `chưa tự chấm`. */
  undone: z.record(key, text),
});

/** Addresses that take no mail, one list a day to the office that can mend them. */
const deadMailboxes = z.strictObject({
  ...sourced,
  /** Key of the body that keeps the addresses of the units of a level; those of offices are the province's. */
  to: z.strictObject(Object.fromEntries(LEVELS.map((level) => [level, key.optional()]))),
});

/** One page a month to those who direct the movement. */
const monthly = z.strictObject({
  ...sourced,
  /** Key of the body that gets it on the first working day of each month. */
  to: key,
  /** Keys of the steps whose number of units is told beside that of the same day of the year before. */
  figures: z.array(key),
  /** Keys of the targets of which it tells where they stand. */
  targets: z.array(key),
  /** How many communes to call it names. */
  communes: z.int().min(0),
});

/** What overseers are told. A pack that was stored before lacks it, and nobody is told more under it than was then. */
export const oversight = z.strictObject({
  /** When what goes out on a day is drawn up. */
  sendAt: time,
  lists,
  deadMailboxes,
  monthly,
});

export type OversightRules = Immutable<z.infer<typeof oversight>>;
