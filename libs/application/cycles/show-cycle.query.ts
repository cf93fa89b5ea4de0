import { dateOf } from '#libs/calendar';
import type { CycleDetailAnswer, CycleStageAnswer } from '#libs/contracts/http';
import { bodyKeys, levelsOf, type ManagementLevel } from '#libs/policy';
import type { Standing } from '#libs/unit-year';
import { cycleToRead } from '../access/reading.js';
import { standsAt } from '../counters/stands-at.js';
import type { CycleRules, Rules } from '../cycle-rules/cycle-rules.js';
import { assumedDays, dueAnswer } from '../cycle-rules/due-answer.js';
import type { Identity } from '../identity/identity.js';
import type { ReadModel } from '../read-model/read-model.port.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { CycleSummary } from './cycle-summary.js';
import type { Cycle } from './cycles.port.js';

type Needs = Stores<'cycles' | 'migrations' | 'units'>;

/** Whose rules stages are told by: the units of a level, or one body that owes papers of its own. */
interface Told {
  readonly level: ManagementLevel;
  readonly body?: string;
  readonly rules: Rules;
}

/** One cycle with its stages; counts come from the counters, never from a scan of the units. */
export class ShowCycle {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly readModel: Pick<ReadModel, 'counters'>,
    private readonly rules: CycleRules,
    private readonly summary: CycleSummary,
  ) {}

  /** @throws DomainError CYCLE.UNKNOWN */
  async execute(identity: Identity, cycleId: string): Promise<CycleDetailAnswer> {
    const { cycle, told, confirmations, letters } = await this.unitOfWork.inTransaction(async (records) => {
      const visible = await cycleToRead(records, identity, 'readCycle', cycleId);
      return {
        cycle: visible,
        told: await this.toldBy(records, visible),
        confirmations: await records.cycles.confirmations(cycleId),
        letters: await records.cycles.guidanceLetters(cycleId),
      };
    });
    const summary = await this.summary.of(cycle);
    const counters = await this.readModel.counters(cycleId, identity.scope);
    const today = dateOf(summary.now);
    const stages = told.flatMap(({ level, body, rules }) =>
      rules.graph.map((stage): CycleStageAnswer => {
        const cells = counters.filter((cell) => cell.stage === stage.key && cell.level === level);
        const counts: Record<string, number> = {};
        for (const cell of cells) counts[cell.status] = (counts[cell.status] ?? 0) + cell.n;
        const standing = (wanted: Standing) =>
          cells.filter((cell) => standsAt(cell, stage, today) === wanted).reduce((sum, { n }) => sum + n, 0);
        return {
          stage: stage.key,
          name: stage.name,
          act: stage.act,
          level,
          body,
          opens: stage.opensDay,
          due: dueAnswer(rules.pack, stage),
          cutOff: stage.cutOff?.lastDay,
          ...assumedDays(stage),
          counts,
          overdue: standing('overdue'),
          ...(standing('pastSuggested') > 0 && { pastSuggested: standing('pastSuggested') }),
          notSubmitted: standing('notSubmitted'),
        };
      }),
    );
    return {
      ...summary,
      stages,
      confirmations: confirmations
        .filter(({ issuer }) => issuer === undefined)
        .map(({ figure, number, date }) => ({ figure, number, date })),
      guidance: letters
        .filter(({ replacedBy }) => replacedBy === undefined)
        .map(({ number, date, issuer, figures }) => ({ number, date, issuer, figures: figures.length })),
    };
  }

  /** The rules of the units of each level, then of each body that owes papers of its own. */
  private async toldBy(records: Needs, cycle: Cycle): Promise<readonly Told[]> {
    const told: Told[] = [];
    const { pack, stages } = await this.rules.of(records, cycle, { managedBy: 'tinh' });
    for (const level of levelsOf(pack)) {
      told.push({ level, rules: await this.rules.of(records, cycle, { managedBy: level }) });
    }
    for (const bodyKey of bodyKeys(stages)) {
      const body = pack.bodies.find(({ key }) => key === bodyKey);
      if (body === undefined || body.level === 'bo') continue;
      const rules = await this.rules.of(records, cycle, { managedBy: body.level, bodyKey });
      told.push({ level: body.level, body: body.name, rules });
    }
    return told;
  }
}
