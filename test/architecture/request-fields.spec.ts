import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { ROUTES, type Route } from '#libs/contracts/http';

interface Field {
  readonly path: string;
  readonly schema: z.ZodType;
}

/** Everything below a schema that takes a single value, in the order of the schema; names of records are fields too. */
function fieldsOf(schema: z.core.$ZodType, path: string): Field[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable) {
    return fieldsOf(schema.unwrap(), path);
  }
  if (schema instanceof z.ZodObject) {
    return Object.entries(schema.shape).flatMap(([name, field]) =>
      fieldsOf(field as z.ZodType, `${path}.${name}`),
    );
  }
  if (schema instanceof z.ZodArray) return fieldsOf(schema.element, `${path}[]`);
  if (schema instanceof z.ZodRecord) {
    return [...fieldsOf(schema.keyType, `${path} names`), ...fieldsOf(schema.valueType, `${path}.*`)];
  }
  if (schema instanceof z.ZodUnion) {
    return schema.options.flatMap((option, index) => fieldsOf(option as z.ZodType, `${path}|${index}`));
  }
  if (schema instanceof z.ZodPipe && !(schema instanceof z.ZodCodec)) return fieldsOf(schema.in, path);
  return [{ path, schema: schema as z.ZodType }];
}

const fieldsOfRoute = (key: string, { params = {}, query, body, form }: Route): Field[] => [
  ...Object.entries(params).flatMap(([name, schema]) => fieldsOf(schema, `${key} path ${name}`)),
  ...[query, body, form].flatMap((schema) => (schema === undefined ? [] : fieldsOf(schema, key))),
];

const fields = Object.entries<Route>(ROUTES).flatMap(([key, route]) => fieldsOfRoute(key, route));
const kindOf = (kind: abstract new (...args: never[]) => z.ZodType) =>
  fields.filter(({ schema }) => schema instanceof kind);

/** Free JSON; what no schema sees of it is refused by the edge. */
const FREE = ['PUT /cycles/{cycleId}/units/{unitId}/drafts/{stage}.body.*'];

/** Words that are written in paragraphs, the only ones that keep a line break. */
const PARAGRAPHS = /\.(answers|figureNotes)\[\]\.text$/;

/** What a field makes of a text; undefined where it refuses it. */
const taken = ({ schema }: Field, text: string): unknown => {
  const parsed = schema.safeParse(text);
  return parsed.success ? parsed.data : undefined;
};

describe('the fields of what requests bring', () => {
  it('are all of a kind that is known here', () => {
    const known = [
      z.ZodString,
      z.ZodStringFormat,
      z.ZodNumber,
      z.ZodBoolean,
      z.ZodEnum,
      z.ZodLiteral,
      z.ZodNull,
      z.ZodCodec,
    ];
    const unknown = fields.filter(({ schema }) => !known.some((kind) => schema instanceof kind));
    expect(unknown.map(({ path }) => path)).toEqual(FREE);
    expect(fields.length).toBeGreaterThan(200);
  });

  it('that are text take none that cannot be kept or is not seen as it is, nor any without end', () => {
    const texts = fields.filter(({ schema }) =>
      [z.ZodString, z.ZodStringFormat, z.ZodCodec].some((kind) => schema instanceof kind),
    );
    expect(texts.length).toBeGreaterThan(100);
    for (const field of texts) {
      for (const mark of ['\u0000', '\ud800', '\u202e', '\u2066', '\u2028', '\u0085', '\n']) {
        const kept = mark === '\n' && PARAGRAPHS.test(field.path) ? 'a\nb' : undefined;
        expect([field.path, mark, taken(field, `a${mark}b`)]).toEqual([field.path, mark, kept]);
      }
      for (const mark of ['\u200b', '\ufeff', '\u00ad', '\u{e0041}']) {
        expect([field.path, mark, String(taken(field, `a${mark}b`)).includes(mark)]).toEqual([
          field.path,
          mark,
          false,
        ]);
      }
      expect([field.path, taken(field, 'a'.repeat(50_000))]).toEqual([field.path, undefined]);
    }
  });

  it('that are numbers take none that a column cannot hold', () => {
    const numbers = kindOf(z.ZodNumber);
    expect(numbers.length).toBeGreaterThan(20);
    for (const { path, schema } of numbers) {
      for (const value of [3_000_000_000, -3_000_000_000, 1e300, Number.NaN, Number.POSITIVE_INFINITY]) {
        expect([path, value, schema.safeParse(value).success]).toEqual([path, value, false]);
      }
    }
  });

  it('that are days or instants take none outside 2000 to 2100', () => {
    const days = fields.filter(
      ({ schema }) =>
        taken({ path: '', schema }, '2026-03-05') !== undefined && schema instanceof z.ZodISODate,
    );
    expect(days.length).toBeGreaterThan(20);
    for (const field of days) {
      for (const value of ['0206-03-05', '1999-12-31', '2101-01-01', '9999-12-31', '2026-02-30']) {
        expect([field.path, value, taken(field, value)]).toEqual([field.path, value, undefined]);
      }
    }
    const instants = kindOf(z.ZodISODateTime);
    expect(instants.length).toBeGreaterThan(2);
    for (const field of instants) {
      for (const value of ['0206-03-05T08:00:00+07:00', '9999-01-01T00:00:00Z']) {
        expect([field.path, value, taken(field, value)]).toEqual([field.path, value, undefined]);
      }
    }
  });
});
