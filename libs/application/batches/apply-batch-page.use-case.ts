import { type CommandBody, DomainError, sentenceOf } from '#libs/contracts';
import { type AskedCommand, askCommand } from '../commands/ask-command.js';
import { type OutcomeStores, recordOutcome, type Weighed, weigh } from '../commands/decide-command.js';
import type { CycleRules } from '../cycle-rules/cycle-rules.js';
import type { Cycle } from '../cycles/cycles.port.js';
import type { NewReminder } from '../reminders/reminders.port.js';
import type { FaultPoints } from '../transaction/fault-points.port.js';
import type { Stores } from '../transaction/records.port.js';
import { requestDigest } from '../transaction/request-digest.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';
import type { Batch, BatchItem, BatchItemOutcome } from './batches.port.js';
import { requireOrderer } from './orderer.js';
import { pageRecords } from './page-records.js';
import { plannerOf } from './planner.js';
import type { ActForMany } from './unit-plan.js';

type Needs = OutcomeStores & Stores<'accounts' | 'batches'>;

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

/** A unit to which the act is to be done, with the reminders that it means. */
interface ToDo {
  readonly unit: UnitYear;
  readonly reminders: readonly NewReminder[];
}

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
      const ended = await endedOrderer(records, batch, items);
      await records.batches.settle(
        batchId,
        ended ?? (await this.page(records, batch, cycle, items, startedAt)),
      );
      const { ended: isDone } = await records.batches.notePage(batchId, startedAt);
      this.faultPoints.hit('midBatchPage');
      return isDone ? { left: 'none', cycle } : { left: 'more' };
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
    const years = await records.unitYears.lockAll(cycle.id, ids);
    const addresses = await records.units.addressesOf(ids);
    const units = new Map(
      years.map((year) => [year.unitId, { ...year, address: addresses.get(year.unitId) }]),
    );
    const told = act.kind === 'extend' ? await records.reminders.toldSubjects(cycle.id, ids, act.stage) : [];
    const page = pageRecords(records, { cycle, addresses, told });
    const asking = { identity: batch.orderedBy, act, at: cycle.clockAt ?? at };
    const planPage = await plannerOf(page.records, this.rules, cycle, asking);
    const planOne = await planPage([...units.values()]);
    const pending = await records.commands.unitsPending(cycle.id, ids);
    const outcomes: BatchItemOutcome[] = [];
    const todo: ToDo[] = [];
    for (const { unitId, line } of items) {
      const unit = pending.has(unitId) ? undefined : units.get(unitId);
      const plan = unit && (await planOne(unit));
      if (unit === undefined || plan === undefined)
        outcomes.push({ unitId, state: 'moved', detail: PENDING });
      else if (plan.outcome === 'refused') {
        outcomes.push({ unitId, state: 'refused', code: plan.code, detail: plan.detail });
      } else if (plan.line !== line) outcomes.push({ unitId, state: 'moved', detail: MOVED });
      else todo.push({ unit, reminders: plan.reminders ?? [] });
    }
    const done =
      act.kind === 'remind'
        ? await remindPage(page.records, batch, todo)
        : await this.decidePage(page.records, { ...batch.request, act }, batch, cycle, todo, at);
    await page.flush(cycle.clockAt ?? at);
    return [...outcomes, ...done];
  }

  /** A command for each unit: all are weighed, then all are kept, then each is recorded as at the door. */
  private async decidePage(
    records: Needs,
    { act, reason }: { readonly act: ActForMany; readonly reason: string },
    batch: Batch,
    cycle: Cycle,
    todo: readonly ToDo[],
    at: string,
  ): Promise<readonly BatchItemOutcome[]> {
    const outcomes: BatchItemOutcome[] = [];
    const decided: Decided[] = [];
    for (const { unit } of todo) {
      const one = await this.weigh(records, batch, cycle, unit, { ...act, reason }, at);
      if ('state' in one) outcomes.push(one);
      else decided.push(one);
    }
    await records.commands.insertApplied(decided.map(({ asked }) => asked.command));
    for (const { asked, weighed } of decided) {
      await recordOutcome(records, asked, weighed, at);
      const { unitId, id } = asked.command;
      outcomes.push({ unitId, state: 'applied', commandId: id });
    }
    return outcomes;
  }

  /** The command of a unit that is locked, with its outcome; or why nothing is done after all. */
  private async weigh(
    records: Needs,
    batch: Batch,
    cycle: Cycle,
    unit: UnitYear,
    body: CommandBody,
    at: string,
  ): Promise<Decided | BatchItemOutcome> {
    const { unitId } = unit;
    const idempotencyKey = `${batch.id}/${unitId}`;
    const bodyDigest = requestDigest([cycle.id, unitId, body]);
    const request = { cycleId: cycle.id, unitId, idempotencyKey, body, trace: batch.trace };
    try {
      const asking = { bodyDigest, receivedAt: at, held: unit };
      const asked = await askCommand(records, this.rules, batch.orderedBy, request, asking);
      const weighed = await weigh(records, this.rules, asked);
      const { status, outcome } = weighed;
      if (status === 'refused') {
        const { code, detail = '' } = outcome;
        return { unitId, state: 'refused', code, detail };
      }
      const command = { ...asked.command, status, outcome, decidedAt: at };
      return { asked: { ...asked, command }, weighed };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return { unitId, state: 'refused', code: error.code, detail: sentenceOf(error) };
    }
  }
}

/** Refuses what is left to whoever has ordered it and may act no more; undefined where they still may. */
async function endedOrderer(
  records: Needs,
  { orderedBy }: Batch,
  items: readonly Item[],
): Promise<readonly BatchItemOutcome[] | undefined> {
  try {
    await requireOrderer(records, orderedBy);
    return undefined;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const told = { state: 'refused', code: error.code, detail: sentenceOf(error) } as const;
    return items.map(({ unitId }) => ({ unitId, ...told }));
  }
}

/** The reminders of a page: written down like those of the ladder, and carried with them. */
async function remindPage(
  records: Needs,
  { id, cycleId, orderedBy, request }: Batch,
  todo: readonly ToDo[],
): Promise<readonly BatchItemOutcome[]> {
  await records.reminders.add(todo.flatMap(({ reminders }) => reminders));
  if (todo.length > 0) await records.cycles.touch(cycleId);
  await records.audit.appendAll(
    todo.map(({ unit: { unitId, communeCode }, reminders }) => ({
      ...{ cycleId, areaCode: communeCode, actorId: orderedBy.actorId, actorRole: orderedBy.role },
      ...{ action: 'reminder.extra', object: unitId },
      detail: {
        ...{ batch: id, reason: request.reason },
        stages: reminders.map(({ stage, dueDay }) => ({ stage, dueDay })),
      },
    })),
  );
  return todo.map(({ unit: { unitId } }) => ({ unitId, state: 'applied' }));
}
