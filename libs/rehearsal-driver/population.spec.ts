import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dateOf, isoWeekday } from '#libs/calendar';
import { commandBody, type SentCommand } from '#libs/contracts/http';
import { judgingLevel, resolveStages } from '#libs/policy';
import {
  checkHigherSheet,
  checkOwnRecordsSheet,
  checkSelfSheet,
  scoreFromOwnRecords,
  scoreSheet,
} from '#libs/scoring';
import { apportioned, drawOf } from './draw.js';
import { policyFor } from './policy.support.js';
import { populate } from './population.js';
import { accountKey, BEHAVIOURS, type PlannedAct, type PopulationUnit } from './population.types.js';

const YEARS = [2025, 2026, 2027] as const;
const BODIES = [
  { id: 'VP001', bodyKey: 'cong-an-tinh', level: 'tinh' },
  { id: 'VP003', bodyKey: 'bcd-138-tinh', level: 'tinh' },
  ...Array.from({ length: 8 }, (_, index) => ({
    id: `XA${100 + index}`,
    bodyKey: 'ubnd-xa',
    level: 'xa' as const,
  })),
] as const;

/** Units of every mixture of flags; every seventh would judge itself. */
const unitsOf = (count: number): PopulationUnit[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `QN${String(index + 1).padStart(4, '0')}`,
    name: index % 7 === 0 ? `UBND xã Số ${index}` : `Đơn vị ${index}`,
    communeCode: String(21000 + (index % 8)),
    email: `dm${index}@donvi.example.test`,
    profile: {
      kind: 'co-quan',
      subKind: 'so-nganh',
      managedBy: index % 2 === 0 ? 'xa' : 'tinh',
      size: 'vua',
      hasParty: index % 3 === 0,
      hasUnion: index % 4 > 1,
      hasMassOrganisations: index % 5 > 2,
      hasGuards: index % 6 > 0,
      hasStudents: false,
      isFdi: false,
    },
  }));

const populated = (year: number, count: number, seed = 7, { policy } = policyFor(year)) =>
  populate({
    seed,
    provinceCode: '51',
    policy,
    units: unitsOf(count),
    bodies: BODIES,
  });
const JUDGED: readonly string[] = ['appraise', 'decide', 'classify', 'review'];
const shares = (keys: readonly string[]) => (key: string) => keys.filter((each) => each === key).length;

describe('a year in which the class is given by an act of its own', () => {
  it('has the board classify each unit between the decision and the review, by the class that was drawn', () => {
    const policy = policyFor(2027, 'quang-ngai-2027');
    const { acts, units } = populated(2027, 40, 7, policy);
    const classes = new Set(policy.policy.classes.map(({ key }) => key));
    for (const { id, classKey = '' } of units) {
      const own = acts.filter(({ subject, body }) => subject === id && JUDGED.includes(body.kind));
      expect(own.slice(-3).map(({ body }) => body.kind)).toEqual(['decide', 'classify', 'review']);
      expect(own.at(-2)?.by).toContain('supervisor');
      expect(classes.has(classKey)).toBe(true);
    }
  });
});

describe('a population', () => {
  it('has the behaviours, the dead mailboxes and the late offices in exact shares', () => {
    const { units, bodies } = populated(2026, 100);
    const of = shares(units.map(({ behaviour }) => behaviour));
    expect(BEHAVIOURS.map(of)).toEqual([70, 15, 8, 4, 3]);
    expect(units.filter(({ deadMailbox }) => deadMailbox !== undefined)).toHaveLength(5);
    expect(bodies.filter(({ stages }) => stages.every(({ late }) => late === true))).toHaveLength(1);
  });

  it('has each behaviour at least once from six units on', () => {
    fc.assert(
      fc.property(fc.integer({ min: 6, max: 60 }), fc.integer(), (count, seed) => {
        const { units } = populated(2026, count, seed);
        const of = shares(units.map(({ behaviour }) => behaviour));
        expect(units).toHaveLength(count);
        for (const behaviour of BEHAVIOURS) expect(of(behaviour)).toBeGreaterThan(0);
      }),
      { numRuns: 20 },
    );
  });

  it('has units in every class, and exactly those of the lower two and of no dossier are excluded', () => {
    const { units } = populated(2026, 100);
    expect(new Set(units.map(({ classKey }) => classKey))).toEqual(
      new Set(['tot', 'kha', 'trung-binh', 'yeu']),
    );
    const bands = { tot: [90, 100], kha: [70, 89.99], 'trung-binh': [50, 69.99], yeu: [0, 49.99] } as const;
    for (const { classKey, total, excluded, behaviour } of units) {
      const [from, to] = bands[classKey as keyof typeof bands];
      expect(total).toBeGreaterThanOrEqual(from);
      expect(total).toBeLessThanOrEqual(to);
      expect(excluded).toBe(['trung-binh', 'yeu'].includes(classKey ?? '') || behaviour === 'never');
    }
  });

  it('has nobody kept from awards in a year whose documents have no such rule', () => {
    const { policy } = policyFor(2026);
    const figures = policy.figures.filter(({ path }) => path !== 'consequences.noAward');
    const { units } = populated(2026, 100, 7, { ...policyFor(2026), policy: { ...policy, figures } });
    expect(units.some(({ behaviour }) => behaviour === 'never')).toBe(true);
    expect(units.filter(({ excluded }) => excluded)).toEqual([]);
  });

  it('is the same for the same seed, whatever the order of the units, and another for another seed', () => {
    const input = {
      seed: 7,
      provinceCode: '51',
      policy: policyFor(2026).policy,
      units: unitsOf(60),
      bodies: BODIES,
    };
    const again = populate({ ...input, units: [...unitsOf(60)].reverse(), bodies: [...BODIES].reverse() });
    expect(again).toEqual(populate(input));
    expect(populate({ ...input, seed: 8 }).units).not.toEqual(again.units);
  });
});

