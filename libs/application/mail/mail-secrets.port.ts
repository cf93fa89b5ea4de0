/**
 * What a mail says that only its reader may know: an address that signs in once. It follows when the mail is sent, and in what is kept of
 * the mail a mark stands in its place.
 */
export interface MailSecrets {
  /** The message's parameters with what they stand for, and the same as they are kept; undefined where they hold no secret. */
  filled(
    params: Readonly<Record<string, string>>,
  ):
    | { readonly sent: Readonly<Record<string, string>>; readonly kept: Readonly<Record<string, string>> }
    | undefined;
}
