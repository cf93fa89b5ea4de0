import { type CommandBody, DomainError, sentenceOf } from '#libs/contracts';
import { type AskedCommand, askCommand } from '../commands/ask-command.js';
import type { Command } from '../commands/commands.port.js';
import { type OutcomeStores, recordOutcome, type Weighed, weigh } from '../commands/decide-command.js';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Cycle } from '../cycles/cycles.port.js';
import type { FaultPoints } from '../transaction/fault-points.port.js';
import type { Stores } from '../transaction/records.port.js';
import { requestDigest } from '../transaction/request-digest.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';
import type { Batch, BatchItem, BatchItemOutcome } from './batches.port.js';
import { pageRecords } from './page-records.js';
import { planUnit } from './unit-plan.js';

type Needs = OutcomeStores & Stores<'batches'>;

/** Units that one transaction holds; the people of these units wait at the door for as long. */
const PAGE = 100;

const MOVED = 'hồ sơ đã thay đổi từ khi lập kế hoạch';
const PENDING = 'có thao tác đang chờ kết quả';

/** How a page ended: more are left, it was the last one of this cycle's batch, or there was none to do. */
export type PageEnd = { readonly left: 'more' } | { readonly left: 'none'; readonly cycle?: Cycle };

/** A unit that its page decides: the command with what it comes to. */
interface Decided {
  readonly asked: AskedCommand;
  readonly weighed: Extract<Weighed, { status: 'applied' }>;
}

type Item = Pick<BatchItem, 'unitId' | 'line'>;

/**
 * Does one page of a batch, in one transaction: the units are locked, each is planned again, and where its effect line
 * is that of the plan its command is decided and recorded by the functions of the door (decisions 0030, 0042). What has moved since
 * the plan is left out; so is what is refused by now. A page that dies was never begun.
 */
export class ApplyBatchPage {
  constructor(
    private readonly unitOfWork: UnitOfWork<Needs>,
    private readonly rules: CycleRules,
    private readonly faultPoints: FaultPoints,
  ) {}

  async execute(batchId: string): Promise<PageEnd> {
    const end = await this.unitOfWork.inTransaction(async (records): Promise<PageEnd | undefined> => {
      const batch = await records.batches.claim(batchId);
      if (batch === undefined) return undefined;
      const startedAt = await records.now();
      await records.cycles.holdRules(batch.cycleId);
      const cycle = await records.cycles.find(batch.cycleId);
      if (cycle === undefined) throw new DomainError('CYCLE.UNKNOWN', { cycle: batch.cycleId });
      const items = await records.batches.waiting(batchId, PAGE);
      await records.batches.settle(batchId, await this.page(records, batch, cycle, items, startedAt));
      const { ended } = await records.batches.notePage(batchId, startedAt);
      this.faultPoints.hit('midBatchPage');
      return ended ? { left: 'none', cycle } : { left: 'more' };
    });
    if (end === undefined) return { left: 'none' };
    this.faultPoints.hit('afterBatchPage');
    return end;
  }

  private async page(
    records: Needs,
    batch: Batch,
    cycle: Cycle,
    items: readonly Item[],
    at: string,
  ): Promise<readonly BatchItemOutcome[]> {
    const ids = items.map(({ unitId }) => unitId);
    const { act } = batch.request;
    const years = new Map(
      (await records.unitYears.lockAll(cycle.id, ids)).map((year) => [year.unitId, year]),
    );
    const pending = await records.commands.unitsPending(cycle.id, ids);
    const page = pageRecords(records, {
      cycle,
      addresses: await records.units.addressesOf(ids),
      told: act.kind === 'extend' ? await records.reminders.toldSubjects(cycle.id, ids, act.stage) : [],
    });
    const outcomes: BatchItemOutcome[] = [];
    const decided: Decided[] = [];
    for (const item of items) {
      const { unitId } = item;
      const year = years.get(unitId);
      const one =
        year === undefined || pending.has(unitId)
          ? ({ unitId, state: 'moved', detail: PENDING } as const)
          : await this.weigh(page.records, batch, cycle, year, item, at);
      if ('state' in one) outcomes.push(one);
      else decided.push(one);
    }
    const commands = decided.map(({ asked: { command }, weighed: { status, outcome } }): Command => {
      return { ...command, status, outcome, decidedAt: at };
    });
    await records.commands.insertApplied(commands);
    for (const [index, { asked, weighed }] of decided.entries()) {
      const command = commands[index] ?? asked.command;
      await recordOutcome(page.records, { ...asked, command }, weighed, at);
      outcomes.push({ unitId: command.unitId, state: 'applied', commandId: command.id });
    }
    await page.flush(cycle.clockAt ?? at);
    return outcomes;
  }

  /** What the act comes to for a unit that is locked: its command to be recorded, or why nothing is done. */
  private async weigh(
    records: Needs,
    batch: Batch,
    cycle: Cycle,
    unit: UnitYear,
    { unitId, line }: Item,
    at: string,
  ): Promise<Decided | BatchItemOutcome> {
    const { act, reason } = batch.request;
    const identity = batch.orderedBy;
    const rules = await this.rules.of(records, cycle, unit);
    const plan = await planUnit(records, rules, unit, { identity, act, at: cycle.clockAt ?? at });
    if (plan.outcome === 'refused') {
      return { unitId, state: 'refused', code: plan.code, detail: plan.detail };
    }
    if (plan.line !== line) return { unitId, state: 'moved', detail: MOVED };
    const body: CommandBody = { ...act, reason };
    const idempotencyKey = `${batch.id}/${unitId}`;
    const bodyDigest = requestDigest([cycle.id, unitId, body]);
    const request = { cycleId: cycle.id, unitId, idempotencyKey, body, trace: batch.trace };
    try {
      const asking = { bodyDigest, receivedAt: at, held: unit };
      const asked = await askCommand(records, this.rules, identity, request, asking);
      const weighed = await weigh(records, this.rules, asked);
      if (weighed.status === 'applied') return { asked, weighed };
      const { code, detail = '' } = weighed.outcome;
      return { unitId, state: 'refused', code, detail };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return { unitId, state: 'refused', code: error.code, detail: sentenceOf(error) };
    }
  }
}
