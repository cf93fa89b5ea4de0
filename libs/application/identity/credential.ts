/** By what a request says who asks: the token of a program, or the session of a signed-in person. */
export interface Credential {
  readonly kind: 'session' | 'token';
  /** SHA-256 of the secret that came along. */
  readonly digest: string;
}
