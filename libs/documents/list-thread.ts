import { parentPort, workerData } from 'node:worker_threads';
import { type ListJob, readList } from './read-list.js';

/** Entry of a thread that reads one list and ends. */
parentPort?.postMessage(await readList(workerData as ListJob));