describe.each(YEARS)('the acts of a year %i', (year) => {
  const { pack, policy } = policyFor(year);
  const units = unitsOf(120);
  const population = populated(year, 120);
  const profiles = new Map(units.map((unit) => [unit.id, unit]));
  const stages = {
    tinh: resolveStages(pack, year, { managedBy: 'tinh' }),
    huyen: resolveStages(pack, year, { managedBy: 'huyen' }),
    xa: resolveStages(pack, year, { managedBy: 'xa' }),
  };
  const stageOf = (subject: string, key: string) => {
    const managedBy = profiles.get(subject)?.profile.managedBy ?? 'xa';
    const stage = stages[managedBy].find((each) => each.key === key);
    if (stage === undefined) throw new Error(`no stage ${key}`);
    return stage;
  };
  const of = (subject: string) => population.acts.filter((act) => act.subject === subject);

  it('are commands that the API reads', () => {
    for (const { body } of population.acts) expect(() => commandBody.parse(body)).not.toThrow();
  });

  it('come in the order of their instants, each between the opening and the cut-off of its stage', () => {
    const instants = population.acts.map(({ at }) => at);
    expect(instants).toEqual([...instants].sort());
    for (const { subject, stage: key, at } of population.acts) {
      const stage = stageOf(subject, key);
      expect(at >= stage.opensAt).toBe(true);
      if (stage.cutOff !== undefined) expect(at < stage.cutOff.closedFrom).toBe(true);
      expect(at < population.endsAt).toBe(true);
    }
  });

  it('of a unit go through its stages in their order, once each, and a returned sheet twice', () => {
    const order = policy.stages.filter(({ kind }) => kind === 'unit').map(({ stage }) => stage);
    for (const { id, behaviour } of population.units) {
      const expected = order.flatMap((stage) => {
        if (behaviour === 'never' && !['appraisal', 'recognition', 'awardReview'].includes(stage)) return [];
        return behaviour === 'returned' && stage === 'selfScoring' ? [stage, stage, stage] : [stage];
      });
      expect(of(id).map(({ stage }) => stage)).toEqual(expected);
    }
  });

  it('are late exactly where the unit is to be late, and said to be so', () => {
    for (const { id, behaviour, stages } of population.units) {
      for (const { stage, late, status } of stages) {
        const acts = of(id).filter((act) => act.stage === stage);
        const last = acts.at(-1);
        if (last === undefined) {
          expect([behaviour, status, late]).toEqual(['never', 'awaiting', undefined]);
          continue;
        }
        const { due, act, obligation } = stageOf(id, stage);
        const isPast = last.at >= (due?.lateFrom ?? '');
        // Nobody is late with what is only asked for, however long after its day it comes.
        expect(late).toBe(isPast && obligation !== 'asked');
        if (act === 'submit') expect(isPast).toBe(behaviour === 'late');
        if (act === 'submit' && behaviour === 'lastDay') expect(dateOf(last.at)).toBe(due?.lastDay);
        if (act === 'submit' && behaviour === 'onTime')
          expect(dateOf(last.at) < (due?.lastDay ?? '')).toBe(true);
      }
    }
  });

  it('fall on office hours of weekdays, but for the last days of those who wait for them', () => {
    const waiting = new Set(
      population.units.filter(({ behaviour }) => behaviour === 'lastDay').map(({ id }) => id),
    );
    for (const { subject, at, body } of population.acts) {
      const isLastDay = waiting.has(subject) && body.kind === 'submit';
      if (!isLastDay) expect(isoWeekday(dateOf(at))).toBeLessThan(6);
      // 16:00, or 9:00 and 15:00 in Vietnam.
      const hours = isLastDay ? ['09:00:00.000Z'] : ['02:00:00.000Z', '08:00:00.000Z'];
      expect(hours).toContain(at.slice(11));
    }
  });

  it('are done by the unit, or by the office that judges it', () => {
    for (const { subject, by, body } of population.acts.filter(({ isBody }) => !isBody)) {
      const unit = profiles.get(subject) as PopulationUnit;
      if (body.kind === 'submit') {
        expect(by).toBe(accountKey('unit-head', subject));
        continue;
      }
      const { level } = judgingLevel(pack, { name: unit.name, managedBy: unit.profile.managedBy });
      expect(by.split('/')[1]).toBe(level === 'tinh' ? '51' : unit.communeCode);
    }
  });

  it('bring sheets that the scoring table takes and that come to the total drawn', () => {
    for (const { id, behaviour, total, recognised } of population.units) {
      const unit = profiles.get(id) as PopulationUnit;
      const find = <K extends SentCommand['kind']>(kind: K) =>
        of(id)
          .map(({ body }: PlannedAct) => body)
          .filter((body): body is Extract<SentCommand, { kind: K }> => body.kind === kind);
      const self = find('submit').findLast(({ sheet }) => sheet !== undefined);
      const [appraisal] = find('appraise');
      const lines = (appraisal?.sheet ?? []).map(({ criterion, points, reason, awards }) => {
        const own = self?.sheet?.find((line) => line.criterion === criterion);
        return {
          criterion,
          higher: points,
          reason,
          higherAwards: awards,
          self: own?.points,
          selfNote: own?.note,
          awards: own?.awards,
        };
      });
      const recognition = recognised ? 'recognised' : 'notRecognised';
      const input = {
        rules: pack,
        year,
        unit: unit.profile,
        gapChoices: { ...appraisal?.gapChoices },
        sheet: { lines, recognition, ownRecordsNote: appraisal?.ownRecordsNote },
      } as const;
      if (behaviour === 'never') {
        expect(self).toBeUndefined();
        expect(checkOwnRecordsSheet(input)).toEqual([]);
        expect(scoreFromOwnRecords(input).total).toBe(total);
      } else {
        expect([checkSelfSheet(input), checkHigherSheet(input)]).toEqual([[], []]);
        expect(scoreSheet(input, 'higher').total).toBe(total);
      }
      expect(find('decide').map((body) => body.recognised)).toEqual([recognised]);
    }
  });

  it('let offices hand in each paper of their own once, after the units of the same instant', () => {
    for (const { id, stages } of population.bodies) {
      const key = BODIES.find((body) => body.id === id)?.bodyKey;
      const owed = policy.stages.filter(({ kind, actor }) => kind === 'area' && actor === key);
      expect(stages.map(({ stage }) => stage)).toEqual(owed.map(({ stage }) => stage));
      expect(of(id).every(({ isBody, turn, by }) => isBody && turn === 1 && by === `office/${id}`)).toBe(
        true,
      );
    }
  });
});

