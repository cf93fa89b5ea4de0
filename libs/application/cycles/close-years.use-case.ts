import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type CommandBody, DomainError, updateNameOf } from '#libs/contracts';
import { isOver } from '#libs/unit-year';
import { SYSTEM_AUDIT } from '../audit/system-actor.js';
import type { Command, CommandActor } from '../commands/commands.port.js';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Runs } from '../runs/runs.port.js';
import { nowOf } from '../transaction/now-of.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';
import type { Cycle } from './cycles.port.js';

type Needs = Stores<'audit' | 'calendar' | 'commands' | 'cycles' | 'migrations' | 'now'>;

const PAGE = 100;
const AT_ONCE = 20;
const CARRY_TIMEOUT_MS = 12_000;
/** What was handed over elsewhere is looked at again after this. */
const LOOK_AGAIN_MS = 500;
const BODY: CommandBody = { kind: 'close', reason: 'Hết chu kỳ' };
const SYSTEM: CommandActor = {
  actorId: SYSTEM_AUDIT.actorId,
  role: 'administrator',
  name: 'Hệ thống (đóng chu kỳ)',
};

/**
 * Closes the year of every subject that is still waiting for something, each by a command like anybody's, and then the
 * cycle. A command that cannot be carried now stays `received` and is delivered by the dispatcher, so nothing is closed
 * behind the back of a run. Repeating it goes on where it stopped; a complaint may reopen a unit later as ever.
 */
export class CloseYears {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly runs: Runs,
    private readonly rules: CycleRules,
  ) {}

  /**
   * @param onPage told after each page and at every look at what is still open; may throw to stop
   * @returns how many years this call closed
   * @throws DomainError CYCLE.UNKNOWN
   */
  async execute(cycleId: string, onPage: () => void): Promise<{ readonly closed: number }> {
    let closed = 0;
    for (;;) {
      const { waiting, carried } = await this.closeOnce(cycleId, onPage);
      closed += carried;
      onPage();
      if (waiting === 0) break;
      if (carried < waiting) await pause(LOOK_AGAIN_MS);
    }
    const cycle = await this.unitOfWork.inTransaction((records) => this.closeCycle(records, cycleId));
    // A closed cycle needs no wake any more, so this is the one that ends its reminders; a failure is tried again.
    await this.runs.wakeAreaReminders(cycle.id, cycle.provinceCode);
    return { closed };
  }

  /** One walk over all years that wait for something; what was not carried is on its way elsewhere. */
  private async closeOnce(
    cycleId: string,
    onPage: () => void,
  ): Promise<{ readonly waiting: number; readonly carried: number }> {
    let after: string | undefined;
    let waiting = 0;
    let carried = 0;
    for (;;) {
      const page = await this.unitOfWork.inTransaction((records) => this.recordPage(records, cycleId, after));
      if (page.last === undefined) return { waiting, carried };
      after = page.last;
      waiting += page.waiting;
      carried += await this.carryAll(page.fresh);
      onPage();
    }
  }

  /** Records a command for each year of a page that is not over, once for each round of it. */
  private async recordPage(
    records: Needs,
    cycleId: string,
    after: string | undefined,
  ): Promise<{
    readonly last: string | undefined;
    readonly waiting: number;
    readonly fresh: readonly Carriage[];
  }> {
    await records.cycles.holdRules(cycleId);
    const cycle = await records.cycles.find(cycleId);
    if (cycle === undefined) throw new DomainError('CYCLE.UNKNOWN', { cycle: cycleId });
    // What a complaint reopened after the close stays open, though the calendar may be woken by it.
    if (cycle.state === 'closed') return { last: undefined, waiting: 0, fresh: [] };
    const years = await records.calendar.openYears(cycleId, after, PAGE);
    const fresh: Carriage[] = [];
    let waiting = 0;
    for (const year of years) {
      const { graph } = await this.rules.of(records, cycle, year);
      if (isOver(graph, year.state)) continue;
      waiting += 1;
      const command = await commandOf(records, cycle, year);
      if ((await records.commands.insertOnce(command)) === 'existing') continue;
      // What a unit sent before comes first; the dispatcher keeps that order.
      const first = await records.commands.oldestPending(cycleId, year.unitId);
      if (first?.id === command.id) fresh.push({ command, year });
    }
    return { last: years.at(-1)?.unitId, waiting, fresh };
  }

  private async carryAll(carriages: readonly Carriage[]): Promise<number> {
    const carried: string[] = [];
    const queue = [...carriages];
    const one = async (): Promise<void> => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        const { command, year } = next;
        const { cycleId, unitId, provinceCode, communeCode, unitKind } = year;
        const run = { cycleId, unitId, provinceCode, communeCode, unitKind };
        // Whatever fails here the dispatcher delivers: the command is recorded.
        await this.runs.carry(command, run, CARRY_TIMEOUT_MS).then(
          () => carried.push(command.id),
          () => undefined,
        );
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, one));
    if (carried.length > 0) {
      await this.unitOfWork.inTransaction((records) => records.commands.noteCarried(carried));
    }
    return carried.length;
  }

  private async closeCycle(records: Needs, cycleId: string): Promise<Cycle> {
    const cycle = await records.cycles.lock(cycleId);
    if (cycle === undefined) throw new DomainError('CYCLE.UNKNOWN', { cycle: cycleId });
    if (cycle.state === 'closed') return cycle;
    const closedAt = await nowOf(records, cycle);
    await records.cycles.markClosed(cycleId, closedAt);
    await records.audit.append({
      cycleId,
      areaCode: cycle.provinceCode,
      ...SYSTEM_AUDIT,
      action: 'cycle.closed',
      object: cycleId,
      detail: { closedAt },
    });
    return cycle;
  }
}

/** A command and the year it closes. */
interface Carriage {
  readonly command: Command;
  readonly year: UnitYear;
}

async function commandOf(records: Needs, cycle: Cycle, { unitId, state }: UnitYear): Promise<Command> {
  const receivedAt = await records.now();
  // A year that is reopened while the cycle closes is in its next round, and is closed once more.
  const idempotencyKey = `close/${cycle.id}/${unitId}/${state.round}`;
  return {
    id: randomUUID(),
    idempotencyKey,
    bodyDigest: createHash('sha256').update(idempotencyKey).digest('hex'),
    cycleId: cycle.id,
    unitId,
    updateName: updateNameOf(BODY),
    body: BODY,
    actor: SYSTEM,
    receivedAt,
    effectiveAt: cycle.clockAt ?? receivedAt,
    status: 'received',
    attempt: 1,
  };
}
