import { pino } from 'pino';

/** What the mapper and the driver put on an error of a statement: whole bodies, names, what a row holds. */
const VALUES = new Set(['parameters', 'detail', 'where']);

/** What is hidden, and what stands in its place. Lengths are bounded: a line may hold a megabyte without a break. */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/antq_[\w-]{20,}/g, 'antq_[kín]'],
  // User and password in the address of a server.
  [/:\/\/[^\s/@"]{1,300}@/g, '://[kín]@'],
  // Relays name the address that they speak of. What follows a backslash belongs to its escape in JSON.
  [/(?<!\\)[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,10}/gu, '[thư]'],
];

/** An error for the log: reason, stack and causes, without the values of the statement that failed. */
export function describeError(error: unknown): unknown {
  return error instanceof Error ? withoutValues(pino.stdSerializers.err(error), 0) : error;
}

/** A text without tokens, passwords of servers and addresses of people, wherever they came from. */
export const hideSecrets = (text: string): string =>
  SECRETS.reduce((left, [pattern, instead]) => left.replace(pattern, instead), text);

/** Errors lie in errors: the driver's in the mapper's, that in the one of the activity. */
const DEEPEST = 6;

function withoutValues(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return value;
  if (Array.isArray(value)) return value.map((each) => withoutValues(each, depth + 1));
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) =>
      VALUES.has(name) ? [] : [[name, withoutValues(inner, depth + 1)]],
    ),
  );
}
