import { type CommandApplied, DomainError, sentenceOf, type UnitYearInput } from '#libs/contracts';
import { foldFacts } from '#libs/unit-year';
import { type CycleRules, type Rules, viewOf, withStageNames } from '../cycle-rules/cycle-rules.js';
import type { FaultPoints } from '../transaction/fault-points.port.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';
import { holdAnswered } from '../waiting/hold-waiting.js';
import type { AskedCommand } from './ask-command.js';
import type { Command, CommandOutcome } from './commands.port.js';
import { type OutcomeStores, recordOutcome, type Weighed, weigh } from './decide-command.js';
import { lateRefusalMessage } from './receipt.letters.js';

type Needs = OutcomeStores & Stores<'stepDone'>;

/** Told of each command that a run has heard of. */
export interface HeardLog {
  info(event: string, detail: Record<string, unknown>): void;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export interface ApplyRequest extends UnitYearInput {
  readonly commandId: string;
  readonly updateName: string;
}

/**
 * What a run asks with each command that it hears of. One that the door decided (nearly all) has its outcome already and
 * answers with it; one that the door left `received` is brought to its outcome here, in one transaction. Runs again
 * without harm.
 */
export class ApplyCommand {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly rules: CycleRules,
    private readonly faultPoints: FaultPoints,
    private readonly log: HeardLog = { info: () => undefined },
  ) {}

  /** @throws DomainError UNIT_YEAR.UNKNOWN, COMMAND.UNKNOWN, COMMAND.MISMATCH */
  async execute(request: ApplyRequest): Promise<CommandApplied> {
    const { applied, trace } = await this.unitOfWork.inTransaction(async (records) => {
      const result = await this.apply(records, request);
      this.faultPoints.hit('beforeFactCommit');
      return result;
    });
    this.faultPoints.hit('afterFactCommit');
    const { commandId, outcome } = applied.carried;
    this.log.info('command.heard', { commandId, trace, outcome });
    return applied;
  }

  private async apply(records: Needs, request: ApplyRequest) {
    const known = await this.known(records, request);
    const applied =
      known.status === 'received'
        ? await this.decide(records, request)
        : await this.tell(records, request, known);
    return { applied, trace: known.trace };
  }

  /** The command that the run asks about. */
  private async known(records: OutcomeStores, { commandId, ...request }: ApplyRequest): Promise<Command> {
    const command = UUID.test(commandId) ? await records.commands.find(commandId) : undefined;
    if (command === undefined) throw new DomainError('COMMAND.UNKNOWN', { command: commandId });
    const { cycleId, unitId, updateName } = command;
    if (cycleId !== request.cycleId || unitId !== request.unitId || updateName !== request.updateName) {
      throw new DomainError('COMMAND.MISMATCH', { command: commandId });
    }
    return command;
  }

  /** What is decided already; nobody is kept from the unit meanwhile. */
  private async tell(
    records: OutcomeStores,
    request: ApplyRequest,
    command: Command,
  ): Promise<CommandApplied> {
    const cycle = await records.cycles.find(request.cycleId);
    const unit = await records.unitYears.find(request.cycleId, request.unitId);
    if (unit === undefined || cycle === undefined) throw new DomainError('UNIT_YEAR.UNKNOWN', { ...request });
    const rules = await this.rules.of(records, cycle, unit);
    const status = command.status === 'refused' ? 'refused' : 'applied';
    return reply(rules, await asLeftBy(records, rules, unit, command), command.id, status, command.outcome);
  }

  private async decide(records: Needs, request: ApplyRequest): Promise<CommandApplied> {
    const unit = await records.unitYears.lockUnderRules(request.cycleId, request.unitId);
    const cycle = await records.cycles.find(request.cycleId);
    if (unit === undefined || cycle === undefined) throw new DomainError('UNIT_YEAR.UNKNOWN', { ...request });
    const command = await records.commands.lock(request.commandId);
    if (command === undefined) throw new DomainError('COMMAND.UNKNOWN', { command: request.commandId });
    records.stepDone('lock');
    // Somebody else brought it to its outcome while the unit was waited for.
    if (command.status !== 'received') return this.tell(records, request, command);
    const rules = await this.rules.of(records, cycle, unit);
    const asked = { cycle, unit, rules, command };
    records.stepDone('rules');
    const weighed = await this.weigh(records, asked);
    records.stepDone('judge');
    const at = await records.now();
    await records.commands.finish(command.id, weighed.status, weighed.outcome, at);
    if (weighed.status === 'refused') {
      const letter = await lateRefusalMessage(records, cycle, rules, unit, command, weighed.outcome, at);
      if (letter !== undefined) await records.messages.enqueue({ ...letter, trace: command.trace });
      return reply(rules, unit, command.id, 'refused', weighed.outcome);
    }
    await recordOutcome(records, asked, weighed, at);
    records.stepDone('write');
    return reply(rules, weighed.after, command.id, 'applied', weighed.outcome);
  }

  /** What the command comes to now; what it answers may have been taken back since it came. */
  private async weigh(records: Needs, asked: AskedCommand): Promise<Weighed> {
    const lost = await holdAnswered(records, asked.command);
    if (lost === undefined) return weigh(records, this.rules, asked);
    const detail = sentenceOf({ code: lost.code, params: withStageNames(asked.rules.stages, lost) });
    const { version } = asked.unit.state;
    return { status: 'refused', outcome: { code: lost.code, detail, version } };
  }
}

/**
 * The year as a command left it. A run that hears of several commands after one another hears each as it was, and ends
 * with the one that ended the year.
 */
async function asLeftBy(
  records: OutcomeStores,
  { graph }: Rules,
  unit: UnitYear,
  { status, outcome }: Command,
): Promise<UnitYear> {
  const version = status === 'applied' ? outcome?.version : undefined;
  if (version === undefined || version >= unit.state.version) return unit;
  const facts = await records.unitYears.facts(unit.cycleId, [unit.unitId]);
  const until = facts.filter((each) => each.version <= version).map(({ fact }) => fact);
  return { ...unit, state: foldFacts(graph, until) };
}

function reply(
  rules: Rules,
  unit: UnitYear,
  commandId: string,
  outcome: 'applied' | 'refused',
  result: CommandOutcome | undefined,
): CommandApplied {
  return {
    carried: { commandId, outcome, code: result?.code, version: result?.version ?? unit.state.version },
    view: viewOf(rules.graph, unit),
  };
}
