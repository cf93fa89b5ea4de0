import { isMainThread } from 'node:worker_threads';

/*
 * Preloaded into every Node child (`node --import`). Ends the child when the launcher vanishes without a word: the
 * kernel's death signal does it on Linux; this covers other systems, and a child too busy to end by SIGTERM. And over
 * the channel, where the launcher opened one, it says every second that this process is not frozen.
 */
const LOOK_MS = 1_000;
const INSIST_AFTER_MS = 8_000;

const parent = Number(process.env.ANTQ_PARENT_PID);
if (isMainThread && Number.isInteger(parent) && parent > 1) {
  let goneSince: number | undefined;
  setInterval(() => {
    // Nobody to hear it is no error of this process.
    process.send?.('alive', () => undefined);
    if (process.ppid === parent) return;
    if (goneSince === undefined) {
      goneSince = Date.now();
      process.kill(process.pid, 'SIGTERM');
    } else if (Date.now() - goneSince > INSIST_AFTER_MS) {
      process.kill(process.pid, 'SIGKILL');
    }
  }, LOOK_MS).unref();
}
