import TestSequencer from '@jest/test-sequencer';

/** Seconds that a file of a project may take where no earlier run has left its own. */
const GUESSED_SECONDS = {
  faults: 100,
  e2e: 60,
  web: 60,
  architecture: 15,
  integration: 10,
  workflow: 15,
  replay: 30,
};

const guessedMs = ({ context }) => (GUESSED_SECONDS[context.config.displayName?.name] ?? 1) * 1_000;

/**
 * Begins with the files that take longest, so that none of them runs alone at the end. In a fresh clone, where jest knows
 * no durations, it would go by the size of a file, which says nothing about one that starts servers.
 */
export default class LongestFirst extends TestSequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    return sorted.toSorted((a, b) => (b.duration ?? guessedMs(b)) - (a.duration ?? guessedMs(a)));
  }
}
