import type { ProblemAnswer } from '#libs/contracts/http';
import type { RefusalCode } from '#libs/refusals';

/** Thrown when the API answers anything but 2xx as JSON. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';

  /**
   * @param status HTTP status
   * @param answer the JSON as it came
   * @param problem the same as problem+json; absent where it is none, as from something between that answers by itself
   */
  constructor(
    readonly status: number,
    readonly answer: unknown,
    readonly problem?: ProblemAnswer,
  ) {
    super(problem === undefined ? `HTTP ${status}` : `${problem.detail} [${problem.code}]`);
  }

  /** Whether it is refused for this reason. */
  isFor(code: RefusalCode): boolean {
    return this.problem?.code === code;
  }
}

/** Thrown when no answer comes: nobody listens, the connection breaks, or time is up. */
export class ApiUnreachable extends Error {
  override readonly name = 'ApiUnreachable';

  /**
   * @param url base address of the API
   * @param waitedMs how long was waited; absent where the connection failed sooner
   * @param key Idempotency-Key of a request of which it is not known whether it was taken
   */
  constructor(
    readonly url: string,
    cause: unknown,
    readonly waitedMs?: number,
    readonly key?: string,
  ) {
    super(`no answer from ${url}`, { cause });
  }

  /** Why the connection failed, as the system names it: `ECONNREFUSED`. */
  get code(): string | undefined {
    return codeOf(this.cause);
  }
}

/** Thrown when what answers is not this API: its answer is no JSON. */
export class NotTheApi extends Error {
  override readonly name = 'NotTheApi';

  constructor(
    readonly url: string,
    readonly status: number,
  ) {
    super(`HTTP ${status} from ${url} is no JSON`);
  }
}

const isText = (value: unknown): value is string => typeof value === 'string';

function isProblem(answer: unknown): answer is ProblemAnswer {
  if (typeof answer !== 'object' || answer === null) return false;
  const { status, code, detail } = answer as Partial<Record<keyof ProblemAnswer, unknown>>;
  return typeof status === 'number' && isText(code) && isText(detail);
}

/** What an answer that is not 2xx says. */
export const problemOf = (status: number, answer: unknown): ApiProblem =>
  isProblem(answer) ? new ApiProblem(status, answer, answer) : new ApiProblem(status, answer);

/** The system's name for what made `fetch` fail. */
export function codeOf(error: unknown): string | undefined {
  const code = (error as { readonly cause?: { readonly code?: unknown } } | null)?.cause?.code;
  return isText(code) ? code : undefined;
}
