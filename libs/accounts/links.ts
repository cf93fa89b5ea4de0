/** How long what a mail brings opens something, in milliseconds. */
export const LINK = { validMs: 15 * 60_000, most: 3 } as const;
/** Invitations of many people: how far apart their mails go, and how long until one is sent again. */
export const WAVES = { gapMs: 2_000, most: 500, againAfterMs: 24 * 3_600_000 } as const;
/** For so long an address that an account had is told what changes by which it is signed in to. */
export const FORMER_ADDRESS = { toldForMs: 30 * 24 * 3_600_000 } as const;
export const INVITATION = { validMs: 7 * 24 * 3_600_000 } as const;
