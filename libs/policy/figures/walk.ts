/** Nodes of a pack as it stands in JSON, for what looks at every rule alike. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The segment of a path by which an entry of a list is named: its key, its level, or its place. */
export const segmentOf = (entry: unknown, index: number): string => {
  if (!isRecord(entry)) return String(index);
  if (typeof entry['key'] === 'string') return entry['key'];
  return typeof entry['level'] === 'string' ? entry['level'] : String(index);
};

/** Visits every object of the pack, outermost first, with the objects around it. */
export const walk = (
  value: unknown,
  visit: (
    node: Readonly<Record<string, unknown>>,
    path: readonly string[],
    around: readonly unknown[],
  ) => void,
  path: readonly string[] = [],
  around: readonly unknown[] = [],
): void => {
  if (Array.isArray(value)) {
    value.forEach((entry, index) => walk(entry, visit, [...path, segmentOf(entry, index)], around));
  } else if (isRecord(value)) {
    visit(value, path, around);
    for (const [field, entry] of Object.entries(value))
      walk(entry, visit, [...path, field], [...around, value]);
  }
};
