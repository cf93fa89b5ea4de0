import type { PolicyPack } from '../pack.schema.js';
import { PolicyError } from '../policy.error.js';
import { packSchema } from '../stored-pack.schema.js';
import type { JsonObject } from './merge.js';
import { isObject, mergePack, resolveLikes } from './merge.js';

const freeze = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(freeze);
  }
  return value;
};

const chainOf = (
  json: unknown,
  files: Readonly<Record<string, unknown>>,
  seen: readonly string[],
): JsonObject => {
  if (!isObject(json)) {
    const pack = seen.at(-1) ?? '';
    throw new PolicyError('POLICY.INVALID', { pack, fault: 'phải là một đối tượng JSON' });
  }
  const parent = json['extends'];
  if (typeof parent !== 'string') return json;
  if (seen.includes(parent)) {
    throw new PolicyError('POLICY.EXTENDS_CYCLE', { packs: [...seen, parent].join(' → ') }, 'extends');
  }
  if (!Object.hasOwn(files, parent)) {
    const known = Object.keys(files).join(', ');
    throw new PolicyError('POLICY.UNKNOWN', { pack: parent, known }, 'extends');
  }
  return mergePack(chainOf(files[parent], files, [...seen, parent]), json);
};

/**
 * A pack file as a whole pack: inheritance applied (see merge.ts), shape checked, frozen. `files` are the packs it may
 * extend, by id. Whether the rules make sense together is {@link checkPack}'s question.
 * Throws `POLICY.INVALID` with the place of the first fault, `POLICY.UNKNOWN`, `POLICY.EXTENDS_CYCLE`.
 */
export const parsePack = (json: unknown, files: Readonly<Record<string, unknown>> = {}): PolicyPack => {
  const id = isObject(json) && typeof json['id'] === 'string' ? json['id'] : '';
  const result = packSchema.safeParse(resolveLikes(chainOf(json, files, [id])));
  if (result.success) return freeze(result.data);
  const issue = result.error.issues[0];
  const place = issue?.path.map(String).join('.') ?? '';
  throw new PolicyError('POLICY.INVALID', { pack: id, place, fault: issue?.message ?? '' }, place);
};
