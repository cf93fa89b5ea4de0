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
  /** Keys of what lies in a place, some at a time. */
  keys(place: StoragePlace): AsyncIterable<readonly string[]>;
  /** Since when the file lies there, ms since the epoch; undefined where it does not. */
  since(place: StoragePlace, storageKey: string): Promise<number | undefined>;
  /** Takes a kept file aside, where nobody reads it, as of `now`; nothing happens where it is gone. */
  setAside(storageKey: string, now: number): Promise<void>;
  /** Keeps again what was set aside; nothing happens where it is gone. */
  putBack(storageKey: string): Promise<void>;
  /** Deletes what was set aside. */
  remove(storageKey: string): Promise<void>;
  /** Deletes what began to be received before `before` and was neither kept nor discarded; tells how many files. */
  removeUnfinished(before: number): Promise<number>;
}

/** `kept`: read under its key; `aside`: taken from there, because no row names it. */
export type StoragePlace = 'kept' | 'aside';

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
