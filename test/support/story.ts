import { it } from '@jest/globals';

interface Step {
  readonly name: string;
  run(): unknown;
}

/** Where the steps of a story are told. */
export interface Story {
  /** Groups steps under a title. */
  chapter(title: string, tell: () => void): void;
  /** What happens next, and what must hold then. */
  step(name: string, run: () => unknown): void;
}

/**
 * One test in steps, each of which leans on those before it: nothing can run one of them without the others, or in another
 * order. Steps are added while the file loads; the one that failed is named in front of what it failed with.
 *
 * @param timeoutMs for all steps together
 */
export function story(name: string, timeoutMs = 120_000): Story {
  const steps: Step[] = [];
  let title = '';
  it(
    name,
    async () => {
      if (steps.length === 0) throw new Error('a story without a step shows nothing');
      for (const step of steps) {
        try {
          await step.run();
        } catch (error) {
          throw inStep(step.name, error);
        }
      }
    },
    timeoutMs,
  );
  return {
    chapter: (about, tell) => {
      title = about;
      tell();
      title = '';
    },
    step: (what, run) => {
      steps.push({ name: title === '' ? what : `${title} › ${what}`, run });
    },
  };
}

/** The failure itself, so that its difference and its place are still shown, with the step in front. */
function inStep(step: string, error: unknown): unknown {
  if (!(error instanceof Error)) return new Error(`${step}: ${String(error)}`);
  const { stack = '', message } = error;
  error.message = `${step}\n${message}`;
  error.stack = stack.replace(message, error.message);
  return error;
}
