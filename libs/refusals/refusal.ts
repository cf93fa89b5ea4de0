/**
 * What a parameter of a refusal is, and with it how its sentence shows it: `text` and `flag` as they are, a `stage` by
 * its name in quotation marks, a `day` (YYYY-MM-DD) as 31/12/2026, a `level` as "cấp xã", a `role` by its Vietnamese
 * name, `roles` (keys with commas between) as names with "hoặc" between, an empty `list` as "không có".
 */
export type ParamKind = 'text' | 'flag' | 'stage' | 'day' | 'level' | 'role' | 'roles' | 'list';

/** Kinds by name; a question mark says that the parameter may be left out. */
export type ParamKinds = Readonly<Record<string, ParamKind | `${ParamKind}?`>>;

type Optional<P extends ParamKinds> = {
  [Name in keyof P]: P[Name] extends `${string}?` ? Name : never;
}[keyof P];

/** One value for each parameter. */
export type ValuesOf<P extends ParamKinds> = {
  readonly [Name in Exclude<keyof P, Optional<P>>]: string;
} & { readonly [Name in Optional<P>]?: string | undefined };

/** Words that depend on which parameters are there; gets each as it is to be shown. */
type Words<P extends ParamKinds> = { of(shown: ValuesOf<P>): string }['of'];

/** All that is known of one refusal. */
export interface RefusalEntry<P extends ParamKinds = ParamKinds> {
  /** HTTP status of the answer. */
  readonly status: number;
  readonly params: P;
  /**
   * What people read: what is wrong, where, and what to do, whichever client shows it. A parameter stands in braces.
   */
  readonly sentence: string | Words<P>;
}

/** An entry of the catalogue, with its parameters as they are written. */
export const refusal = <const P extends ParamKinds>(entry: RefusalEntry<P>): RefusalEntry<P> => entry;
