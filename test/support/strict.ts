import type { z } from 'zod';

/** Where a value is not as its schema declares it, strictly: missing, of another kind, or not declared at all. */
export function faultsOf(schema: z.ZodType, value: unknown): readonly string[] {
  const parsed = schema.safeParse(value);
  const faults = parsed.success
    ? undeclaredIn(value, parsed.data, '').map((place) => `${place} is not declared`)
    : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  return [...new Set(faults)];
}

/** Fields that parsing has left out, each by its place; of the lines of a list only the first of a kind is named. */
function undeclaredIn(value: unknown, parsed: unknown, place: string): string[] {
  if (Array.isArray(value) && Array.isArray(parsed)) {
    return [...new Set(value.flatMap((item, index) => undeclaredIn(item, parsed[index], `${place}[]`)))];
  }
  if (typeof value !== 'object' || value === null || typeof parsed !== 'object' || parsed === null) return [];
  return Object.entries(value).flatMap(([name, part]) =>
    name in parsed
      ? undeclaredIn(part, (parsed as Record<string, unknown>)[name], `${place}.${name}`)
      : [`${place}.${name}`],
  );
}
