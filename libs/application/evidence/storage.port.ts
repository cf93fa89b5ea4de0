/** Files behind evidence. What is taken in under a temporary name counts for nothing until it is kept. */
export interface FileStorage {
  /** Takes the content in, counting and hashing as it comes; of what is longer than `maxBytes` nothing is kept. */
  receive(content: AsyncIterable<Uint8Array>, maxBytes: number): Promise<ReceivedFile>;
  /** Makes a received file durable under a random key; from then on it may be referred to. */
  keep(received: ReceivedFile): Promise<string>;
  /** Throws a received file away; nothing happens where it was kept. */
  discard(received: ReceivedFile): Promise<void>;
  /** The content of a kept file; undefined where it is not there. */
  open(storageKey: string): Promise<AsyncIterable<Uint8Array> | undefined>;
}

export interface ReceivedFile {
  /** Name by which the storage knows it until it is kept. */
  readonly handle: string;
  readonly bytes: number;
  /** Hex digest of the content. */
  readonly sha256: string;
  readonly isTooLarge: boolean;
  /** Media type read from the content itself; undefined where it is none that is known. */
  readonly type?: string;
  /** A second format that the same bytes can be read as, e.g. `ZIP`. */
  readonly alsoReadsAs?: string;
}
