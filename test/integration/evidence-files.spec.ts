import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  AddEvidence,
  type Evidence,
  EvidenceFilesCheck,
  type Identity,
  ReadEvidence,
  SweepEvidenceFiles,
} from '#libs/application';
import { DomainError, sentenceOf } from '#libs/contracts';
import { DiskStorage } from '#libs/storage';
import { faultsAt } from '../support/faults.js';
import { type SmallCycle, SmallProvince } from '../support/small-cycle.js';

const UNIT = 'QN0001';
const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
/** More than anybody here hands in, in bytes. */
const AMPLE = 100_000_000;
const OTHER = 'QN0002';
const PDF = new TextEncoder().encode('%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n');
const officer: Identity = {
  actorId: randomUUID(),
  name: 'Cán bộ đầu mối',
  role: 'unit-officer',
  scope: { level: 'unit', unitId: UNIT },
};

let province: SmallProvince;
let cycle: SmallCycle;
let cycles = 0;
let folder: string;
let storage: DiskStorage;
let sweeping: SweepEvidenceFiles;

async function* piece(): AsyncGenerator<Uint8Array> {
  yield PDF;
}

/** Uploads a file; with a fault set, as a process does that ends there. */
async function upload(
  faults = '',
  { quota = AMPLE, key = randomUUID(), unitId = UNIT } = {},
): Promise<Evidence> {
  const adding = new AddEvidence(province.unitOfWork, storage, province.rules, faultsAt(faults), {
    bytes: quota,
  });
  return adding.execute(
    { ...officer, scope: { level: 'unit', unitId } },
    {
      cycleId: cycle.id,
      unitId,
      idempotencyKey: key,
      fields: { criterion: '7', title: 'Quyết định', effectiveOn: '2026-03-01', declared: false },
      file: { name: 'qd.pdf', received: await storage.receive(piece(), 1_000_000) },
    },
  );
}

/** A file whose row was never committed; its key. */
async function orphan(): Promise<string> {
  const before = await keys('kept');
  await expect(upload('afterFileKept@1:throw')).rejects.toThrow('afterFileKept');
  const [key, ...more] = (await keys('kept')).filter((each) => !before.includes(each));
  expect(more).toEqual([]);
  return key ?? '-';
}
async function keys(place: 'kept' | 'aside'): Promise<string[]> {
  const found: string[] = [];
  for await (const some of storage.keys(place)) found.push(...some);
  return found;
}
/** Withdraws as the desk does, beside its audit. */
const withdraw = (id: string) =>
  province.unitOfWork.inTransaction((records) =>
    records.evidence.withdraw(id, { at: new Date().toISOString(), reason: 'Nhầm', by: officer }),
  );
const keyOf = ({ file }: Evidence) => file?.storageKey ?? '-';
const placeOf = (key: string) => path.join(folder, 'kept', key.slice(0, 2), key);
async function makeOld(place: string, ageMs: number): Promise<void> {
  const at = (Date.now() - ageMs) / 1000;
  await utimes(place, at, at);
}
const findings = async (now = Date.now()) =>
  (await new EvidenceFilesCheck(province.unitOfWork, storage).check(cycle.id, now)).map(
    ({ kind, object, detail }) => ({
      kind,
      object,
      detail: detail.replaceAll(/\d\d:\d\d ngày \d\d\/\d\d\/\d{4}/g, '…'),
    }),
  );
const readable = async (evidence: Evidence): Promise<boolean> => {
  const { content } = await new ReadEvidence(province.unitOfWork, storage).open(
    officer,
    cycle.id,
    UNIT,
    evidence.id,
  );
  const parts: Uint8Array[] = [];
  for await (const part of content) parts.push(part);
  return Buffer.concat(parts).equals(PDF);
};

