import { describe, expect, it } from '@jest/globals';
import { type TableFile, UnreadableFileError } from '#libs/tables';
import { tableFile } from './table-file.js';
import { text, type ZipEntry, zip } from './zip.support.js';

const workbook = text('xl/workbook.xml', '<workbook/>');
const megabytes = (count: number) => new Uint8Array(count * 1024 * 1024).fill(32);
const contentOf = async (bytes: Uint8Array): Promise<TableFile['content']> =>
  (await tableFile(bytes, 'a.xlsx')).content;
const faultOf = async (bytes: Uint8Array) => {
  const content = await contentOf(bytes);
  return content instanceof UnreadableFileError ? content.fault : 'read';
};
const zipWith = (...entries: readonly ZipEntry[]) => zip([workbook, ...entries]);

describe('an office package', () => {
  it('is unpacked as far as tables are read from it, names with either slash', async () => {
    const content = await contentOf(zipWith(text('xl\\sheet.xml', '<a/>'), text('xl/media/a.png', 'x')));
    expect(content).toEqual(
      new Map([
        ['xl/workbook.xml', Buffer.from('<workbook/>')],
        ['xl/sheet.xml', Buffer.from('<a/>')],
        ['xl/media/a.png', undefined],
      ]),
    );
  });

  it('is refused where it is cut, or its content is not what was packed', async () => {
    const sound = zipWith(text('xl/sheet.xml', '<sheet>10</sheet>'.repeat(20)));
    expect(await faultOf(sound)).toBe('read');
    expect(await faultOf(sound.subarray(0, sound.length - 30))).toBe('FILE_BROKEN');
    const [stored] = [zipWith({ ...text('xl/a.xml', '<a>10</a>'), isStored: true })];
    const at = Buffer.from(stored).indexOf('<a>10');
    stored[at + 3] = 0x39;
    expect(await faultOf(stored)).toBe('FILE_BROKEN');
  });

  it('is refused where it unpacks to far more than it is', async () => {
    const content = megabytes(30);
    const bomb = zipWith({ name: 'xl/sharedStrings.xml', content });
    expect(bomb.length).toBeLessThan(100_000);
    expect(await faultOf(bomb)).toBe('TOO_LARGE');
  });

  it('is refused where its directory lies about the size', async () => {
    const content = megabytes(30);
    for (const statedSize of [1000, 31 * 1024 * 1024 + 1]) {
      const liar = zipWith({ name: 'xl/sharedStrings.xml', content, statedSize });
      expect(await faultOf(liar)).not.toBe('read');
    }
    expect(await faultOf(zipWith({ name: 'xl/sharedStrings.xml', content, statedSize: 1000 }))).toBe(
      'FILE_BROKEN',
    );
  });

  it('is refused where it holds too many parts, or too much in all of them', async () => {
    const parts = (count: number) => Array.from({ length: count }, (_, index) => text(`a${index}`, ''));
    expect(await faultOf(zipWith(...parts(499)))).toBe('read');
    expect(await faultOf(zipWith(...parts(500)))).toBe('TOO_LARGE');
    const many = Array.from({ length: 101 }, (_, index) => ({
      ...text(`b${index}.xml`, '<a/>'),
      statedSize: 1024 * 1024,
    }));
    expect(await faultOf(zipWith(...many))).toBe('TOO_LARGE');
  });

  it('is refused where it is hidden by a password', async () => {
    const hidden = zipWith({ ...text('xl/a.xml', '<a/>'), flags: 1 });
    expect(await faultOf(hidden)).toBe('FILE_TYPE');
  });
});

it('a file that is no package stays as it is', async () => {
  const bytes = new TextEncoder().encode('a;b');
  expect(await contentOf(bytes)).toBe(bytes);
});
