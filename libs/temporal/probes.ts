import type { Client } from '@temporalio/client';

/** What a health probe saw. */
export interface PartProbe {
  readonly ok: boolean;
  /** Vietnamese: what was seen, and what to do when it is down. */
  readonly detail: string;
}

/** Whether the server answers for the namespace. */
export async function probeTemporal(client: Client, namespace: string, timeoutMs: number): Promise<PartProbe> {
  await client.withDeadline(Date.now() + timeoutMs, () => client.workflowService.describeNamespace({ namespace }));
  return { ok: true, detail: `namespace ${namespace} trả lời` };
}