beforeAll(async () => {
  province = await SmallProvince.open([
    [UNIT, 'Sở Thử nghiệm', 'xa', 'dau-moi@example.test'],
    [OTHER, 'Chi cục Thử nghiệm', 'xa', 'khac@example.test'],
  ]);
});
afterAll(() => province.dispose());
beforeEach(async () => {
  // Rows are never deleted: each test has a cycle of its own.
  cycles += 1;
  cycle = await province.rehearse(`tep${cycles}`);
  await cycle.moveTo('2026-10-20T09:00');
  folder = await mkdtemp(path.join(tmpdir(), 'antq-files-'));
  storage = new DiskStorage(folder);
  sweeping = new SweepEvidenceFiles(province.unitOfWork, storage);
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('a file that no row names', () => {
  it('is left alone for a day: its transaction may still be under way', async () => {
    const key = await orphan();
    await makeOld(placeOf(key), DAY - HOUR);
    expect(await sweeping.execute(Date.now())).toEqual({
      unfinished: 0,
      setAside: [],
      putBack: [],
      removed: [],
    });
    expect(await keys('kept')).toEqual([key]);
    expect(await findings()).toEqual([]);
  });

  it('is told, set aside after a day, told on, and deleted thirty days later', async () => {
    const key = await orphan();
    await makeOld(placeOf(key), DAY + HOUR);
    expect(await findings()).toEqual([
      { kind: 'evidenceFileUnnamed', object: key, detail: 'tệp có từ … mà không minh chứng nào nêu' },
    ]);
    const now = Date.now();
    expect(await sweeping.execute(now)).toMatchObject({ setAside: [key], removed: [] });
    expect([await keys('kept'), await keys('aside')]).toEqual([[], [key]]);
    expect(await storage.open(key)).toBeUndefined();
    expect(await findings()).toEqual([
      {
        kind: 'evidenceFileUnnamed',
        object: key,
        detail: 'tệp không minh chứng nào nêu, đã để riêng lúc …, sẽ xóa sau …',
      },
    ]);
    expect(await sweeping.execute(now + 30 * DAY - HOUR)).toMatchObject({ setAside: [], removed: [] });
    expect(await sweeping.execute(now + 30 * DAY + HOUR)).toMatchObject({ setAside: [], removed: [key] });
    expect([await keys('kept'), await keys('aside'), await findings()]).toEqual([[], [], []]);
  });

  it('is swept once by several processes at a time', async () => {
    const orphans = [await orphan(), await orphan(), await orphan()].sort();
    for (const key of orphans) await makeOld(placeOf(key), 2 * DAY);
    const other = new SweepEvidenceFiles(province.unitOfWork, new DiskStorage(folder));
    await Promise.all([sweeping.execute(Date.now()), other.execute(Date.now())]);
    expect([await keys('kept'), (await keys('aside')).sort()]).toEqual([[], orphans]);
  });
});

describe('the room of a unit in a cycle', () => {
  const quota = PDF.length * 2;
  const told = async (made: Promise<Evidence>): Promise<string> => {
    try {
      await made;
      return 'taken';
    } catch (error) {
      return error instanceof DomainError ? `${error.code}: ${sentenceOf(error)}` : String(error);
    }
  };
  const refused =
    'EVIDENCE.QUOTA: Tệp "qd.pdf" (0,1 MB) vượt hạn mức minh chứng của đơn vị trong chu kỳ này: đã dùng 0,1 MB trong 0 MB,';

  it('is used up by its own files, also those of withdrawn evidence, and nothing of what is refused is kept', async () => {
    const key = randomUUID();
    const first = await upload('', { quota, key });
    await upload('', { quota });
    await withdraw(first.id);
    expect(await told(upload('', { quota }))).toContain(refused);
    expect(await keys('kept')).toHaveLength(2);
    expect((await upload('', { quota, key })).id).toBe(first.id);
    expect(await told(upload('', { quota, unitId: OTHER }))).toBe('taken');
  });

  it('is not taken twice by files that come at once', async () => {
    const all = await Promise.all(Array.from({ length: 4 }, () => told(upload('', { quota }))));
    expect(all.filter((each) => each === 'taken')).toHaveLength(2);
    expect(await keys('kept')).toHaveLength(2);
  });
});

describe('a file that a row names', () => {
  it('stays however old it is, also that of evidence that was withdrawn', async () => {
    const [first, second] = [await upload(), await upload()];
    await withdraw(second.id);
    for (const each of [first, second]) await makeOld(placeOf(keyOf(each)), 400 * DAY);
    expect(await sweeping.execute(Date.now())).toMatchObject({ setAside: [], removed: [] });
    expect([await readable(first), await readable(second)]).toEqual([true, true]);
  });

  it('stays while the same content lies there without a row and is swept meanwhile', async () => {
    const key = await orphan();
    await makeOld(placeOf(key), 2 * DAY);
    const [swept, ...added] = await Promise.all([
      sweeping.execute(Date.now()),
      ...Array.from({ length: 4 }, () => upload()),
    ]);
    expect(swept.setAside).toEqual([key]);
    for (const each of added) expect(await readable(each)).toBe(true);
    await sweeping.execute(Date.now() + 40 * DAY);
    for (const each of added) expect(await readable(each)).toBe(true);
    expect(await findings()).toEqual([]);
  });

  it('is put back where it was set aside under another database', async () => {
    const evidence = await upload();
    await makeOld(placeOf(keyOf(evidence)), 2 * DAY);
    const other = await SmallProvince.open([]);
    await new SweepEvidenceFiles(other.unitOfWork, storage).execute(Date.now());
    await other.dispose();
    expect(await keys('aside')).toEqual([keyOf(evidence)]);
    expect(await findings()).toEqual([
      {
        kind: 'evidenceFileMissing',
        object: `${UNIT}/${evidence.id}`,
        detail: `không có tệp ${keyOf(evidence)} của minh chứng này trong kho`,
      },
    ]);
    // Long after the day on which it would have been deleted.
    expect(await sweeping.execute(Date.now() + 90 * DAY)).toMatchObject({
      putBack: [keyOf(evidence)],
      removed: [],
    });
    expect([await readable(evidence), await findings()]).toEqual([true, []]);
  });
});

it('what a dead process was receiving is deleted once it is a day old', async () => {
  const incoming = path.join(folder, 'incoming');
  await mkdir(incoming);
  const [old, fresh] = [`${'0'.repeat(32)}.part`, `${'1'.repeat(32)}.part`];
  for (const name of [old, fresh]) await writeFile(path.join(incoming, name), 'x');
  await makeOld(path.join(incoming, old), DAY + HOUR);
  expect(await sweeping.execute(Date.now())).toMatchObject({ unfinished: 1 });
  expect(await readdir(incoming)).toEqual([fresh]);
});
