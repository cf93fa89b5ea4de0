import { Client, Connection } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import type { CheckInput } from './types.js';

export interface RunReader extends Pick<CheckInput, 'histories'> {
  readonly query: NonNullable<CheckInput['query']>;
  close(): Promise<void>;
}

/** Reads all runs of the `unitYear` workflows that a namespace holds, the oldest of each id first. */
export async function readRuns(address: string, namespace: string): Promise<RunReader> {
  const connection = await Connection.connect({ address });
  const client = new Client({ connection, namespace });
  const known = new Map<string, { runId: string; startTime: Date }[]>();
  for await (const run of client.workflow.list({ query: `WorkflowType = 'unitYear'`, pageSize: 1000 })) {
    const runs = known.get(run.workflowId) ?? [];
    runs.push({ runId: run.runId, startTime: run.startTime });
    known.set(run.workflowId, runs);
  }
  return {
    histories: async (workflowId) => {
      const runs = [...(known.get(workflowId) ?? [])].sort(
        (a, b) => a.startTime.getTime() - b.startTime.getTime(),
      );
      return Promise.all(
        runs.map(async ({ runId }) => {
          const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
          return JSON.parse(historyToJSON(history)) as unknown;
        }),
      );
    },
    query: (workflowId) => client.workflow.getHandle(workflowId).query('unitYear'),
    close: () => connection.close(),
  };
}
