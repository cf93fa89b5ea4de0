import { TestWorkflowEnvironment } from '@temporalio/testing';

// Arguments: "dev-server" or "time-skipping", then the folder. Exit code 0 when the server is there and starts.
const [kind, downloadDir = '.'] = process.argv.slice(2);
const server = { executable: { type: 'cached-download' as const, downloadDir } };
try {
  const environment =
    kind === 'time-skipping'
      ? await TestWorkflowEnvironment.createTimeSkipping({ server })
      : await TestWorkflowEnvironment.createLocal({ server });
  await environment.teardown();
  process.exit(0);
} catch {
  process.exit(1);
}
