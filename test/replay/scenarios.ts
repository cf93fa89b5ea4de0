import path from 'node:path';
import { projectRoot } from '#infra/local';

/** Where histories of each released version lie: `<version>/<story>.json`, a list of runs, oldest first. */
export const historiesDir = path.join(projectRoot(), 'test/replay/histories');

/** One run as it was recorded. */
export interface RecordedRun {
  readonly workflowId: string;
  readonly history: unknown;
}
