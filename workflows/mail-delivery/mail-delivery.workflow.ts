// Keeps one runner per relay sending mail; promise: every due message is accepted by the relay or visibly failed.
import { continueAsNew, proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { MailActivities, MailDeliveryInput } from '#libs/contracts/workflows';
import { RUN_TEXTS, TASK_QUEUES } from '#libs/contracts/workflows';

// The heartbeat finds a dead runner; the claim's lease and epoch keep a revived one from recording anything.
const mail = proxyActivities<MailActivities>({
  taskQueue: TASK_QUEUES.mail,
  startToCloseTimeout: '2h',
  heartbeatTimeout: '15s',
  retry: { initialInterval: '1s', maximumInterval: '10s' },
  summary: RUN_TEXTS.summaries.deliverMail,
});

export async function mailDelivery(input: MailDeliveryInput): Promise<void> {
  while (!workflowInfo().continueAsNewSuggested) {
    await mail.deliverMail(input);
  }
  await continueAsNew<typeof mailDelivery>(input);
}
