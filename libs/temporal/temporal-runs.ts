import {
  type Client,
  WithStartWorkflowOperation,
  WorkflowExecutionAlreadyStartedError,
  type WorkflowIdReusePolicy,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
} from '@temporalio/client';
import { defineSearchAttributeKey, TypedSearchAttributes } from '@temporalio/common';
import {
  type Command,
  type RehearsedYearRuns,
  type Runs,
  type UnitRun,
  UpdateFailedError,
} from '#libs/application';
import {
  advanceToSignal,
  areaRemindersWorkflowId,
  areaYearWorkflowId,
  type CommandCarried,
  type CommandReference,
  commandUpdateId,
  type MailRelay,
  mailDeliveryWorkflowId,
  rehearsalWorkflowId,
  rehearsedYearWorkflowId,
  TASK_QUEUES,
  type UnitYearInput,
  type UnitYearView,
  unitYearWorkflowId,
  wakeSignal,
} from '#libs/contracts';

/** The workflow by its contract. */
type UnitYear = (input: UnitYearInput) => Promise<UnitYearView>;

const STARTS_AT_ONCE = 25;
const START_TIMEOUT_MS = 10_000;

/** What a run is for, for whoever reads the list of runs. */
const SUMMARIES = {
  areaYear: (cycleId: string) => `Lịch của chu kỳ ${cycleId}`,
  areaReminders: (cycleId: string) => `Nhắc hạn trong chu kỳ ${cycleId}`,
  rehearsal: (cycleId: string) => `Đồng hồ diễn tập của chu kỳ ${cycleId}`,
  rehearsedYear: (cycleId: string) => `Cả năm diễn tập của chu kỳ ${cycleId}`,
};

const key = {
  cycleId: defineSearchAttributeKey('CycleId', 'KEYWORD'),
  provinceCode: defineSearchAttributeKey('ProvinceCode', 'KEYWORD'),
  communeCode: defineSearchAttributeKey('CommuneCode', 'KEYWORD'),
  unitKind: defineSearchAttributeKey('UnitKind', 'KEYWORD'),
};

/** Workflows by name: the API knows their contracts, never their code. */
export class TemporalRuns implements Runs, RehearsedYearRuns {
  constructor(private readonly client: Client) {}

  async startAreaYear(cycleId: string, areaId: string): Promise<void> {
    // An opening that failed or was terminated may begin again; one that was completed may not.
    await this.startOnce('areaYear', areaYearWorkflowId(cycleId, areaId), 'ALLOW_DUPLICATE_FAILED_ONLY', {
      args: [{ cycleId, areaId }],
      staticSummary: SUMMARIES.areaYear(cycleId),
      typedSearchAttributes: attributesOfArea(cycleId, areaId),
    });
  }

  wakeAreaYear(cycleId: string, areaId: string): Promise<void> {
    return this.wake('areaYear', areaYearWorkflowId(cycleId, areaId), cycleId, areaId);
  }

  wakeAreaReminders(cycleId: string, areaId: string): Promise<void> {
    return this.wake('areaReminders', areaRemindersWorkflowId(cycleId, areaId), cycleId, areaId);
  }

  async advanceRehearsal(cycleId: string, areaId: string, to: string, dayMs: number): Promise<void> {
    await this.withDeadline(START_TIMEOUT_MS, () =>
      this.client.workflow.signalWithStart('rehearsal', {
        ...areaOptions(rehearsalWorkflowId(cycleId), cycleId, areaId),
        staticSummary: SUMMARIES.rehearsal(cycleId),
        signal: advanceToSignal,
        signalArgs: [{ to: new Date(to).toISOString(), dayMs }],
      }),
    );
  }

  async startRehearsedYear(cycleId: string, areaId: string, running: 'join' | 'replace'): Promise<void> {
    await this.withDeadline(START_TIMEOUT_MS, () =>
      this.client.workflow.start('rehearsedYear', {
        ...areaOptions(rehearsedYearWorkflowId(cycleId), cycleId, areaId),
        staticSummary: SUMMARIES.rehearsedYear(cycleId),
        workflowIdConflictPolicy: running === 'join' ? 'USE_EXISTING' : 'TERMINATE_EXISTING',
      }),
    );
  }

  async cancelRehearsedYear(cycleId: string): Promise<void> {
    try {
      await this.withDeadline(START_TIMEOUT_MS, () =>
        this.client.workflow.getHandle(rehearsedYearWorkflowId(cycleId)).cancel(),
      );
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    }
  }

  /** Starts the one runner of a relay, unless it runs. */
  async startMailDelivery(relay: MailRelay): Promise<void> {
    await this.withDeadline(START_TIMEOUT_MS, () =>
      this.client.workflow.start('mailDelivery', {
        workflowId: mailDeliveryWorkflowId(relay),
        taskQueue: TASK_QUEUES.cycle,
        args: [{ relay }],
        staticSummary: relay === 'relay' ? 'Gửi thư ra ngoài' : 'Giữ thư của các chu kỳ diễn tập',
        workflowIdConflictPolicy: 'USE_EXISTING',
      }),
    );
  }

