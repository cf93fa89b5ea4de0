import { Client, Connection } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import type { CheckInput } from './types.js';

export interface RunReader extends Pick<CheckInput, 'histories'> {
  readonly query: NonNullable<CheckInput['query']>;
  close(): Promise<void>;
}

/** Histories that were read before, by run and number of events: most runs rest between two checks. */
export type ReadHistories = Map<string, { readonly events: number; readonly history: unknown }>;

/**
 * Reads all runs of the `unitYear` workflows that a namespace holds, the oldest of each id first.
 *
 * @param known what earlier readings of the same namespace have read; this one adds to it
 */
export async function readRuns(
  address: string,
  namespace: string,
  known: ReadHistories = new Map(),
): Promise<RunReader> {
  const connection = await Connection.connect({ address });
  const client = new Client({ connection, namespace });
  const runsOf = new Map<string, { runId: string; startTime: Date }[]>();
  for await (const run of client.workflow.list({ query: `WorkflowType = 'unitYear'`, pageSize: 1000 })) {
    const runs = runsOf.get(run.workflowId) ?? [];
    runs.push({ runId: run.runId, startTime: run.startTime });
    runsOf.set(run.workflowId, runs);
  }
  const read = async (workflowId: string, runId: string): Promise<unknown> => {
    const handle = client.workflow.getHandle(workflowId, runId);
    const { historyLength } = await handle.describe();
    const before = known.get(runId);
    if (before?.events === historyLength) return before.history;
    const fetched = await handle.fetchHistory();
    const history = JSON.parse(historyToJSON(fetched)) as unknown;
    known.set(runId, { events: fetched.events?.length ?? 0, history });
    return history;
  };
  return {
    histories: async (workflowId) => {
      const runs = [...(runsOf.get(workflowId) ?? [])].sort(
        (a, b) => a.startTime.getTime() - b.startTime.getTime(),
      );
      return Promise.all(runs.map(({ runId }) => read(workflowId, runId)));
    },
    query: (workflowId) => client.workflow.getHandle(workflowId).query('unitYear'),
    close: () => connection.close(),
  };
}
