/** How long what a mail brings opens something, in milliseconds. */
export const LINK = { validMs: 15 * 60_000, most: 3 } as const;
export const INVITATION = { validMs: 7 * 24 * 3_600_000 } as const;
