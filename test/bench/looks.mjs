// Looks at a board at a steady rate, in a thread of its own: what the bench itself does meanwhile delays no answer.
import { setTimeout as delay } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';

const { url, token, everyMs, times } = workerData;
const looks = [];
const started = performance.now();
for (let at = 0; at < times; at += 1) {
  await delay(Math.max(0, started + at * everyMs - performance.now()));
  const begun = performance.now();
  const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  if (answer.status !== 200) throw new Error(`board: ${answer.status}`);
  const { byteLength } = await answer.arrayBuffer();
  looks.push({ ms: performance.now() - begun, bytes: byteLength });
}
parentPort.postMessage(looks);
