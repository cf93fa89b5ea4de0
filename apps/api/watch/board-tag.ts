import { createHash } from 'node:crypto';
import { dateOf } from '#libs/calendar';
import type { BoardAnswer } from '#libs/contracts/http';

/**
 * Entity tag of a board: the same as long as everybody stands where they stood. Weak, because the clock runs on in the
 * answer; of a past day the events of today are left out as well.
 */
export function boardTag({ now, seq, ...board }: BoardAnswer): string {
  const today = dateOf(now);
  const isPast = board.asOf !== undefined && board.asOf < today;
  const told = isPast ? board : { ...board, seq, today };
  return `W/"${createHash('sha256').update(JSON.stringify(told)).digest('base64url')}"`;
}

/** Whether `If-None-Match` names the tag; weakly compared, as RFC 9110 13.1.2 has it. */
export function names(header: string | undefined, tag: string): boolean {
  const opaque = (each: string) => each.trim().replace(/^W\//, '');
  return header?.trim() === '*' || header?.split(',').map(opaque).includes(opaque(tag)) === true;
}
