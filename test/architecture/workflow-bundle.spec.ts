import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { bundleWorkflowCode } from '@temporalio/worker';

const root = path.resolve(import.meta.dirname, '../..');

/** Only what breaks the bundle is worth reading; the rest is the bundler's account of its work. */
function quietLogger(errors: string[]) {
  const skip = () => undefined;
  const keep = (message: string) => {
    errors.push(message);
  };
  return { log: skip, trace: skip, debug: skip, info: skip, warn: skip, error: keep };
}

async function bundle(workflowsPath: string): Promise<string> {
  const errors: string[] = [];
  try {
    const { code } = await bundleWorkflowCode({
      workflowsPath: path.join(root, workflowsPath),
      logger: quietLogger(errors),
      webpackConfigHook: (config) => ({
        ...config,
        resolve: { ...config.resolve, conditionNames: ['@antq/source', '...'] },
      }),
    });
    return code;
  } catch (error) {
    throw new Error([String(error), ...errors].join('\n'), { cause: error });
  }
}

describe('the workflow bundle', () => {
  it('holds every workflow of the house and loads nothing from the host', async () => {
    const code = await bundle('workflows/index.ts');
    for (const name of [
      'unitYear',
      'areaYear',
      'areaReminders',
      'rehearsal',
      'rehearsedYear',
      'mailDelivery',
    ]) {
      expect(code).toMatch(new RegExp(`async function ${name}\\b`));
    }
  });

  it('leaves out schemas and sentences, of which every cached run would hold a copy', async () => {
    const code = await bundle('workflows/index.ts');
    expect(code).not.toMatch(/node_modules\/zod\//);
    expect(code).not.toContain('contracts/sentences');
  });

  it('cannot be made when a workflow sends mail itself', async () => {
    await expect(bundle('test/architecture/fixtures/mailing.workflow.ts')).rejects.toThrow(/nodemailer/);
  });
});
