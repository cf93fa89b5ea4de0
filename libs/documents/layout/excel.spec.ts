import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import readWorkbook from 'read-excel-file/node';
import { excelFile, hasTables } from './excel.js';
import type { Cell, DocumentLayout } from './layout.types.js';
import { brokenXml, partsOf, textOf } from './opened.support.js';
import { plainText } from './plain-text.js';

const layoutOf = (rows: readonly (readonly Cell[])[], name = 'Danh sách'): DocumentLayout => ({
  title: 'Danh sách đăng ký',
  about: ['Năm 2026'],
  sections: [
    {
      orientation: 'portrait',
      blocks: [
        {
          kind: 'table',
          table: {
            name,
            columns: [
              { head: 'Đơn vị', width: 60 },
              { head: 'Điểm', width: 20 },
              { head: 'Ngày', width: 25 },
            ],
            rows: rows.map((cells) => ({ cells })),
          },
        },
        { kind: 'notes', items: ['* mốc giả định'] },
      ],
    },
  ],
});
const opened = async (layout: DocumentLayout) => {
  const file = await excelFile(layout);
  const [sheet] = await readWorkbook(file, { trim: false });
  return { parts: partsOf(file), rows: sheet?.data ?? [] };
};

describe('an Excel file of a document', () => {
  it('has typed cells: text, numbers, days', async () => {
    const { rows } = await opened(layoutOf([['Trường THPT số 2', { number: 69.5 }, { day: '2026-11-04' }]]));
    expect(rows[0]?.[0]).toBe('Danh sách đăng ký');
    expect(rows[1]?.[0]).toBe('Năm 2026');
    expect(rows[3]).toEqual(['Đơn vị', 'Điểm', 'Ngày']);
    expect(rows[4]).toEqual(['Trường THPT số 2', 69.5, new Date('2026-11-04T00:00:00Z')]);
    expect(rows.at(-1)?.[0]).toBe('* mốc giả định');
  });

  it('keeps the head in sight and gives each column its width', async () => {
    const { parts } = await opened(layoutOf([['a', { number: 1 }, null]]));
    const sheet = parts['xl/worksheets/sheet1.xml'] ?? '';
    expect(sheet).toMatch(/<pane [^>]*ySplit="4"[^>]*state="frozen"/);
    expect([...sheet.matchAll(/<col [^>]*width="([\d.]+)"/g)].map(([, width]) => Number(width))).toEqual([
      26, 9, 11,
    ]);
  });

  it.each(['Hội_x0041_', '_x000d_', '_x005F_x0041_', 'a_b_x12_', '_X0041_'])(
    'shows %s as written: the format takes _xHHHH_ for a character',
    async (written) => {
      const { parts } = await opened(layoutOf([[written, null, null]]));
      const stored = Object.values(parts).find((xml) => xml.includes('Danh sách đăng ký')) ?? '';
      // ECMA-376 22.9.2.19, ST_Xstring: so a program reads what is stored.
      const shown = textOf(stored).replace(/_x([0-9A-Fa-f]{4})_/g, (_all, code: string) =>
        String.fromCharCode(Number.parseInt(code, 16)),
      );
      expect(shown.split('\n')).toContain(written);
    },
  );

  it('loses nothing behind a code point that stands for no character', async () => {
    const codes = [0xfffe, 0xffff, 0xfdd0, 0x1fffe, 0x10fffe, 0x10ffff];
    const { rows } = await opened(
      layoutOf(codes.map((code) => [`Hội ${String.fromCodePoint(code)}Nông dân`, null, null])),
    );
    expect(rows.slice(4, 4 + codes.length).map(([text]) => text)).toEqual(codes.map(() => 'Hội Nông dân'));
  });

  it('never makes a formula of a text, also not after a person has edited it', async () => {
    const starts = ['=', '+', '-', '@', '\t=', '\r=', '＝', '＋', '－', '＠'];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...starts),
        fc.oneof(
          fc.constantFrom('HYPERLINK("http://x")', "cmd|' /C calc'!A0"),
          fc.string({ unit: 'binary', maxLength: 30 }),
        ),
        async (start, rest) => {
          const { parts, rows } = await opened(layoutOf([[`${start}${rest}`, null, null]]));
          const sheet = parts['xl/worksheets/sheet1.xml'] ?? '';
          expect(sheet).not.toContain('<f>');
          expect(rows[4]?.[0]).toBe(plainText(`${start}${rest}`));
          for (const [part, xml] of Object.entries(parts)) {
            if (part.endsWith('.xml')) expect([part, brokenXml(xml)]).toEqual([part, undefined]);
          }
          const style = /<c r="A5" s="(\d+)" t="(?:s|inlineStr)"/.exec(sheet)?.[1];
          const formats = [...(parts['xl/styles.xml'] ?? '').matchAll(/<xf [^>]*numFmtId="(\d+)"/g)].map(
            ([, id]) => id,
          );
          const cellStyles = /<cellXfs[^>]*>(.*?)<\/cellXfs>/s.exec(parts['xl/styles.xml'] ?? '')?.[1] ?? '';
          const used = [...cellStyles.matchAll(/<xf [^>]*numFmtId="(\d+)"/g)][Number(style)]?.[1];
          expect(formats).toContain(used);
          const custom = new RegExp(`numFmtId="${used}" formatCode="@"`).test(parts['xl/styles.xml'] ?? '');
          expect(used === '49' || custom).toBe(true);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('gives each table a sheet with a name that Excel accepts', async () => {
    const one = layoutOf([['a', null, null]], 'Bảng: [đơn vị] / chưa báo cáo, rất là dài dòng');
    const twice = { ...one, sections: [...one.sections, ...one.sections] };
    const sheets = await readWorkbook(await excelFile(twice));
    expect(sheets.map(({ sheet }) => sheet)).toEqual([
      'Bảng đơn vị chưa báo cáo, rất l',
      expect.stringMatching(/\(2\)$/),
    ]);
  });

  it.each(['portrait', 'landscape'] as const)('prints all columns on one page, %s', async (orientation) => {
    const [section] = layoutOf([['a', null, null]]).sections;
    if (section === undefined) throw new Error('no section');
    const layout = { ...layoutOf([['a', null, null]]), sections: [{ ...section, orientation }] };
    const sheet = partsOf(await excelFile(layout))['xl/worksheets/sheet1.xml'] ?? '';
    expect(sheet).toMatch(/<worksheet [^>]*><sheetPr><pageSetUpPr fitToPage="1"\/><\/sheetPr><sheetViews/);
    const setup = /<pageSetup ([^>]*)\/>/.exec(sheet)?.[1];
    expect(setup).toContain('fitToWidth="1" fitToHeight="0"');
    expect(setup).toContain(`orientation="${orientation}"`);
  });

  it('is not made of a document that has no table', async () => {
    const prose: DocumentLayout = {
      title: 'Quy chế',
      about: [],
      sections: [{ orientation: 'portrait', blocks: [{ kind: 'heading', text: 'Điều 1' }] }],
    };
    expect(hasTables(prose)).toBe(false);
    await expect(excelFile(prose)).rejects.toThrow('no table');
  });
});
