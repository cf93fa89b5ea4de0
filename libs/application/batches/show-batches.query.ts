import type { BatchAnswer, BatchesAnswer } from '#libs/contracts/http';
import { stageSetFor } from '#libs/policy';
import { cycleToRead } from '../access/reading.js';
import type { Cycle } from '../cycles/cycles.port.js';
import type { Identity } from '../identity/identity.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import { batchAnswer } from './batch-answer.js';
import { isBatchInScope, requireBatch } from './find-batch.js';

type Needs = Stores<'batches' | 'cycles' | 'unitYears' | 'units'>;

const LATEST = 100;
/** Units that are told by name; a batch that leaves out more should be planned anew as a whole. */
const LEFT_OUT = 1_000;

/** Acts on many units, and how far each is. */
export class ShowBatches {
  constructor(private readonly unitOfWork: UnitOfWork<Needs>) {}

  /** @throws DomainError CYCLE.UNKNOWN, ACTOR.OTHER_ROLE, BATCH.UNKNOWN */
  async one(identity: Identity, cycleId: string, batchId: string): Promise<BatchAnswer> {
    return this.unitOfWork.inTransaction(async (records) => {
      const cycle = await cycleToRead(records, identity, 'readBatches', cycleId);
      const batch = requireBatch(identity, batchId, await records.batches.find(cycleId, batchId));
      const left = await records.batches.leftOut(batchId, LEFT_OUT);
      const years = await records.unitYears.findAll(
        cycleId,
        left.map(({ unitId }) => unitId),
      );
      const names = new Map(years.map(({ unitId, unitName }) => [unitId, unitName]));
      return {
        ...batchAnswer(batch, await records.batches.counts(batchId), await stageNames(records, cycle)),
        leftOut: left.map(({ unitId, code, detail = '' }) => ({
          ...{ unitId, name: names.get(unitId) ?? unitId, code, detail },
        })),
      };
    });
  }

  /** @throws DomainError CYCLE.UNKNOWN, ACTOR.OTHER_ROLE */
  async list(identity: Identity, cycleId: string): Promise<BatchesAnswer> {
    return this.unitOfWork.inTransaction(async (records) => {
      const cycle = await cycleToRead(records, identity, 'readBatches', cycleId);
      const stages = await stageNames(records, cycle);
      const batches = await records.batches.list(cycleId, LATEST);
      const items: BatchesAnswer['items'][number][] = [];
      for (const batch of batches.filter((each) => isBatchInScope(identity, each))) {
        items.push(batchAnswer(batch, await records.batches.counts(batch.id), stages));
      }
      return { items };
    });
  }
}

/** Names of the stages of a cycle by their keys, as its pack of now names them. */
async function stageNames({ cycles }: Needs, cycle: Cycle): Promise<Readonly<Record<string, string>>> {
  const { stages } = stageSetFor(await cycles.packOf(cycle.packHash), cycle.year);
  return Object.fromEntries(stages.map(({ key, name }) => [key, name]));
}
