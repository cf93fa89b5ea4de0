import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { timeSkipping } from '../support/servers/time-skipping.js';

jest.setTimeout(60_000);

const { describeWithServer, serverPath } = await timeSkipping();

describeWithServer('time-skipping server', () => {
  let environment: TestWorkflowEnvironment;
  beforeAll(async () => {
    environment = await TestWorkflowEnvironment.createTimeSkipping({
      server: { executable: { type: 'existing-path', path: serverPath } },
    });
  });
  afterAll(() => environment.teardown());

  it('passes 400 days in less than ten seconds', async () => {
    const before = await environment.currentTimeMs();
    const started = Date.now();
    await environment.sleep('400 days');
    expect((await environment.currentTimeMs()) - before).toBeGreaterThanOrEqual(400 * 86_400_000);
    expect(Date.now() - started).toBeLessThan(10_000);
  });
});
