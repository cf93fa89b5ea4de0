import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readPackFiles } from '#libs/config';
import { listPacks, loadPack, packFileFaults, registerPacks } from '#libs/policy';

const province = (id: string, more: object = {}) =>
  JSON.stringify({
    id,
    extends: 'national-2025',
    title: 'Tỉnh thử',
    jurisdiction: { level: 'tinh', code: '77', name: 'Tỉnh thử' },
    validFrom: '2026-01-01',
    ...more,
  });
const ids = () => listPacks().map(({ id }) => id);

describe('the files of policy packs', () => {
  let folder: string;
  let builtIn: readonly string[];

  beforeAll(() => {
    builtIn = ids();
  });
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'antq-packs-'));
  });
  afterEach(() => rm(folder, { recursive: true }));
  afterAll(() => registerPacks(readPackFiles()));

  const register = async (files: Readonly<Record<string, string>>): Promise<void> => {
    for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
    registerPacks(readPackFiles(folder));
  };

  it('are one pack more when there is one file more, and nothing else is taken for a pack', async () => {
    await register({ 'tinh-thu.json': province('tinh-thu'), 'ghi-chu.txt': 'không phải gói' });
    expect(ids().filter((id) => !builtIn.includes(id))).toEqual(['tinh-thu']);
    expect(loadPack('tinh-thu').criteria).toEqual(loadPack('national-2025').criteria);
    expect(packFileFaults()).toEqual([]);
  });

  it('are named with the place where one is broken, and the others stay', async () => {
    await register({
      'a.json': '{\n  "id": "a",\n  "title": }',
      'b.json': province('b', { classes: [{ key: 'tot', min: 'chín mươi' }] }),
      'c.json': province('c', { extends: 'b' }),
      'd.json': province('d', { extends: 'mat-tich' }),
      'e.json': '[]',
      'f.json': province('quang-ngai-2025'),
    });
    expect(packFileFaults().map(({ file, place }) => `${path.basename(file)} ${place ?? ''}`)).toEqual([
      'a.json dòng 3, cột 12',
      'e.json id',
      'f.json id',
      'b.json classes.0.min',
      'c.json classes.0.min',
      'd.json extends',
    ]);
    expect(
      packFileFaults().every(({ file, message }) => file.startsWith(folder) && /\p{L}.+\.$/u.test(message)),
    ).toBe(true);
    expect(loadPack('quang-ngai-2025').title).toContain('Kế hoạch 33/KH-UBND');
    expect(ids()).toEqual(builtIn);
  });

  it('may begin with a byte order mark', async () => {
    await register({ 'bom.json': `\uFEFF${province('bom')}` });
    expect(ids()).toContain('bom');
  });

  it('cannot be read from a folder that is not there', () => {
    expect(() => readPackFiles(path.join(folder, 'mat-tich'))).toThrow('ENOENT');
  });
});
