/** A request that an account sent under a key of its own, for one kind of act. */
export interface RequestKey {
  readonly actorId: string;
  /** What was asked for; a key used for one act is free for another. */
  readonly act: string;
  /** Idempotency-Key. */
  readonly key: string;
}

/** A request that was carried out, by which it is known when it comes again. */
export interface KeptRequest extends RequestKey {
  /** SHA-256 of what was asked. */
  readonly bodyDigest: string;
  /** What the act came to, as JSON; null where the answer is read anew. */
  readonly answer: unknown;
}

/** The request that a row came from, by which it is known when it comes again. */
export interface RequestMark {
  readonly idempotencyKey: string;
  readonly bodyDigest: string;
}

/** Requests whose facts keep no key of their own. */
export interface RequestRecords {
  /** Waits for whoever uses the key at the moment and keeps it until the end of the transaction; what it was used for. */
  claim(key: RequestKey): Promise<Pick<KeptRequest, 'bodyDigest' | 'answer'> | undefined>;
  /** Beside the act, in its transaction. */
  keep(request: KeptRequest): Promise<void>;
}
