import type { RefusalCode, RefusalParams } from './catalogue.js';

/** Parameters of which each stage is given by its key: `requires` where the sentence shows `requiresName`. */
type Keyed<P> = {
  readonly [Name in keyof P as Name extends 'stage' | 'stageName'
    ? never
    : Name extends `${infer Key}Name`
      ? Key
      : Name]: P[Name];
};

/** The stage that a refusal is about, by its key; it must be there where the sentence names it. */
type About<P> = P extends { readonly stage: string } | { readonly stageName: string }
  ? { readonly stage: string }
  : { readonly stage?: string };

/**
 * A refusal as rules say it that know stages by their keys alone: days as YYYY-MM-DD, roles, levels and stages by key.
 * Who shows it looks up the names of the stages.
 */
export type KeyedRefusal<C extends RefusalCode> = {
  [K in C]: { readonly code: K; readonly params: Keyed<RefusalParams<K>> } & About<RefusalParams<K>>;
}[C];

/** Stage and parameters of one code, each only where it is needed. */
export type KeyedArguments<C extends RefusalCode> = keyof Keyed<RefusalParams<C>> extends never
  ? undefined extends About<RefusalParams<C>>['stage']
    ? [stage?: string]
    : [stage: string]
  : [stage: About<RefusalParams<C>>['stage'], params: Keyed<RefusalParams<C>>];
