import { describe, expect, it } from '@jest/globals';
import { resolveStages, unitStages } from '#libs/policy';
import { initialState } from '#libs/unit-year';
import { loadPack } from '../../policy/packs.support.js';
import { typedBy } from './judge-receipt.js';

const graph = unitStages(resolveStages(loadPack('quang-ngai-2025'), 2026, { managedBy: 'xa' }));
const onBehalf = { arrivalNumber: '118', arrivedOn: '2026-11-03' };
const actorOf = (actorId: string) => ({ actorId, name: 'Công an xã', role: 'appraiser' }) as const;

/** Who typed the sheet that this account is to appraise, where the sheet was sent like this. */
const asked = (actorId: string, sent: object, standing = 'submitted' as const) => {
  const command = { actor: actorOf('typist'), body: { kind: 'submit', stage: 'selfScoring', ...sent } };
  const records = { commands: { find: async (id: string) => (id === 'c1' ? command : undefined) } };
  const own = { status: standing, round: 1, commandId: 'c1' };
  const state = { ...initialState(graph), stages: { ...initialState(graph).stages, selfScoring: own } };
  return typedBy(
    records as unknown as Parameters<typeof typedBy>[0],
    { graph },
    { state },
    {
      actor: actorOf(actorId),
    },
  );
};

describe("a sheet of the unit's own points", () => {
  it('is not appraised by the account that typed it, who is named', async () => {
    expect(await asked('typist', { onBehalf })).toMatchObject({ by: 'Công an xã' });
  });

  it('is appraised by another account', async () => {
    expect(await asked('colleague', { onBehalf })).toBeUndefined();
    expect(await asked('colleague', {})).toBeUndefined();
  });

  it('is not appraised by the account that sent it as one of the unit or as a deputy of its head', async () => {
    expect(await asked('typist', {})).toMatchObject({ by: 'Công an xã' });
  });
});
