import type { PolicyPack } from '../pack.schema.js';
import type { JsonObject } from './merge.js';

/** What a new pack says of itself at least. */
export interface PackSketch {
  readonly id: string;
  readonly title: string;
  /** YYYY-MM-DD. */
  readonly validFrom: string;
  /** The province that it is for; that of the pack it is made from where absent. */
  readonly province?: { readonly code: string; readonly name: string };
}

/**
 * The file of a pack that says nothing otherwise than another one yet. The graph of the newest years is listed, because a
 * list of stages is complete: whoever goes on from here takes lines out, moves them, or adds days to them.
 */
export const draftPack = (from: PolicyPack, { id, title, validFrom, province }: PackSketch): JsonObject => {
  const newest = from.stageSets.toSorted((a, b) => b.years.from - a.years.from).at(0);
  return {
    id,
    extends: from.id,
    title,
    ...(province !== undefined && { jurisdiction: { level: 'tinh', ...province } }),
    validFrom,
    sources: {},
    ...(newest !== undefined && {
      stageSets: [{ key: newest.key, stages: newest.stages.map(({ key }) => ({ key })) }],
    }),
  };
};
