import type { Client } from '@temporalio/client';

/** Asks the server whether it answers for the namespace. */
export class TemporalProbe {
  constructor(
    private readonly client: Client,
    private readonly namespace: string,
  ) {}

  /** @throws Error when it does not answer in time */
  async ask(timeoutMs: number): Promise<void> {
    const { namespace } = this;
    await this.client.withDeadline(Date.now() + timeoutMs, () =>
      this.client.workflowService.describeNamespace({ namespace }),
    );
  }
}
