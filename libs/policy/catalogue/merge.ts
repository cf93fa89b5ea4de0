/**
 * How a pack file that states only what differs becomes a whole pack.
 *
 * - Objects merge by field; `null` takes an inherited field away.
 * - Arrays whose entries have a `key` merge by it, the parent's order first, new entries after;
 *   `{ "key": …, "remove": true }` takes an inherited entry away.
 * - `stages` of a stage set merge by key too, but a set that lists stages is complete: its list gives both the order
 *   and the membership. `{ "key": "dossier" }` alone takes the stage over unchanged.
 * - Every other array (`due`, `requires`, `documents`, `legalBasis` …) is replaced whole.
 * - `base`, `validTo`, `extends` are never inherited.
 * - A stage set with `like` starts from another set of the same (merged) pack.
 */

export type Json = null | boolean | number | string | readonly Json[] | { readonly [field: string]: Json };
export type JsonObject = { readonly [field: string]: Json };

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isKeyed = (value: Json): value is JsonObject & { readonly key: string } =>
  isObject(value) && typeof value['key'] === 'string';

const mergeKeyed = (parent: readonly Json[], child: readonly Json[], listIsComplete: boolean): Json[] => {
  const inherited = new Map(parent.filter(isKeyed).map((entry) => [entry.key, entry]));
  const stated = new Map(child.filter(isKeyed).map((entry) => [entry.key, entry]));
  // Entries stated twice stay twice, so that the check of the pack can name them.
  const added = child.filter((entry) => isKeyed(entry) && (listIsComplete || !inherited.has(entry.key)));
  const kept = listIsComplete
    ? []
    : parent.filter((entry) => !isKeyed(entry) || stated.get(entry.key)?.['remove'] !== true);
  return [...kept, ...added].map((entry) => {
    if (!isKeyed(entry)) return entry;
    const base = inherited.get(entry.key);
    const own = listIsComplete || !base ? entry : stated.get(entry.key);
    return base && own ? merge(base, own) : strip(entry);
  });
};

// A `null` that meets nothing to take away must not stay behind as a value.
const strip = (value: Json): Json => {
  if (Array.isArray(value)) return value.map(strip);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, entry]) => entry !== null)
      .map(([field, entry]) => [field, strip(entry)]),
  );
};

const merge = (parent: Json, child: Json, field?: string): Json => {
  if (Array.isArray(parent) && Array.isArray(child)) {
    const keyed = parent.every(isKeyed) && child.every(isKeyed) && parent.length + child.length > 0;
    return keyed ? mergeKeyed(parent, child, field === 'stages') : strip(child);
  }
  if (!isObject(parent) || !isObject(child)) return strip(child);
  const fields = new Set([...Object.keys(parent), ...Object.keys(child)]);
  const merged: [string, Json][] = [];
  for (const name of fields) {
    const [inherited, own] = [parent[name], child[name]];
    if (own === null) continue;
    if (own === undefined) merged.push([name, inherited as Json]);
    else merged.push([name, inherited === undefined ? strip(own) : merge(inherited, own, name)]);
  }
  return Object.fromEntries(merged);
};

/** The child's file laid over the parent's, by the rules above. */
export const mergePack = (parent: JsonObject, child: JsonObject): JsonObject => {
  const { base: _base, validTo: _validTo, extends: _extends, ...inherited } = parent;
  return merge(inherited, child) as JsonObject;
};

/** Replaces every `like` of the pack's stage sets by what it stands for. Unknown names are left for the schema to refuse. */
export const resolveLikes = (pack: JsonObject): JsonObject => {
  const sets = pack['stageSets'];
  if (!Array.isArray(sets)) return pack;
  const byKey = new Map((sets as readonly Json[]).filter(isKeyed).map((set) => [set.key, set]));
  const resolve = (set: Json, seen: readonly string[]): Json => {
    if (!isKeyed(set) || typeof set['like'] !== 'string') return set;
    const model = byKey.get(set['like']);
    if (!model || seen.includes(set['like'])) return set;
    const { like: _like, ...own } = set;
    return merge(resolve(model, [...seen, set.key]), own);
  };
  return { ...pack, stageSets: (sets as readonly Json[]).map((set) => resolve(set, [])) };
};
