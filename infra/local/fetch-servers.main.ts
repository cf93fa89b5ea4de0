import { findTemporalServer } from './temporal.js';

// Finds or builds the Temporal server once, before many tests ask for it at the same moment.
try {
  await findTemporalServer((line) => process.stdout.write(`${line}\n`));
} catch (error) {
  process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
