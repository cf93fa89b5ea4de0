import { z } from 'zod';

/** Longest address that SMTP carries (RFC 5321, 4.5.3.1). */
const maxLength = 254;

const address = z.email().max(maxLength);

/**
 * One plain address `local@domain`: no display name, no list, no white space. A spreadsheet's leading apostrophe is no
 * part of an address. Whether a mailbox is behind it only a mail can tell.
 */
export function isEmail(text: string): boolean {
  return !text.startsWith("'") && address.safeParse(text).success;
}
