import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Child, ProductProcess } from '../support/processes.js';
import type { Stack } from '../support/stack.js';

/** One more worker on a stack's servers, to take over while the stack's own one is frozen. Ends with `dispose`. */
export function secondWorker(stack: Stack, queue: 'cycle' | 'mail'): Child & { dispose(): Promise<void> } {
  return new ProductProcess({
    name: `second-${queue}`,
    script: 'apps/worker/main.js',
    readyMark: '"worker.ready"',
    logDir: mkdtempSync(path.join(tmpdir(), 'antq-second-')),
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: stack.appUrl,
      TEMPORAL_ADDRESS: stack.temporalAddress,
      TEMPORAL_NAMESPACE: stack.namespace,
      SMTP_URL: stack.smtp.smtpUrl,
      REHEARSAL_SMTP_URL: stack.smtp.smtpUrl,
      ANTQ_WORKER: queue,
    },
  });
}
