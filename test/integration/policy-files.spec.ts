import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readPackFiles } from '#libs/config';
import { PackCatalogue } from '#libs/policy';

const province = (id: string, more: object = {}) =>
  JSON.stringify({
    id,
    extends: 'national-2025',
    title: 'Tỉnh thử',
    jurisdiction: { level: 'tinh', code: '77', name: 'Tỉnh thử' },
    validFrom: '2026-01-01',
    ...more,
  });
const idsOf = (packs: PackCatalogue) => packs.list().map(({ id }) => id);

describe('the files of policy packs', () => {
  const builtIn = idsOf(new PackCatalogue(readPackFiles()));
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'antq-packs-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const catalogueWith = async (files: Readonly<Record<string, string>>): Promise<PackCatalogue> => {
    for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
    return new PackCatalogue(readPackFiles(folder));
  };

  it('are one pack more when there is one file more, and nothing else is taken for a pack', async () => {
    const packs = await catalogueWith({
      'tinh-thu.json': province('tinh-thu'),
      'ghi-chu.txt': 'không phải gói',
    });
    expect(idsOf(packs).filter((id) => !builtIn.includes(id))).toEqual(['tinh-thu']);
    expect(packs.load('tinh-thu').criteria).toEqual(packs.load('national-2025').criteria);
    expect(packs.faults()).toEqual([]);
  });

  it('are named with the place where one is broken, and the others stay', async () => {
    const packs = await catalogueWith({
      'a.json': '{\n  "id": "a",\n  "title": }',
      'b.json': province('b', { classes: [{ key: 'tot', min: 'chín mươi' }] }),
      'c.json': province('c', { extends: 'b' }),
      'd.json': province('d', { extends: 'mat-tich' }),
      'e.json': '[]',
      'f.json': province('quang-ngai-2025'),
    });
    expect(packs.faults().map(({ file, place }) => `${path.basename(file)} ${place ?? ''}`)).toEqual([
      'a.json dòng 3, cột 12',
      'e.json id',
      'f.json id',
      'b.json classes.0.min',
      'c.json classes.0.min',
      'd.json extends',
    ]);
    expect(
      packs.faults().every(({ file, message }) => file.startsWith(folder) && /\p{L}.+\.$/u.test(message)),
    ).toBe(true);
    expect(packs.load('quang-ngai-2025').title).toContain('Kế hoạch 33/KH-UBND');
    expect(idsOf(packs)).toEqual(builtIn);
  });

  it('may begin with a byte order mark', async () => {
    const packs = await catalogueWith({ 'bom.json': `\uFEFF${province('bom')}` });
    expect(idsOf(packs)).toContain('bom');
  });

  it('cannot be read from a folder that is not there', () => {
    expect(() => readPackFiles(path.join(folder, 'mat-tich'))).toThrow('ENOENT');
  });
});
