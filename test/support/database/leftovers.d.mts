/** Folder of what a jest worker keeps between its spec files. */
export function workerFolder(pid: number): string;
/** Folder of the cluster that a jest worker copies for each of its stacks. */
export function clusterFolder(pid: number): string;
