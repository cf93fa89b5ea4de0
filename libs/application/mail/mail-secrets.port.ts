import type { MailParams } from './outbox.port.js';

/**
 * What a mail says that only its reader may know: an address that signs in once. It follows when the mail is sent, and in what is kept of
 * the mail a mark stands in its place.
 */
export interface MailSecrets {
  /** The message's parameters with what they stand for, and the same as they are kept; undefined where they hold no secret. */
  filled(params: MailParams): { readonly sent: MailParams; readonly kept: MailParams } | undefined;
}
