import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, jest } from '@jest/globals';
import { ListFileReader, ListThreads } from '#libs/documents';
import { loadPack } from '../../libs/policy/packs.support.js';

jest.setTimeout(60_000);

const root = path.resolve(import.meta.dirname, '../..');
const built = pathToFileURL(path.join(root, 'dist/libs/documents/list-thread.js'));
const threads = (more: object = {}) => new ListFileReader(new ListThreads({ entry: built, ...more }).run);
const register = loadPack('quang-ngai-2025').registers.find(({ key }) => key === 'inspections');
const fileOf = (name: string) => ({
  bytes: readFileSync(path.join(root, 'test/support/fixtures/lists', name)),
  filename: name,
});

/** As many rows as a list of units may bring with cells to spare. */
const largeFile = () => {
  const row = `${Array.from({ length: 18 }, (_, index) => `ô ${index}`).join(';')}\n`;
  const head = `Mã đơn vị;Công nhận;${row}`;
  return { bytes: Buffer.from(head + row.repeat(25_000)), filename: 'lon.csv' };
};
const codesOf = (list: { readonly unreadable: readonly { readonly code: string }[] } | object) =>
  'unreadable' in list ? list.unreadable.map(({ code }) => code) : ['read'];

describe('a list read in a thread', () => {
  it('comes out as it does without one', async () => {
    if (register === undefined) throw new Error('no register of inspections');
    const file = fileOf('register-commas.csv');
    const read = await threads().register(file, register);
    expect(read).toEqual(await new ListFileReader().register(file, register));
    expect(read).toMatchObject({ rowsRead: 1, problems: [] });
    const communes = [{ code: '21451', name: 'Phường Trà Câu' }];
    const roster = fileOf('merged-commune.xlsx');
    expect(await threads().roster(roster, { communes })).toEqual(
      await new ListFileReader().roster(roster, { communes }),
    );
    const decisions = fileOf('decision-commas.csv');
    expect(await threads().decision(decisions)).toEqual(await new ListFileReader().decision(decisions));
    const holidays = fileOf('holidays-commas.csv');
    expect(await threads().holidays(holidays)).toEqual(await new ListFileReader().holidays(holidays));
  });

  it('lets others go on meanwhile', async () => {
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 5);
    await threads().decision(largeFile());
    clearInterval(timer);
    expect(turns).toBeGreaterThan(20);
  });

  it('is refused where it takes too much time or memory, and the next is read', async () => {
    const slow = threads({ timeoutMs: 1 });
    expect(codesOf(await slow.decision(largeFile()))).toEqual(['TABLE.TOO_SLOW']);
    const small = threads({ heapMb: 24 });
    expect(codesOf(await small.decision(largeFile()))).toEqual(['TABLE.TOO_LARGE']);
    expect(codesOf(await small.decision(fileOf('decision-commas.csv')))).toEqual(['read']);
  });

  it('waits for the one before it; too many that wait are told so', async () => {
    const one = threads({ waiting: 1 });
    const file = fileOf('decision-commas.csv');
    const asked = [one.decision(file), one.decision(file), one.decision(file)];
    await expect(asked[2]).rejects.toMatchObject({ code: 'SYSTEM.BUSY' });
    expect((await Promise.all(asked.slice(0, 2))).map(codesOf)).toEqual([['read'], ['read']]);
    expect(codesOf(await one.decision(file))).toEqual(['read']);
  });
});
