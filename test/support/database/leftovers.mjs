// Plain node, no packages: jest loads this outside of its sandbox, as the teardown of a run.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const WORKER = 'antq-worker-';
const CLUSTER = 'antq-cluster-';

/** Of the PostgreSQL that a jest worker keeps running. */
export const workerFolder = (pid) => path.join(tmpdir(), `${WORKER}${pid}`);
/** Of the cluster that a jest worker copies for each stack. */
export const clusterFolder = (pid) => path.join(tmpdir(), `${CLUSTER}${pid}`);

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** The server that works in this folder; a number that now belongs to a stranger is nobody's. */
function serverOf(folder) {
  let pid;
  try {
    pid = JSON.parse(readFileSync(path.join(folder, 'postgres.json'), 'utf8')).pid;
  } catch {
    return undefined;
  }
  const { stdout } = spawnSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout?.includes(folder) ? pid : undefined;
}

/** Ends the server of a worker that has ended, asking first. */
async function end(pid) {
  for (const signal of ['SIGINT', 'SIGKILL']) {
    for (let waited = 0; waited < 5_000; waited += 20) {
      try {
        if (waited === 0) process.kill(pid, signal);
        else process.kill(pid, 0);
      } catch {
        return;
      }
      await delay(20);
    }
  }
}

/** Ends the servers of workers that have ended, this process among them, and removes their folders. */
export default async function removeLeftovers() {
  for (const name of readdirSync(tmpdir())) {
    const prefix = [WORKER, CLUSTER].find((each) => name.startsWith(each));
    if (prefix === undefined) continue;
    const worker = Number(name.slice(prefix.length));
    if (worker !== process.pid && isAlive(worker)) continue;
    const folder = path.join(tmpdir(), name);
    const server = serverOf(folder);
    if (server !== undefined) await end(server);
    rmSync(folder, { recursive: true, force: true });
  }
}
