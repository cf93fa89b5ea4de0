import path from 'node:path';
import { bundleWorkflowCode, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { projectRoot } from '#infra/local';

const silent = () => undefined;

/**
 * The workflows bundled from their sources, as the build does it.
 *
 * @param entry file whose exports are the workflows, from the root of the project
 */
export function bundleWorkflows(entry = 'workflows/index.ts'): Promise<WorkflowBundleWithSourceMap> {
  return bundleWorkflowCode({
    workflowsPath: path.join(projectRoot(), entry),
    logger: { log: silent, trace: silent, debug: silent, info: silent, warn: silent, error: silent },
    webpackConfigHook: (config) => ({
      ...config,
      resolve: { ...config.resolve, conditionNames: ['@antq/source', '...'] },
    }),
  });
}