  async startUnitYears(runs: readonly UnitRun[]): Promise<void> {
    for (let start = 0; start < runs.length; start += STARTS_AT_ONCE) {
      await Promise.all(runs.slice(start, start + STARTS_AT_ONCE).map((run) => this.startUnitYear(run)));
    }
  }

  async carry(command: Command, run: UnitRun, timeoutMs: number): Promise<CommandCarried> {
    const startWorkflowOperation = new WithStartWorkflowOperation<UnitYear>('unitYear', {
      ...this.unitYearOptions(run),
      workflowIdConflictPolicy: 'USE_EXISTING',
    });
    try {
      return await this.withDeadline(timeoutMs, () =>
        this.client.workflow.executeUpdateWithStart<UnitYear, CommandCarried, [CommandReference]>(
          command.updateName,
          {
            startWorkflowOperation,
            updateId: commandUpdateId(command.id, command.attempt),
            args: [{ commandId: command.id }],
          },
        ),
      );
    } catch (error) {
      if (!(error instanceof WorkflowUpdateFailedError)) throw error;
      throw new UpdateFailedError(error.message, { cause: error });
    }
  }

  async openUnitIds(cycleId: string): Promise<readonly string[]> {
    const query = `WorkflowType = 'unitYear' AND ExecutionStatus = 'Running' AND CycleId = '${cycleId.replace(/'/g, '')}'`;
    const ids: string[] = [];
    for await (const execution of this.client.workflow.list({ query, pageSize: 1000 })) {
      ids.push(execution.workflowId.split('/').at(-1) ?? '');
    }
    return ids;
  }

  private async wake(
    type: 'areaYear' | 'areaReminders',
    workflowId: string,
    cycleId: string,
    areaId: string,
  ): Promise<void> {
    await this.withDeadline(START_TIMEOUT_MS, () =>
      this.client.workflow.signalWithStart(type, {
        ...areaOptions(workflowId, cycleId, areaId),
        staticSummary: SUMMARIES[type](cycleId),
        signal: wakeSignal,
      }),
    );
  }

  private async startUnitYear(run: UnitRun): Promise<void> {
    const { workflowId, ...options } = this.unitYearOptions(run);
    await this.startOnce('unitYear', workflowId, 'REJECT_DUPLICATE', options);
  }

  private unitYearOptions(run: UnitRun) {
    return {
      workflowId: unitYearWorkflowId(run.cycleId, run.unitId),
      taskQueue: TASK_QUEUES.cycle,
      args: [{ cycleId: run.cycleId, unitId: run.unitId }] as [UnitYearInput],
      staticSummary: `${run.unitId}, chu kỳ ${run.cycleId}`,
      typedSearchAttributes: new TypedSearchAttributes([
        { key: key.cycleId, value: run.cycleId },
        { key: key.provinceCode, value: run.provinceCode },
        { key: key.communeCode, value: run.communeCode },
        { key: key.unitKind, value: run.unitKind },
      ]),
    };
  }

  /** Starts a run unless one is open under this id, or an earlier one forbids it by the policy. */
  private async startOnce(
    type: string,
    workflowId: string,
    workflowIdReusePolicy: WorkflowIdReusePolicy,
    options: { args: unknown[]; typedSearchAttributes: TypedSearchAttributes; staticSummary?: string },
  ): Promise<void> {
    try {
      await this.withDeadline(START_TIMEOUT_MS, () =>
        this.client.workflow.start(type, {
          ...options,
          workflowId,
          taskQueue: TASK_QUEUES.cycle,
          workflowIdReusePolicy,
          workflowIdConflictPolicy: 'USE_EXISTING',
        }),
      );
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    }
  }

  private withDeadline<T>(timeoutMs: number, work: () => Promise<T>): Promise<T> {
    return this.client.withDeadline(Date.now() + timeoutMs, work);
  }
}

const attributesOfArea = (cycleId: string, areaId: string) =>
  new TypedSearchAttributes([
    { key: key.cycleId, value: cycleId },
    { key: key.provinceCode, value: areaId },
  ]);

/** For runs that a signal may start again: what they do is looked up in the tables, so a second run does nothing twice. */
const areaOptions = (workflowId: string, cycleId: string, areaId: string) => ({
  workflowId,
  taskQueue: TASK_QUEUES.cycle,
  args: [{ cycleId, areaId }],
  typedSearchAttributes: attributesOfArea(cycleId, areaId),
  workflowIdReusePolicy: 'ALLOW_DUPLICATE' as const,
});
