import { expect, it } from '@jest/globals';
import { loadPack } from '../../policy/packs.support.js';
import type { Records } from '../transaction/records.port.js';
import { NameStep } from './name-step.query.js';

const pack = loadPack('quang-ngai-2025');
const cycles = {
  find: async (id: string) => (id === '51-2026' ? { packHash: 'hash', year: 2026 } : undefined),
  packOf: async () => pack,
};
const naming = new NameStep({ inTransaction: (work) => work({ cycles } as unknown as Records) });
const told = (cycleId: string, stage: string) =>
  naming.execute(cycleId, stage).catch((error: unknown) => (error as { readonly code?: string }).code);

it('a step is named with its year alone, and what there is not tells nothing of what there is', async () => {
  const name = pack.stageSets.flatMap(({ stages }) => stages).find(({ key }) => key === 'dossier')?.name;
  expect(name).toBeDefined();
  expect(await told('51-2026', 'dossier')).toEqual({ name, year: 2026 });
  expect(await told('51-2026', 'khong-co')).toBe('CYCLE.UNKNOWN');
  expect(await told('51-2031', 'dossier')).toBe('CYCLE.UNKNOWN');
});
