import { describe, expect, it } from '@jest/globals';
import { Archive } from './archive.js';
import { packageOf, part, refusalOf } from './workbook.support.js';

const textOf = (archive: Archive, name: string): string => new TextDecoder().decode(archive.part(name));

describe('the parts of a package', () => {
  it('are found whatever case and slashes the file and its references have', () => {
    const archive = new Archive(packageOf(part('XL\\Worksheets\\Sheet1.XML', 'a'), part('/xl/b.xml', 'b')));
    for (const name of [
      'xl/worksheets/sheet1.xml',
      '/XL/worksheets/Sheet1.xml',
      'xl\\WORKSHEETS\\sheet1.xml',
    ]) {
      expect([archive.has(name), textOf(archive, name)]).toEqual([true, 'a']);
    }
    expect(textOf(archive, 'xl/b.xml')).toBe('b');
  });

  it('are those that are there: one that is missing breaks the file', () => {
    const archive = new Archive(packageOf(part('xl/workbook.xml', '')));
    expect(archive.has('xl/workbook')).toBe(false);
    expect(refusalOf(() => archive.part('xl/styles.xml'))).toMatchObject({ fault: 'FILE_BROKEN' });
  });

  it('may be empty; of one that was not unpacked only the name is known', () => {
    const archive = new Archive(new Map([...packageOf(part('a.xml', '')), ['b.png', undefined]]));
    expect(archive.part('a.xml')).toHaveLength(0);
    expect(archive.has('b.png')).toBe(true);
    expect(refusalOf(() => archive.part('b.png'))).toMatchObject({ fault: 'FILE_BROKEN' });
  });

  it.each(['xl/vbaProject.bin', 'xl\\VBAPROJECT.BIN', 'other/vbaProject.bin'])(
    'hold no macro: %s',
    (name) => {
      const refusal = refusalOf(() => new Archive(packageOf(part('xl/workbook.xml', ''), part(name, ''))));
      expect(refusal.fault).toBe('FILE_TYPE');
      expect(refusal.message).toContain('macro');
    },
  );

  it('may be named like a macro and hold none', () => {
    const archive = new Archive(packageOf(part('xl/vbaProject.bin.rels', 'a')));
    expect(textOf(archive, 'xl/vbaProject.bin.rels')).toBe('a');
  });
});
