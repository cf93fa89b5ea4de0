import { setTimeout as delay } from 'node:timers/promises';
import { ApplicationFailure } from '@temporalio/common';
import type { CommandApplied, RecordsActivities, StageView, UnitYearView } from '#libs/contracts';

/** Three stages stand for a year: the first, one in between, the last. */
export const STAGES = ['q1Plan', 'dossier', 'awardReview'] as const;

/** Records of one unit's year in memory: an Update does its stage, a restart opens the next round. */
export class FakeRecords implements RecordsActivities {
  /** Commands in the order they were begun, each try. */
  readonly tries: string[] = [];
  loads = 0;
  /** The most commands that were ever under way at once. */
  mostAtOnce = 0;
  private atOnce = 0;
  private readonly done = new Set<string>();
  private version = 0;
  private round = 1;

  constructor(
    private readonly behaviour: {
      /** How long each command takes. */
      readonly takesMs?: number;
      /** Commands that are refused. */
      readonly refuses?: readonly string[];
      /** Commands whose tries all fail. */
      readonly breaks?: readonly string[];
      readonly unknown?: boolean;
      /** How many loads fail before the database is back. */
      readonly awayForLoads?: number;
    } = {},
  ) {}

  /** A year whose last stage has its outcome. */
  static finished(): FakeRecords {
    const records = new FakeRecords();
    for (const stage of STAGES) records.done.add(stage);
    records.version = STAGES.length;
    return records;
  }

  async loadUnitYear(): Promise<UnitYearView> {
    this.loads += 1;
    if (this.behaviour.unknown === true)
      throw ApplicationFailure.nonRetryable('no such year', 'UNIT_YEAR.UNKNOWN');
    if (this.loads <= (this.behaviour.awayForLoads ?? 0)) throw new Error('the database is away');
    return this.view();
  }

  async applyCommand({
    commandId,
    updateName,
  }: {
    commandId: string;
    updateName: string;
  }): Promise<CommandApplied> {
    this.tries.push(commandId);
    this.atOnce += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.atOnce);
    try {
      await delay(this.behaviour.takesMs ?? 0);
      if (this.behaviour.breaks?.includes(commandId)) throw new Error('the database is away');
      if (this.behaviour.refuses?.includes(commandId)) {
        const carried = {
          commandId,
          outcome: 'refused',
          code: 'STAGE.REQUIRES',
          version: this.version,
        } as const;
        return { carried, view: this.view() };
      }
      this.version += 1;
      if (updateName === 'restartYear') {
        this.round += 1;
        this.done.clear();
      } else {
        this.done.add(updateName);
      }
      return { carried: { commandId, outcome: 'applied', version: this.version }, view: this.view() };
    } finally {
      this.atOnce -= 1;
    }
  }

  private view(): UnitYearView {
    const last = STAGES.findLastIndex((stage) => this.done.has(stage));
    return {
      version: this.version,
      round: this.round,
      status: 'open',
      stages: STAGES.map(
        (key): StageView => ({ key, name: key, status: this.done.has(key) ? 'done' : 'awaiting' }),
      ),
      current: STAGES[last + 1],
      over: last === STAGES.length - 1,
    };
  }
}
