/** What a script can tell from the way a command ended. */
export const EXIT = {
  ok: 0,
  unexpected: 1,
  usage: 2,
  notFound: 3,
  refused: 4,
  unreachable: 5,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** One thing wrong in what was handed in. */
export interface ListedProblem {
  readonly place: string;
  readonly message: string;
}

/** Thrown when a command cannot go on: a sentence for the person, a code for the script. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly problems: readonly ListedProblem[];
  /** The answer of the API that this error stands for, printed by `--json`. */
  readonly answer: unknown;
  /** How to go on in this program. */
  readonly hint: string | undefined;

  constructor(
    readonly exitCode: ExitCode,
    sentence: string,
    more: {
      readonly problems?: readonly ListedProblem[];
      readonly answer?: unknown;
      readonly hint?: string;
    } = {},
  ) {
    super(sentence);
    this.problems = more.problems ?? [];
    this.answer = more.answer;
    this.hint = more.hint;
  }
}

/** What was typed is not a command that can be sent. */
export const usageError = (sentence: string) => new CliError(EXIT.usage, sentence);
