import { isMainThread } from 'node:worker_threads';

/*
 * Preloaded into every Node child (`node --import`): ends the child when the launcher vanishes without a word.
 * The kernel's death signal does it on Linux; this covers other systems, and a child too busy to end by SIGTERM.
 */
const parent = Number(process.env.ANTQ_PARENT_PID);
if (isMainThread && Number.isInteger(parent) && parent > 1) {
  let goneSince: number | undefined;
  setInterval(() => {
    if (process.ppid === parent) return;
    if (goneSince === undefined) {
      goneSince = Date.now();
      process.kill(process.pid, 'SIGTERM');
    } else if (Date.now() - goneSince > 8_000) {
      process.kill(process.pid, 'SIGKILL');
    }
  }, 1_000).unref();
}
