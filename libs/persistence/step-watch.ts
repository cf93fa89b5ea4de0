import { AdvancedConsoleLogger, type QueryRunner } from 'typeorm';
import type { CommandStep } from '#libs/application';

/** Told of each part of a command's transaction once it is done. */
export type StepObserver = (done: {
  readonly step: CommandStep;
  readonly ms: number;
  readonly statements: number;
}) => void;

const statementsOf = new WeakMap<QueryRunner, number>();

/** Counts the statements of each connection while it is lent; says what the mapper's own logger says. */
export class StatementCount extends AdvancedConsoleLogger {
  constructor() {
    super(false);
  }

  override logQuery(_query: string, _parameters?: unknown, runner?: QueryRunner): void {
    if (runner !== undefined) statementsOf.set(runner, (statementsOf.get(runner) ?? 0) + 1);
  }
}

/** The parts of one transaction: each lasts from the end of the one before it. */
export class StepWatch {
  private since = performance.now();
  private counted = 0;
  private hasBegun = false;

  constructor(
    private readonly runner: QueryRunner | undefined,
    private readonly observer: StepObserver,
  ) {}

  done(step: CommandStep): void {
    const now = performance.now();
    const counted = this.runner === undefined ? 0 : (statementsOf.get(this.runner) ?? 0);
    this.observer({ step, ms: now - this.since, statements: counted - this.counted });
    [this.since, this.counted, this.hasBegun] = [now, counted, true];
  }

  /** Nothing where no part was told of: then it was no command. */
  committed(): void {
    if (this.hasBegun) this.done('commit');
  }
}
