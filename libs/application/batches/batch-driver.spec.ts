import { describe, expect, it } from '@jest/globals';
import type { Records } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { PageEnd } from './apply-batch-page.use-case.js';
import { BatchDriver } from './batch-driver.js';

const settled = () => new Promise((resolve) => setImmediate(resolve));

/** A driver over batches that are left, whose pages end when the test says so. */
function driving(left: readonly string[]) {
  const begun: string[] = [];
  const ends = new Map<string, (end: PageEnd) => void>();
  const records = { batches: { unfinished: () => Promise.resolve(left) } } as unknown as Records;
  const unitOfWork: UnitOfWork = {
    inTransaction: (work) => work(records),
    inSnapshot: (work) => work(records),
  };
  const pages = {
    execute: (batchId: string) => {
      begun.push(batchId);
      return new Promise<PageEnd>((resolve) => ends.set(batchId, resolve));
    },
  };
  const runs = { wakeAreaYear: () => Promise.resolve(), wakeAreaReminders: () => Promise.resolve() };
  const driver = new BatchDriver(unitOfWork, pages, runs, { warn: () => undefined });
  const end = async (batchId: string) => {
    ends.get(batchId)?.({ left: 'none' });
    await settled();
  };
  return { driver, begun, end };
}

describe('who goes through the pages of batches', () => {
  it('is at two at once, the oldest first, and goes on with the next where one has ended', async () => {
    const { driver, begun, end } = driving(['a', 'b', 'c', 'd']);
    await driver.poll();
    await driver.poll();
    await settled();
    expect(begun).toEqual(['a', 'b']);
    await end('b');
    expect(begun).toEqual(['a', 'b', 'c']);
    await end('a');
    expect(begun).toEqual(['a', 'b', 'c', 'd']);
  });

  it('begins none of those that wait once it is to stop', async () => {
    const { driver, begun, end } = driving(['a', 'b', 'c']);
    await driver.poll();
    await settled();
    const drained = driver.drain();
    await end('a');
    await end('b');
    await drained;
    expect(begun).toEqual(['a', 'b']);
  });
});
