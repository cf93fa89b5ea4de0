import type { ChoicesAnswer, ReturnsAnswer } from '#libs/contracts';
import { cite, evaluate } from '#libs/policy';
import { criteriaOf, leavesOfItems } from '#libs/scoring';
import { cycleToRead, unitYearToRead } from '../access/reading.js';
import { yearInView } from '../access/year-in-view.js';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import { afterSuggestedVersions } from '../cycle-rules/lateness.js';
import type { Identity } from '../identity/identity.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import { choiceAnswer } from './choice-answer.js';
import type { GapChoice } from './choices.port.js';
import { effectText } from './effect-text.js';
import { returnsOf } from './returns.js';

type Needs = Stores<'choices' | 'commands' | 'cycles' | 'migrations' | 'unitYears' | 'units'>;

/** What was chosen for cases that the documents leave open, and what was returned and answered. */
export class ReadScoringRecords {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly rules: CycleRules,
  ) {}

  /**
   * Choices of the cycle, with those of a unit where one is named: then only the gaps that act on it.
   *
   * @throws DomainError CYCLE.UNKNOWN, UNIT.NOT_IN_SCOPE
   */
  async choices(identity: Identity, cycleId: string, unitId: string | undefined): Promise<ChoicesAnswer> {
    return this.unitOfWork.inTransaction(async (records) => {
      const cycle = await cycleToRead(records, identity, 'readScores', cycleId);
      if (unitId !== undefined) await yearInView(records, identity, 'readScores', cycleId, unitId);
      const unit = unitId === undefined ? undefined : await records.units.find(unitId);
      const pack = await this.rules.packOf(records, cycle);
      const recorded = await records.choices.of(cycleId, unitId);
      const inForce = new Map<string, GapChoice>();
      for (const choice of [...recorded].sort(cycleFirst)) inForce.set(choice.gap, choice);
      const answer = (choice: GapChoice) => choiceAnswer(pack, choice, inForce.get(choice.gap) === choice);
      const gaps = pack.gaps
        .filter(
          ({ key, when, years }) =>
            inForce.has(key) ||
            ((unit === undefined || evaluate(when, unit)) &&
              (years === undefined || (cycle.year >= years.from && cycle.year <= (years.to ?? cycle.year)))),
        )
        .map((gap) => {
          const chosen = inForce.get(gap.key);
          return {
            gap: gap.key,
            text: gap.text,
            source: cite(pack, gap.src),
            status: gap.status,
            default: gap.default.text,
            options: gap.options.map(({ key, text, effect }) => ({ key, text, effect: effectText(effect) })),
            chosen: chosen && answer(chosen),
          };
        });
      return { cycleId, unitId, gaps, recorded: recorded.map(answer) };
    });
  }

  /**
   * Every return of a unit's year with its items, deadline and answers.
   *
   * @throws DomainError CYCLE.UNKNOWN, UNIT.NOT_IN_SCOPE, UNIT.OUTSIDE_STANDARD
   */
  async returns(identity: Identity, cycleId: string, unitId: string): Promise<ReturnsAnswer> {
    return this.unitOfWork.inTransaction(async (records) => {
      const { cycle, unit } = await unitYearToRead(records, identity, 'readScores', cycleId, unitId);
      const { pack, stages } = await this.rules.of(records, cycle, unit);
      const table = criteriaOf(pack.criteria);
      const facts = await records.unitYears.facts(cycleId, [unitId]);
      const found = await returnsOf(records, facts);
      const suggested = await afterSuggestedVersions(facts, (instant) =>
        this.rules.of(records, cycle, unit, instant),
      );
      return {
        cycleId,
        unitId,
        returns: found.map(({ stage, items = [], answered, by, version: _version, ...rest }) => {
          const named = leavesOfItems(pack.criteria, items);
          return {
            ...rest,
            stage,
            stageName: stages.find(({ key }) => key === stage)?.name ?? stage,
            byName: by,
            answeredAt: answered?.at,
            answeredLate: answered?.late,
            afterSuggested: answered !== undefined && suggested.has(answered.version) ? true : undefined,
            items: (named.length > 0 ? named : items).map((criterion) => {
              const line = answered?.lines.find((each) => each.criterion === criterion);
              return {
                criterion,
                text: table.get(criterion)?.text ?? criterion,
                points: line?.points,
                answer: line?.answer,
              };
            }),
          };
        }),
      };
    });
  }
}

/** The order in which later ones stand above: the cycle's before the unit's, each by its number. */
const cycleFirst = (a: GapChoice, b: GapChoice): number =>
  Number(a.unitId !== undefined) - Number(b.unitId !== undefined) || a.version - b.version;
