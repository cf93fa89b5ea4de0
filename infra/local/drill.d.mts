export interface Drill {
  name: string;
  file: string;
  /** What its file says first about it. */
  about: string;
}
interface Result {
  passed: number;
  failed: number;
  skipped: number;
  tests: { name: string; status: string; seconds: number }[];
}
export interface DrillRecord {
  drill: string;
  verdict: 'passed' | 'failed';
  commit: string | null;
  changed: number;
  seed: number;
  startedAt: string;
  seconds: number;
  load: { before: number[]; after: number[]; cpus: number };
  memoryGiB: number;
  node: string;
  platform: string;
  tests: Result['tests'];
}

export function drills(folder?: string): Drill[];
export function record(run: {
  name: string;
  seed: number;
  started: number;
  ended: number;
  load: { before: number[]; after: number[] };
  result: Result | undefined;
  code: number;
}): DrillRecord;
