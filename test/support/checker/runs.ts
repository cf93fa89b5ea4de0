import type { ReadStage, StagesOf } from './pack-reading.js';
import { groupBy } from './snapshot.js';
import type { CheckInput, CommandRow, Report, Snapshot, UnitYearRow } from './types.js';

interface HistoryEvent {
  readonly eventType?: string | number;
  readonly workflowExecutionUpdateAcceptedEventAttributes?: {
    readonly acceptedRequest?: {
      readonly meta?: { readonly updateId?: string };
      readonly input?: { readonly name?: string };
    };
  };
  readonly workflowExecutionUpdateCompletedEventAttributes?: {
    readonly meta?: { readonly updateId?: string };
    readonly outcome?: { readonly success?: { readonly payloads?: readonly { readonly data?: string }[] } };
  };
}

interface Carried {
  readonly commandId: string;
  readonly outcome: string;
  readonly version: number;
}

/** One run as its history tells it. */
interface Run {
  readonly accepted: ReadonlyMap<string, string>;
  readonly completed: ReadonlySet<string>;
  readonly carried: readonly (Carried & { readonly name: string })[];
  readonly isClosed: boolean;
  readonly ending: string;
}

const CLOSING = /WORKFLOW_EXECUTION_(COMPLETED|FAILED|TIMED_OUT|CANCELED|TERMINATED|CONTINUED_AS_NEW)$/;

/** Database and workflow equal: every run tells the outcomes that the records hold, and the newest stands where they stand. */
export async function checkRuns(
  data: Snapshot,
  input: CheckInput,
  stagesOf: StagesOf,
  report: Report,
): Promise<void> {
  const commands = groupBy(data.commands, (command) => `${command.cycle_id}/${command.unit_id}`);
  const opening = new Set(data.cycles.filter((cycle) => cycle.state === 'opening').map((cycle) => cycle.id));
  await inParallel(data.units, 16, async (unit) => {
    const workflowId = `unit-year/${unit.cycle_id}/${unit.unit_id}`;
    const runs = (await input.histories(workflowId)).map(readRun);
    if (unit.standing !== 'inside') {
      // It registers the movement and nothing else: a run begins for that and ends at once.
      if (runs.some(({ isClosed }) => !isClosed)) {
        report('equal', workflowId, 'a run of a unit outside the standard goes on');
      }
      if (runs.length > 0 && unit.version === 0) {
        report('equal', workflowId, 'a run of a unit outside the standard, of which nothing happened');
      }
      return;
    }
    if (opening.has(unit.cycle_id)) return;
    checkUnit(workflowId, unit, runs, commands.get(`${unit.cycle_id}/${unit.unit_id}`) ?? [], report);
    const last = runs.at(-1);
    if (last === undefined) {
      report('equal', workflowId, 'the unit has no run');
      return;
    }
    checkEnd(workflowId, isOver(unit, stagesOf(unit.cycle_id, unit)), last, report);
    if (input.query !== undefined && unit.version > 0) {
      await checkView(workflowId, unit, input.query, report);
    }
  });
}

function checkUnit(
  workflowId: string,
  unit: UnitYearRow,
  runs: readonly Run[],
  commands: readonly CommandRow[],
  report: Report,
): void {
  const rows = new Map(commands.map((command) => [command.id, command]));
  const told = new Set<string>();
  for (const run of runs) {
    for (const carried of run.carried) {
      const row = rows.get(carried.commandId);
      if (row === undefined) {
        report(
          'equal',
          workflowId,
          `the history carried ${carried.commandId}, which is no command of this unit`,
        );
        continue;
      }
      if (carried.outcome === 'applied') told.add(carried.commandId);
      if (carried.outcome !== row.status) {
        report('equal', row.id, `the history says ${carried.outcome}, the record ${row.status}`);
      }
      if (carried.outcome === 'applied' && carried.version !== row.outcome?.version) {
        report(
          'equal',
          row.id,
          `the history says version ${carried.version}, the record ${String(row.outcome?.version)}`,
        );
      }
      if (carried.name !== row.update_name) {
        report(
          'equal',
          row.id,
          `the history carried it as ${carried.name}, the record says ${row.update_name}`,
        );
      }
    }
  }
  for (const command of commands) {
    if (command.status === 'applied' && !told.has(command.id)) {
      report('equal', command.id, 'the record says applied and no history tells of it');
    }
  }
  const last = runs.at(-1);
  if (last === undefined) return;
  for (const [updateId, name] of last.accepted) {
    if (!last.completed.has(updateId) && !last.isClosed) {
      report('equal', workflowId, `update ${name} (${updateId}) was accepted and has no outcome`);
    }
  }
  const newest = Math.max(...last.carried.map((carried) => carried.version));
  if (last.carried.length > 0 && newest !== unit.version) {
    report(
      'equal',
      workflowId,
      `the newest run's last outcome is version ${newest}, the row has ${unit.version}`,
    );
  }
}

function checkEnd(workflowId: string, over: boolean, last: Run, report: Report): void {
  if (over && !last.isClosed) report('equal', workflowId, 'the year is over and its run goes on');
  if (over && last.isClosed && !last.ending.endsWith('COMPLETED')) {
    report('equal', workflowId, `the year is over and its run ended by ${last.ending}`);
  }
  if (!over && last.isClosed)
    report('equal', workflowId, `the year goes on and its run ended by ${last.ending}`);
}

/** A year is over when it was closed or the last of its stages has an outcome. */
function isOver(unit: UnitYearRow, stages: readonly ReadStage[]): boolean {
  const last = unit.state.stages[stages.at(-1)?.key ?? '']?.status;
  return unit.state.status === 'closed' || last === 'done' || last === 'submitted';
}

async function checkView(
  workflowId: string,
  unit: UnitYearRow,
  query: (workflowId: string) => Promise<unknown>,
  report: Report,
): Promise<void> {
  try {
    const view = (await query(workflowId)) as { version?: number; round?: number; status?: string };
    if (view.version !== unit.version || view.round !== unit.round || view.status !== unit.status) {
      const said = `version ${String(view.version)}, round ${String(view.round)}, ${String(view.status)}`;
      report(
        'equal',
        workflowId,
        `the run says ${said}; the row ${unit.version}, ${unit.round}, ${unit.status}`,
      );
    }
  } catch (error) {
    report('equal', workflowId, `the run does not answer its query: ${String(error)}`);
  }
}

function readRun(history: unknown): Run {
  const events = (history as { events?: HistoryEvent[] }).events ?? [];
  const accepted = new Map<string, string>();
  const completed = new Set<string>();
  const carried: (Carried & { name: string })[] = [];
  for (const event of events) {
    const request = event.workflowExecutionUpdateAcceptedEventAttributes?.acceptedRequest;
    if (request !== undefined) accepted.set(request.meta?.updateId ?? '', request.input?.name ?? '');
    const done = event.workflowExecutionUpdateCompletedEventAttributes;
    if (done === undefined) continue;
    const updateId = done.meta?.updateId ?? '';
    completed.add(updateId);
    const data = done.outcome?.success?.payloads?.[0]?.data;
    if (data === undefined) continue;
    const value = JSON.parse(Buffer.from(data, 'base64').toString('utf8')) as Carried;
    carried.push({ ...value, name: accepted.get(updateId) ?? '' });
  }
  const ending = String(events.at(-1)?.eventType ?? '');
  return { accepted, completed, carried, ending, isClosed: CLOSING.test(ending) };
}

async function inParallel<T>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const queue = [...items];
  const worker = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: width }, worker));
}
