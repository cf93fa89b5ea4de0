import { pino } from 'pino';

/** What the mapper and the driver put on an error of a statement: whole bodies, names, what a row holds. */
const VALUES = new Set(['parameters', 'detail', 'where']);
const TOKEN = /antq_[\w-]{20,}/g;

/** An error for the log: reason, stack and causes, without the values of the statement that failed. */
export function describeError(error: unknown): unknown {
  return error instanceof Error ? withoutValues(pino.stdSerializers.err(error), 0) : error;
}

/** A line of the log without tokens, wherever they came from. */
export const hideTokens = (line: string): string => line.replace(TOKEN, 'antq_[kín]');

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
