import type { DeadlineAnswer, DeadlinesAnswer } from '#libs/contracts/http';
import { calendarOf, levelsOf, resolveStages } from '#libs/policy';
import { cycleToRead } from '../access/reading.js';
import { levelRulesOf } from '../cycle-rules/cycle-days.js';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import { assumedDays, dueAnswer } from '../cycle-rules/due-answer.js';
import type { Identity } from '../identity/identity.js';
import { nowOf } from '../transaction/now-of.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';

type Needs = Stores<'cycles' | 'migrations' | 'now' | 'units'>;

/** The last days in force in a cycle, and the documents that moved some of them. */
export class ListDeadlines {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly rules: CycleRules,
  ) {}

  /** @throws DomainError CYCLE.UNKNOWN */
  async execute(identity: Identity, cycleId: string): Promise<DeadlinesAnswer> {
    const { cycle, rules, amendments, now } = await this.unitOfWork.inTransaction(async (records) => {
      const visible = await cycleToRead(records, identity, 'readCycle', cycleId);
      return {
        cycle: visible,
        rules: await levelRulesOf(records, this.rules, visible),
        amendments: await records.cycles.amendments(cycleId),
        now: await nowOf(records, visible),
      };
    });
    const { pack } = rules.tinh;
    const stages = { tinh: rules.tinh.stages, huyen: rules.huyen.stages, xa: rules.xa.stages };
    const late = calendarOf(pack, cycle.year, stages).filter(({ kind }) => kind === 'stageLate');
    const items = levelsOf(pack).flatMap((level) => {
      const before = resolveStages(pack, cycle.year, { managedBy: level });
      return stages[level].flatMap((stage): DeadlineAnswer[] => {
        const due = dueAnswer(pack, stage);
        const isActedAt = late.some(({ stage: key, levels }) => key === stage.key && levels.includes(level));
        if (due === undefined || !isActedAt) return [];
        const original = before.find(({ key }) => key === stage.key)?.due;
        const isMoved = original !== undefined && original.lastDay !== due.lastDay;
        return [
          {
            stage: stage.key,
            name: stage.name,
            level,
            opens: stage.opensDay,
            due,
            cutOff: stage.cutOff?.lastDay,
            cutOffAssumed: assumedDays(stage).cutOffAssumed,
            originalLastDay: isMoved ? original.lastDay : undefined,
            originalAssumed: isMoved && original.status === 'assumed' ? true : undefined,
          },
        ];
      });
    });
    const nameOf = (key: string) => stages.tinh.find((stage) => stage.key === key)?.name ?? key;
    return {
      cycleId,
      now,
      rulesVersion: cycle.rulesVersion,
      items: items.sort((a, b) =>
        a.due.lastDay < b.due.lastDay ? -1 : a.due.lastDay > b.due.lastDay ? 1 : 0,
      ),
      amendments: amendments.map(
        ({ version, stage, level, lastDay, words, number, date, reason, effectiveAt }) => ({
          version,
          stage,
          name: nameOf(stage),
          level,
          lastDay,
          words,
          number,
          date,
          reason,
          effectiveAt,
        }),
      ),
    };
  }
}
