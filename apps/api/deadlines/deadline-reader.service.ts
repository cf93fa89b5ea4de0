import { Inject, Injectable } from '@nestjs/common';
import { CycleRules, type Identity, levelRulesOf, type UnitOfWork } from '#libs/application';
import { type DeadlineAnswer, type DeadlinesAnswer } from '#libs/contracts/http';
import { calendarOf, levelsOf, resolveStages } from '#libs/policy';
import { CycleReader } from '../cycles/cycle-reader.service.js';
import { UNIT_OF_WORK } from '../ports/tokens.js';
import { assumedDays, dueAnswer } from './due.answer.js';

/** The last days in force in a cycle, and the documents that moved some of them. */
@Injectable()
export class DeadlineReader {
  constructor(
    @Inject(UNIT_OF_WORK) private readonly unitOfWork: UnitOfWork,
    private readonly rules: CycleRules,
    private readonly cycles: CycleReader,
  ) {}

  /** @throws DomainError CYCLE.UNKNOWN */
  async list(identity: Identity, cycleId: string): Promise<DeadlinesAnswer> {
    const cycle = await this.cycles.find(identity, cycleId);
    const { rules, amendments } = await this.unitOfWork.inTransaction(async (records) => ({
      rules: await levelRulesOf(records, this.rules, cycle),
      amendments: await records.cycles.amendments(cycleId),
    }));
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
      now: await this.cycles.nowOf(cycle),
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
