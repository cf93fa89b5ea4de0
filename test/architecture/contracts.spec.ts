import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { UPDATE_NAMES } from '#libs/contracts';
import { commandBody, ROUTES, type Route } from '#libs/contracts/http';
import { REFUSALS } from '#libs/refusals';
import { openApiDocument } from '../../apps/api/edge/openapi.js';
import { type ApiDocument, lossesOfApi } from './api-growth.js';
import { lossesOf, type Schema } from './growth.js';
import released from './released-contracts.json' with { type: 'json' };

const releasedApi = JSON.parse(
  readFileSync(path.join(import.meta.dirname, 'released-openapi.json'), 'utf8'),
) as ApiDocument;
/**
 * What was released and is no longer so, by a decision; clients read of it in the changelog. A loss that is not listed
 * fails, and so does a line that is none: a release takes its lines out.
 */
const DECIDED_LOSSES: readonly { readonly loss: string; readonly decision: string }[] = [
  {
    loss: 'PUT /api/v1/cycles/{cycleId}/units/{unitId}/drafts/{stage} header If-Match must be sent now',
    decision: '0032-a-change-says-what-it-has-seen.md',
  },
  {
    loss: 'POST /api/v1/cycles/{cycleId}/deadlines header If-Match must be sent now',
    decision: '0032-a-change-says-what-it-has-seen.md',
  },
];
const isDecided = (loss: string) => DECIDED_LOSSES.some((each) => each.loss === loss);
const presentApi = () => JSON.parse(JSON.stringify(openApiDocument())) as ApiDocument;

/**
 * What a release promised to the next one: stored commands and running workflows are read by newer code, and other
 * programs by the API, so contracts only grow. What grows passes; a release writes the new shape to
 * released-contracts.json, and what `/docs-json` answers to released-openapi.json.
 */
describe('the contracts', () => {
  it('still know every Update name that a released history may hold', () => {
    expect(UPDATE_NAMES).toEqual(expect.arrayContaining(released.updateNames));
  });

  it('answer every released refusal code, with its status', () => {
    const statuses = Object.entries(REFUSALS).map(([code, { status }]) => [code, status]);
    expect(Object.fromEntries(statuses)).toMatchObject(released.refusals);
  });

  it('describe commands as released, or more', () => {
    const now = z.toJSONSchema(commandBody, { io: 'input', unrepresentable: 'any' }) as Schema;
    const rooted = (schema: Schema) => ({ schema, definitions: {} });
    const before = rooted(released.commandBody as unknown as Schema);
    expect(lossesOf(before, rooted(JSON.parse(JSON.stringify(now)) as Schema), 'taken')).toEqual([]);
  });

  it('take and give over HTTP what was released, or more, but for what a decision took', () => {
    expect(lossesOfApi(releasedApi, presentApi()).sort()).toEqual(
      DECIDED_LOSSES.map(({ loss }) => loss).sort(),
    );
    for (const { decision } of DECIDED_LOSSES) {
      const page = readFileSync(path.join(import.meta.dirname, '../../docs/decisions', decision), 'utf8');
      expect(page).toContain('must send one');
    }
  });

  it('demand the version that was looked at exactly where the API answers 428 without one', () => {
    const demanding = Object.entries(presentApi().paths).flatMap(([at, methods]) =>
      Object.entries(methods).flatMap(([method, { parameters }]) =>
        parameters
          .filter(({ name, required }) => name === 'If-Match' && required)
          .map(() => `${method.toUpperCase()} ${at.replace('/api/v1', '')}`),
      ),
    );
    const demanded = Object.entries<Route>(ROUTES).filter(([, { ifMatch }]) => ifMatch === true);
    expect(demanding.sort()).toEqual(demanded.map(([key]) => key).sort());
    expect(demanding).not.toEqual([]);
  });

  it('would be seen to take or give less: a route, a parameter, a field of an answer', () => {
    const path = '/api/v1/cycles/{cycleId}/units/{unitId}/commands';
    expect(lossesWithout('paths', path)).toEqual([`POST ${path} is gone`]);
    expect(lossesWithout('paths', path, 'post', 'parameters', '2')).toEqual([
      `POST ${path} query dryRun is gone`,
    ]);
    expect(lossesWithout('paths', path, 'post', 'responses', '202')).toEqual([
      `POST ${path} 202: application/json is gone`,
    ]);
    const gone = lossesWithout('components', 'schemas', 'MeAnswer', 'properties', 'roleName');
    expect(gone).toEqual(['GET /api/v1/me 200 application/json.roleName is gone']);
  });
});

/** What is lost where the present API lacks one thing. */
function lossesWithout(...keys: readonly string[]): string[] {
  const api = presentApi();
  let at = api as unknown as Record<string, Record<string, never>>;
  for (const key of keys.slice(0, -1)) at = at[key] as typeof at;
  const last = keys.at(-1) ?? '';
  if (Array.isArray(at)) at.splice(Number(last), 1);
  else Reflect.deleteProperty(at, last);
  return lossesOfApi(releasedApi, api).filter((loss) => !isDecided(loss));
}
