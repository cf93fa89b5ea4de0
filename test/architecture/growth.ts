/** A JSON schema, as far as the contracts use it. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly [keyword: string]: unknown;
}

/** A schema with the definitions that its references name. */
export interface Rooted {
  readonly schema: Schema;
  readonly definitions: Readonly<Record<string, Schema>>;
}

/**
 * `taken`: what the other side sends; everything that was accepted still is. `given`: what the other side reads;
 * everything that it could rely on is still there.
 */
export type Direction = 'taken' | 'given';

const UPPER = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties'];
const LOWER = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties'];
const FORMS = ['pattern', 'format', 'const'];

/** Where a contract is less than it was when it was released, one line each; growing is no loss. */
export function lossesOf(released: Rooted, now: Rooted, direction: Direction, place = '#'): string[] {
  return losses({ released, now, direction, seen: new Set() }, released.schema, now.schema, place);
}

interface Comparison {
  readonly released: Rooted;
  readonly now: Rooted;
  readonly direction: Direction;
  /** Pairs of references that are being compared, or were. */
  readonly seen: Set<string>;
}

function losses(on: Comparison, before: Schema, after: Schema, place: string): string[] {
  if (before.$ref !== undefined || after.$ref !== undefined) {
    const pair = `${before.$ref ?? place} ${after.$ref ?? place}`;
    if (on.seen.has(pair)) return [];
    on.seen.add(pair);
    return losses(on, resolved(on.released, before), resolved(on.now, after), place);
  }
  if (branchesOf(before) !== undefined || branchesOf(after) !== undefined) {
    return lossesOfBranches(on, before, after, place);
  }
  return [
    ...lossesOfType(on, before, after, place),
    ...lossesOfValues(on, before, after, place),
    ...lossesOfFields(on, before, after, place),
  ];
}

const branchesOf = ({ oneOf, anyOf }: Schema): readonly Schema[] | undefined => oneOf ?? anyOf;

function resolved({ schema: root, definitions }: Rooted, schema: Schema): Schema {
  if (schema.$ref === undefined) return schema;
  if (schema.$ref === '#') return root;
  const name = schema.$ref.split('/').at(-1) ?? '';
  const found = definitions[name];
  if (found === undefined) throw new Error(`no definition ${name}`);
  return found;
}

const typesOf = ({ type }: Schema): readonly string[] | undefined =>
  type === undefined ? undefined : typeof type === 'string' ? [type] : type;

function lossesOfType({ direction }: Comparison, before: Schema, after: Schema, place: string): string[] {
  const [wide, narrow] = direction === 'taken' ? [after, before] : [before, after];
  const allowed = typesOf(wide);
  if (allowed === undefined) return [];
  const fits = typesOf(narrow)?.every(
    (type) => allowed.includes(type) || (type === 'integer' && allowed.includes('number')),
  );
  return fits === true ? [] : [`${place}: type was ${String(before.type)}, is ${String(after.type)}`];
}

function lossesOfValues({ direction }: Comparison, before: Schema, after: Schema, place: string): string[] {
  const gone = (before.enum ?? []).filter((value) => after.enum !== undefined && !after.enum.includes(value));
  const found = gone.map((value) => `${place}: value ${String(value)} is gone`);
  if (direction === 'given') return found;
  if (before.enum === undefined && after.enum !== undefined)
    found.push(`${place}: only some values are left`);
  const tighter = (keywords: readonly string[], sign: 1 | -1) =>
    keywords.filter((keyword) => {
      const [was, is] = [before[keyword], after[keyword]] as [number | undefined, number | undefined];
      return is !== undefined && (was === undefined || sign * is < sign * was);
    });
  const changed = FORMS.filter(
    (keyword) => after[keyword] !== undefined && after[keyword] !== before[keyword],
  );
  return [
    ...found,
    ...[...tighter(UPPER, 1), ...tighter(LOWER, -1), ...changed].map(
      (keyword) => `${place}: ${keyword} was ${String(before[keyword])}, is ${String(after[keyword])}`,
    ),
  ];
}

function lossesOfFields(on: Comparison, before: Schema, after: Schema, place: string): string[] {
  const found: string[] = [];
  for (const [name, schema] of Object.entries(before.properties ?? {})) {
    const next = after.properties?.[name];
    if (next === undefined) found.push(`${place}.${name} is gone`);
    else found.push(...losses(on, schema, next, `${place}.${name}`));
  }
  const [must, had] = on.direction === 'taken' ? [after, before] : [before, after];
  for (const name of must.required ?? []) {
    if (!(had.required ?? []).includes(name)) {
      found.push(`${place}.${name} ${on.direction === 'taken' ? 'must be sent' : 'may be absent'} now`);
    }
  }
  const [rest, nextRest] = [before.additionalProperties, after.additionalProperties];
  if (on.direction === 'taken' && rest !== false && nextRest === false)
    found.push(`${place}: other fields refused`);
  if (typeof rest === 'object' && typeof nextRest === 'object')
    found.push(...losses(on, rest, nextRest, `${place}.*`));
  if (before.items !== undefined) {
    if (after.items === undefined) found.push(`${place}[]: is gone`);
    else found.push(...losses(on, before.items, after.items, `${place}[]`));
  }
  return found;
}

/** Each alternative of before has one now that is no less. */
function lossesOfBranches(on: Comparison, before: Schema, after: Schema, place: string): string[] {
  const branches = branchesOf(before) ?? [before];
  const next = branchesOf(after) ?? [after];
  return branches.flatMap((branch, index) => {
    const tries = next.map((each) =>
      losses({ ...on, seen: new Set(on.seen) }, branch, each, `${place}|${index}`),
    );
    if (tries.some((lost) => lost.length === 0)) return [];
    return tries.reduce((least, each) => (each.length < least.length ? each : least));
  });
}
