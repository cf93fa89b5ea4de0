import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { type Direction, lossesOf, type Schema } from './growth.js';

const lost = (before: z.ZodType, after: z.ZodType, direction: Direction) => {
  const rooted = (schema: z.ZodType) => {
    const json = z.toJSONSchema(schema, { io: 'input' }) as Schema & { $defs?: Record<string, Schema> };
    return { schema: json, definitions: json.$defs ?? {} };
  };
  return lossesOf(rooted(before), rooted(after), direction);
};
const taken = (before: z.ZodType, after: z.ZodType) => lost(before, after, 'taken');
const given = (before: z.ZodType, after: z.ZodType) => lost(before, after, 'given');

const base = z.strictObject({ kind: z.literal('a'), text: z.string().max(10), count: z.int().optional() });

describe('a contract is no less than it was', () => {
  it('as long as nothing changes', () => {
    expect([taken(base, base), given(base, base)]).toEqual([[], []]);
  });

  it('where more is taken: optional fields, wider bounds, further values and alternatives', () => {
    expect(taken(base, base.extend({ more: z.string().optional() }))).toEqual([]);
    expect(taken(base, base.extend({ text: z.string().max(20) }))).toEqual([]);
    expect(taken(base, base.extend({ count: z.number().optional() }))).toEqual([]);
    expect(taken(z.enum(['a']), z.enum(['a', 'b']))).toEqual([]);
    const other = z.strictObject({ kind: z.literal('b') });
    expect(taken(z.union([base, other]), z.union([other, base, z.string()]))).toEqual([]);
    expect(taken(base, z.union([other, base]))).toEqual([]);
  });

  it('where more is given', () => {
    expect(given(z.object({ a: z.string() }), z.object({ a: z.string(), b: z.string() }))).toEqual([]);
    expect(given(z.object({ a: z.string().optional() }), z.object({ a: z.string() }))).toEqual([]);
    expect(given(z.object({ n: z.number() }), z.object({ n: z.int() }))).toEqual([]);
  });
});

describe('a contract is less', () => {
  it.each<[string, z.ZodType, z.ZodType, string]>([
    ['a field is refused', base, base.omit({ count: true }), '#.count is gone'],
    ['a field must be sent', base, base.required(), '#.count must be sent now'],
    ['a field more must be sent', base, base.extend({ more: z.string() }), '#.more must be sent now'],
    ['a bound is tighter', base, base.extend({ text: z.string().max(9) }), '#.text: maxLength was 10, is 9'],
    [
      'a bound comes',
      base,
      base.extend({ text: z.string().min(1).max(10) }),
      '#.text: minLength was undefined, is 1',
    ],
    ['a form is asked for', z.string(), z.string().regex(/^a$/), '#: pattern was undefined, is ^a$'],
    ['a value is gone', z.enum(['a', 'b']), z.enum(['a']), '#: value b is gone'],
    ['a type is another', z.string(), z.number(), '#: type was string, is number'],
    ['only some values are left', z.string(), z.enum(['a']), '#: only some values are left'],
    ['an object closes', z.object({}), z.strictObject({}), '#: other fields refused'],
    ['an element changes', z.array(z.string()), z.array(z.int()), '#[]: type was string, is integer'],
  ])('of what is taken, where %s', (_case, before, after, loss) => {
    expect(taken(before, after)).toContain(loss);
  });

  it.each<[string, z.ZodType, z.ZodType, string]>([
    ['a field is gone', z.object({ a: z.string() }), z.object({}), '#.a is gone'],
    [
      'a field may be absent',
      z.object({ a: z.string() }),
      z.object({ a: z.string().optional() }),
      '#.a may be absent now',
    ],
    [
      'a type is wider',
      z.object({ n: z.int() }),
      z.object({ n: z.number() }),
      '#.n: type was integer, is number',
    ],
    ['a value is gone', z.enum(['a', 'b']), z.enum(['a']), '#: value b is gone'],
  ])('of what is given, where %s', (_case, before, after, loss) => {
    expect(given(before, after)).toContain(loss);
  });

  it('where an alternative is gone, by the one that is nearest', () => {
    const a = z.strictObject({ kind: z.literal('a'), x: z.string() });
    const b = z.strictObject({ kind: z.literal('b'), y: z.string() });
    expect(taken(z.union([a, b]), z.union([a, b.omit({ y: true })]))).toEqual(['#|1.y is gone']);
  });

  it('also behind a reference to itself', () => {
    const tree = (leaf: z.ZodType): z.ZodType => {
      const node: z.ZodType = z.lazy(() => z.object({ leaf, nodes: z.array(node) }));
      return node;
    };
    expect(given(tree(z.string()), tree(z.string()))).toEqual([]);
    expect(given(tree(z.string()), tree(z.number()))[0]).toMatch(/leaf: type was string, is number$/);
  });
});
