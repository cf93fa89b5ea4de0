import { z } from 'zod';
import { checkAnswer, contractOf } from './contract.js';

/** What a stub of the API answers: what a test gives, made whole by the contract and held against it. */
export class AnswersByContract {
  private readonly faults: string[] = [];

  /**
   * The text of an answer. What a test does not care about is there, as empty as its kind allows; what is given stays as it
   * is, so that what the API would not say is a fault.
   *
   * @param path below `/api/v1`
   */
  text(method: string, path: string, status: number, given: unknown): string {
    const plain: unknown = JSON.parse(JSON.stringify(given ?? null));
    const schema = contractOf(method, path, status);
    const answer = schema === undefined ? plain : filled(schema, plain ?? undefined);
    try {
      checkAnswer(method, path, status, answer);
    } catch (error) {
      this.faults.push(String(error));
    }
    return JSON.stringify(answer);
  }

  /** What was answered against the contract since this was asked last. */
  takeFaults(): readonly string[] {
    return this.faults.splice(0);
  }
}

/** An empty value of each kind; a day and an instant are of some day. */
const EMPTY: Readonly<Record<string, (schema: z.ZodType) => unknown>> = {
  string: (schema) =>
    schema instanceof z.ZodISODate
      ? '2027-01-01'
      : schema instanceof z.ZodISODateTime
        ? '2027-01-01T00:00:00Z'
        : '',
  number: () => 0,
  boolean: () => false,
  array: () => [],
  record: () => ({}),
};

function filled(schema: z.ZodType, given: unknown): unknown {
  if (schema instanceof z.ZodOptional) return given === undefined ? undefined : filled(inner(schema), given);
  if (schema instanceof z.ZodReadonly || schema instanceof z.ZodLazy) return filled(inner(schema), given);
  if (schema instanceof z.ZodUnion) return ofUnion(schema, given);
  if (schema instanceof z.ZodObject && (given === undefined || isObject(given)))
    return ofObject(schema, given ?? {});
  if (schema instanceof z.ZodArray && Array.isArray(given)) {
    return given.map((item: unknown) => filled(schema.element as z.ZodType, item));
  }
  if (given !== undefined) return given;
  if (schema instanceof z.ZodEnum) return schema.options[0];
  if (schema instanceof z.ZodLiteral) return [...schema.values][0];
  return EMPTY[schema.def.type]?.(schema);
}

const inner = (schema: z.ZodOptional | z.ZodReadonly | z.ZodLazy) => schema.unwrap() as z.ZodType;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function ofObject(schema: z.ZodObject, given: Record<string, unknown>): unknown {
  const fields = Object.entries(schema.shape).map(([name, field]) => [
    name,
    filled(field as z.ZodType, given[name]),
  ]);
  return { ...given, ...Object.fromEntries(fields.filter(([, value]) => value !== undefined)) };
}

/** The alternative that has every field that is given. */
function ofUnion(schema: z.ZodUnion, given: unknown): unknown {
  // What is whole needs no filling; alternatives that hold themselves would be tried without end.
  if (given !== undefined && schema.safeParse(given).success) return given;
  const tries = schema.options.map((option) => filled(option as z.ZodType, given));
  const fits = (option: z.ZodType, value: unknown) => {
    const parsed = option.safeParse(value);
    return (
      parsed.success && isObject(given) && Object.keys(given).every((name) => name in (parsed.data as object))
    );
  };
  return tries.find((value, index) => fits(schema.options[index] as z.ZodType, value)) ?? given;
}
