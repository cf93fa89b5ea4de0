import { formatOfficialDay } from '#libs/calendar';
import {
  evaluate,
  type PackCriterion,
  type PackRegister,
  type PolicyPack,
  permilleOf,
  type RegisterFilter,
  type RegisterReading,
  type UnitProfile,
} from '#libs/policy';
import { shownValue } from './check-entry.js';
import { matches } from './matches.js';
import type { Entry, Finding } from './registers.types.js';
import { type GroupShare, latestShares, numberOf } from './shares.js';

type Pack = Pick<PolicyPack, 'registers' | 'criteria' | 'targets'>;

interface Scene {
  readonly pack: Pack;
  readonly register: PackRegister;
  readonly criterion: PackCriterion;
  /** Entries of the register that the reading is about, oldest first. */
  readonly entries: readonly Entry[];
  /** All entries of the unit's year, oldest first. */
  readonly all: readonly Entry[];
}

type Verdict = Pick<Finding, 'speaks' | 'text' | 'awards' | 'points' | 'mostPoints'> & {
  /** Those of the entries that were read in the end. */
  readonly entries: readonly Entry[];
};

const sumOf = (entries: readonly Entry[], field: string): number =>
  entries.reduce((total, entry) => total + numberOf(entry, field), 0);
const hundredths = (points: number): number => Math.round(points * 100);
const shown = (value: number): string => String(value).replace('.', ',');

const leavesOf = (criteria: readonly PackCriterion[]): readonly PackCriterion[] =>
  criteria.flatMap((criterion) => {
    const { children = [] } = criterion;
    return children.length > 0 ? leavesOf(children) : [criterion];
  });

/**
 * What the registers of a unit's year say about each criterion, in the order of the table. An entry never gives points
 * by itself but where the document counts it so (awards); it speaks for points, against full points, or not at all.
 *
 * @param entries the unit's entries as they stand, oldest first; those outside the window were never taken in
 */
export function findingsOf(pack: Pack, unit: UnitProfile, entries: readonly Entry[]): readonly Finding[] {
  return leavesOf(pack.criteria).flatMap((criterion) =>
    pack.registers.flatMap((register) =>
      register.readings
        .filter((reading) => reading.criterion === criterion.key)
        .filter(({ when }) => when === undefined || evaluate(when, unit))
        .map((reading): Finding => {
          const own = entries.filter((entry) => entry.register === register.key);
          const read = own.filter((entry) => matches(reading.where, entry));
          const verdict = verdictOf(reading, { pack, register, criterion, entries: read, all: entries });
          return {
            ...verdict,
            criterion: criterion.key,
            reading: reading.key,
            register: register.key,
            registerName: register.name,
            entries: verdict.entries.map(({ id }) => id),
            src: reading.src,
            status: reading.status,
          };
        }),
    ),
  );
}

function verdictOf(reading: RegisterReading, scene: Scene): Verdict {
  switch (reading.as) {
    case 'awards':
      return countAwards(reading, scene);
    case 'against':
      return countCases(reading, scene);
    case 'support':
      return support(reading, scene);
    case 'share':
      return share(reading, scene);
  }
}

type As<K extends RegisterReading['as']> = Extract<RegisterReading, { as: K }>;

function countAwards(reading: As<'awards'>, { register, criterion, entries }: Scene): Verdict {
  const awards = {
    collectives: sumOf(entries, reading.collectives),
    persons: sumOf(entries, reading.persons),
  };
  const { collective, person } = criterion.perAward ?? { collective: 0, person: 0 };
  const counted = awards.collectives * hundredths(collective) + awards.persons * hundredths(person);
  const points = Math.min(counted, hundredths(criterion.max)) / 100;
  const text =
    entries.length === 0
      ? `sổ “${register.name}” chưa có mục nào trong kỳ`
      : `sổ “${register.name}” có ${awards.collectives} tập thể, ${awards.persons} cá nhân (${entries.length} quyết định), tính ${shown(points)} điểm, tối đa ${shown(criterion.max)}`;
  return {
    speaks: entries.length === 0 ? 'silent' : 'for',
    text,
    awards,
    points,
    mostPoints: points,
    entries,
  };
}

