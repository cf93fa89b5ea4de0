import { randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** Header of every answer that names its request in the logs, in rows of commands and mails, and in mails. */
export const TRACE_HEADER = 'Trace-Id';

/** `traceparent` of W3C Trace Context: version, trace id, parent id, flags. */
const PARENT = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}(?:-|$)/;
const NONE = '0'.repeat(32);

/** The trace that a request belongs to, 32 hexadecimal digits: the one that it names, or a new one. */
export function traceOf({ traceparent }: IncomingHttpHeaders): string {
  const named = typeof traceparent === 'string' ? PARENT.exec(traceparent)?.[1] : undefined;
  return named === undefined || named === NONE ? randomBytes(16).toString('hex') : named;
}
