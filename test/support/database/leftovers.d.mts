/** Folder of what a jest worker keeps between its spec files. */
export function workerFolder(pid: number): string;