function countCases(reading: As<'against'>, { register, criterion, entries }: Scene): Verdict {
  const cases = sumOf(entries, reading.counts);
  if (cases === 0)
    return { speaks: 'silent', text: `sổ “${register.name}” không ghi ${reading.text}`, entries };
  const days = entries.map(({ effectiveOn }) => formatOfficialDay(effectiveOn)).join(', ');
  return {
    speaks: 'against',
    text: `sổ “${register.name}” ghi ${cases} ${reading.text} (${days})`,
    ...(criterion.allOrNothing === true ? { points: 0 } : {}),
    mostPoints: belowFull(criterion),
    entries,
  };
}

/** The most that is less than full points: one step down, or nothing. */
const belowFull = ({ allOrNothing, max, step }: PackCriterion): number =>
  allOrNothing === true ? 0 : Math.max(0, hundredths(max) - hundredths(step ?? 0.01)) / 100;

function support(reading: As<'support'>, { register, entries, all }: Scene): Verdict {
  const { unless } = reading;
  const ruledOut = ({ id }: Entry): boolean => {
    if (unless === undefined) return false;
    const reviews = all.filter(
      (entry) => entry.register === unless.register && entry.data[unless.field] === id,
    );
    // What the police concluded yields to what they conclude later, not to the unit's own word.
    const last = reviews.findLast(({ by }) => by === 'police') ?? reviews.at(-1);
    return last !== undefined && matches(unless.where, last);
  };
  const left = entries.filter((entry) => !ruledOut(entry));
  if (left.length === 0) {
    return {
      speaks: 'silent',
      text: `sổ “${register.name}” chưa có ${reading.text}`,
      ...(reading.silenceContradicts === true ? { mostPoints: 0 } : {}),
      entries: left,
    };
  }
  const named = left.map((entry) => labelOf(register, reading.where, entry)).join('; ');
  return { speaks: 'for', text: `sổ “${register.name}” có ${reading.text}: ${named}`, entries: left };
}

/** What an entry is known by: the value that was looked for where it is one of words, else its first words; its day. */
function labelOf(register: PackRegister, where: RegisterFilter | undefined, entry: Entry): string {
  const day = formatOfficialDay(entry.effectiveOn);
  const first = register.fields.find(({ key, type }) => type === 'text' && entry.data[key] !== undefined);
  const looked = register.fields.find(({ key }) => key === where?.field);
  const fields = [...new Set([first, looked])].filter((field) => field !== undefined);
  const parts = fields.flatMap((field) => {
    const value = entry.data[field.key];
    if (value === undefined) return [];
    const more = field.needs === undefined ? undefined : entry.data[field.needs];
    return [`${shownValue(field, value)}${more === undefined ? '' : ` ${String(more)}`}`];
  });
  return `${parts.join(', ')} (${day})`;
}

function share(reading: As<'share'>, { pack, register, criterion, entries }: Scene): Verdict {
  const target = pack.targets.find(({ key }) => key === reading.target);
  const counted = latestShares(reading, entries);
  const silence = { speaks: 'silent', text: `sổ “${register.name}” chưa có ${reading.text}` } as const;
  if (target === undefined || counted === undefined) return { ...silence, entries: [] };
  const { entry: latest, groups } = counted;
  if (groups.length === 0) return { ...silence, entries: [latest] };
  // Whole numbers throughout: 899 of 1000 must not become 90 % by rounding.
  const reaches = ({ done, of }: GroupShare) =>
    target.operator === '>'
      ? done * 10_000 > Math.round(target.percent * 100) * of
      : done * 10_000 >= Math.round(target.percent * 100) * of;
  const figures = groups.map(
    ({ name, done, of }) => `${name} ${done}/${of} (${shown((permilleOf({ done, of }) ?? 0) / 10)} %)`,
  );
  const below = groups.filter((group) => !reaches(group));
  const wanted = `${target.operator === '>' ? 'trên' : 'từ'} ${shown(target.percent)} %`;
  const text = `sổ “${register.name}” ghi ${figures.join(', ')}; mức cần đạt ${wanted}`;
  return below.length === 0
    ? { speaks: 'for', text, entries: [latest] }
    : {
        speaks: 'against',
        text: `${text}; chưa đạt: ${below.map(({ name }) => name).join(', ')}`,
        mostPoints: belowFull(criterion),
        entries: [latest],
      };
}
