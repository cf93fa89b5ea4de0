/** Slow hashes of passwords. */
export interface PasswordHasher {
  hash(password: string): Promise<string>;
  verify(digest: string, password: string): Promise<boolean>;
  /** Costs what `verify` costs and answers false: who has no password is not told by the time that it takes. */
  pretend(password: string): Promise<false>;
}