describe('a share of a whole', () => {
  it('adds up, stays within one of the exact share, and leaves nobody out where there is enough for all', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 5_000 }),
        fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 6 }),
        (total, weights) => {
          const parts = apportioned(total, weights);
          expect(parts.reduce((sum, part) => sum + part, 0)).toBe(total);
          if (total >= weights.length) expect(Math.min(...parts)).toBeGreaterThan(0);
          expect(Math.min(...parts)).toBeGreaterThanOrEqual(0);
        },
      ),
    );
    expect(apportioned(1_000, [70, 15, 8, 4, 3])).toEqual([700, 150, 80, 40, 30]);
  });
});

describe('a draw', () => {
  it('depends on its seed and its name alone', () => {
    const tenOf = (seed: number, name: string) => {
      const draw = drawOf(seed, name);
      return Array.from({ length: 10 }, () => draw.whole(0, 1_000_000));
    };
    expect(tenOf(7, 'unit/QN0001')).toEqual(tenOf(7, 'unit/QN0001'));
    expect(tenOf(7, 'unit/QN0002')).not.toEqual(tenOf(7, 'unit/QN0001'));
    expect(tenOf(8, 'unit/QN0001')).not.toEqual(tenOf(7, 'unit/QN0001'));
  });

  it('shuffles without losing or doubling anything', () => {
    const list = Array.from({ length: 50 }, (_, index) => index);
    const order = drawOf(7, 'any').shuffled(list);
    expect(order).not.toEqual(list);
    expect([...order].sort((a, b) => a - b)).toEqual(list);
  });
});
