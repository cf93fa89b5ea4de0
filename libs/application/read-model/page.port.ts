/** Where a page of a list begins, and how long it is at most. */
export interface PageAfter {
  readonly after?: string;
  readonly limit: number;
}
