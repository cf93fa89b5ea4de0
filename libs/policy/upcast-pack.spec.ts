import { describe, expect, it } from '@jest/globals';
import { checkPack, packSchema } from './index.js';
import { loadPack, PACKS } from './packs.support.js';
import { syntheticPack } from './synthetic-pack.support.js';

type Json = Record<string, unknown>;

/** The pack as a cycle kept it before packs said what a stage is, who answers twice and what the table comes to. */
function storedBefore(id: string): Json {
  const { scale: _scale, ...pack } = JSON.parse(JSON.stringify(loadPack(id))) as Json & {
    stageSets: { stages: Json[] }[];
    certification: { appeal?: Json };
  };
  for (const stage of pack.stageSets.flatMap(({ stages }) => stages)) delete stage['role'];
  delete pack.certification.appeal?.['secondAnsweredBy'];
  return pack;
}

const rolesOf = ({ stageSets }: ReturnType<typeof loadPack>) =>
  stageSets.map(({ key, stages }) => [
    key,
    stages.flatMap((stage) => (stage.role === undefined ? [] : [`${stage.role}: ${stage.key}`])),
  ]);

describe('a pack that was stored before a field was', () => {
  it.each(PACKS.list().map(({ id }) => id))('means the same: %s', (id) => {
    const now = loadPack(id);
    const then = packSchema.parse(storedBefore(id));
    expect(rolesOf(then)).toEqual(rolesOf(now));
    expect(then.certification).toEqual(now.certification);
    expect(then.scale?.total).toBe(now.scale?.total);
    expect(checkPack(then).errors).toEqual(checkPack(now).errors);
  });

  it('knows its stages by the keys that the system knew', () => {
    expect(rolesOf(packSchema.parse(storedBefore('quang-ngai-2025')))).toEqual([
      [
        'hang-nam',
        ['registration: registration', 'pledges: subunitPledges', 'dossier: dossier', 'close: close'],
      ],
      ['nam-2025', ['registration: registration', 'dossier: dossier', 'close: close']],
    ]);
    expect(packSchema.parse(storedBefore('quang-ngai-2025'))).toMatchObject({
      scale: { total: 100, status: 'binding' },
      certification: { appeal: { secondAnsweredBy: 'tinh' } },
    });
  });

  it('is left as it is where it says so itself, whatever its keys', () => {
    const [usual] = syntheticPack().stageSets;
    const stages = (usual?.stages ?? []).map((stage) =>
      stage.key === 'springPlan' ? { ...stage, key: 'dossier' } : stage,
    );
    const parsed = packSchema.parse(
      syntheticPack({ stageSets: usual === undefined ? [] : [{ ...usual, stages }] }),
    );
    expect(rolesOf(parsed)).toEqual([
      ['usual', ['registration: enrolment', 'dossier: bundle', 'close: finish']],
    ]);
  });
});
