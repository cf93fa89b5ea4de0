import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { DocumentLayout } from './layout.types.js';
import { brokenXml, partsOf, textOf } from './opened.support.js';
import { wordFile } from './word.js';

const layoutOf = (name: string): DocumentLayout => ({
  title: `Danh sách ${name}`,
  about: ['Năm 2026'],
  mark: 'DIỄN TẬP',
  sections: [
    {
      orientation: 'portrait',
      blocks: [
        {
          kind: 'letterhead',
          superior: 'Công an tỉnh Quảng Ngãi',
          issuer: `Công an ${name}`,
          number: 'Số: ……/BC-CAX',
          placeAndDate: 'Tịnh Khê, ngày …… tháng 11 năm 2026',
        },
        { kind: 'title', name: 'Báo cáo', summary: 'Kết quả phong trào' },
        { kind: 'grounds', items: ['Căn cứ Kế hoạch 33/KH-UBND;'] },
        { kind: 'heading', text: 'I. Kết quả' },
        { kind: 'paragraph', text: [{ text: 'Đạt ' }, { text: '69,5', strong: true }, { text: ' điểm.' }] },
        { kind: 'fill', label: 'Địa chỉ' },
        {
          kind: 'signatures',
          recipients: ['UBND tỉnh', 'Lưu: VT'],
          signers: [{ authority: 'TM. ỦY BAN NHÂN DÂN', office: 'CHỦ TỊCH' }],
        },
      ],
    },
    {
      orientation: 'landscape',
      blocks: [
        {
          kind: 'table',
          table: {
            name: 'Danh sách',
            columns: [
              { head: 'TT', width: 10, align: 'center' },
              { head: 'Đơn vị', width: 60 },
              { head: 'Điểm', width: 20 },
              { head: 'Ngày', width: 25 },
            ],
            rows: [
              { cells: ['Xã Tịnh Khê'], bold: true },
              { cells: [{ number: 1 }, name, { number: 1069.5 }, { day: '2026-11-04' }] },
              { cells: [{ number: 2 }, 'Đơn vị khác', null, null] },
            ],
          },
        },
      ],
    },
  ],
});

const opened = async (layout: DocumentLayout) => {
  const parts = partsOf(await wordFile(layout));
  return { parts, body: parts['word/document.xml'] ?? '', styles: parts['word/styles.xml'] ?? '' };
};
const mm = (twentieths: string | undefined) => (Number(twentieths) / 1440) * 25.4;

describe('a Word file laid out by Nghị định 30/2020/NĐ-CP', () => {
  it('is A4 with the margins of the decree, upright and lying', async () => {
    const { body } = await opened(layoutOf('xã Tịnh Khê'));
    const sizes = [...body.matchAll(/<w:pgSz w:w="(\d+)" w:h="(\d+)"(?: w:orient="(\w+)")?/g)];
    expect(sizes.map(([, w, h, orient]) => [Math.round(mm(w)), Math.round(mm(h)), orient])).toEqual([
      [210, 297, 'portrait'],
      [297, 210, 'landscape'],
    ]);
    const margins = [...body.matchAll(/<w:pgMar ([^>]*)\/>/g)].map(([, text = '']) =>
      Object.fromEntries(
        [...text.matchAll(/w:(\w+)="(\d+)"/g)].map(([, side = '', value]) => [side, mm(value)]),
      ),
    );
    expect(margins).toHaveLength(2);
    for (const { top = 0, bottom = 0, left = 0, right = 0 } of margins) {
      expect(Math.min(top, bottom)).toBeGreaterThanOrEqual(20);
      expect(Math.max(top, bottom)).toBeLessThanOrEqual(25);
      expect(left).toBeGreaterThanOrEqual(30);
      expect(left).toBeLessThanOrEqual(35);
      expect(right).toBeGreaterThanOrEqual(15);
      expect(right).toBeLessThanOrEqual(20);
    }
  });

  it('is set in Times New Roman, the body in 14 points', async () => {
    const { styles } = await opened(layoutOf('xã Tịnh Khê'));
    const defaults = /<w:docDefaults>.*?<\/w:docDefaults>/s.exec(styles)?.[0] ?? '';
    expect(defaults).toContain('w:ascii="Times New Roman"');
    expect(defaults).toContain('w:eastAsia="Times New Roman"');
    expect(defaults).toContain('<w:sz w:val="28"/>');
  });

  it('numbers its pages at the top in the middle, from the second page of each part on', async () => {
    const { parts, body } = await opened(layoutOf('xã Tịnh Khê'));
    expect(body.match(/<w:titlePg\/>/g)).toHaveLength(2);
    expect(body.match(/<w:pgNumType w:start="1"\/>/g)).toHaveLength(2);
    const headers = Object.entries(parts).filter(([name]) => /^word\/header\d+\.xml$/.test(name));
    const numbered = headers.filter(([, xml]) => xml.includes('PAGE'));
    expect([headers.length, numbered.length]).toEqual([4, 2]);
    for (const [, xml] of numbered) expect(xml).toContain('<w:jc w:val="center"/>');
    const relations = parts['word/_rels/document.xml.rels'] ?? '';
    const firstIds = [...body.matchAll(/<w:headerReference w:type="first" r:id="(\w+)"/g)].map(
      ([, id]) => id,
    );
    for (const id of firstIds) {
      const target = new RegExp(`Id="${id}"[^>]*Target="([^"]+)"|Target="([^"]+)"[^>]*Id="${id}"`).exec(
        relations,
      );
      expect(parts[`word/${target?.[1] ?? target?.[2] ?? ''}`]).not.toContain('PAGE');
    }
  });

  it('begins with the national name and the motto, the issuing body beside them', async () => {
    const { body } = await opened(layoutOf('xã Tịnh Khê'));
    const lines = textOf(body)
      .split('\n')
      .filter((line) => line !== '');
    expect(lines.slice(0, 9)).toEqual([
      'CÔNG AN TỈNH QUẢNG NGÃI',
      'CÔNG AN XÃ TỊNH KHÊ',
      'Số: ……/BC-CAX',
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'Độc lập - Tự do - Hạnh phúc',
      'Tịnh Khê, ngày …… tháng 11 năm 2026',
      'BÁO CÁO',
      'Kết quả phong trào',
      'Căn cứ Kế hoạch 33/KH-UBND;',
    ]);
    expect(lines).toContain('Đạt 69,5 điểm.');
  });

  it('repeats the head of a table on every page and breaks no row', async () => {
    const { body } = await opened(layoutOf('xã Tịnh Khê'));
    expect(body.match(/<w:tblHeader\/>/g)).toHaveLength(1);
    const rows = body.slice(body.indexOf('<w:tblHeader/>')).match(/<w:cantSplit\/>/g);
    expect(rows?.length).toBeGreaterThanOrEqual(3);
  });

  it('keeps who signs with the end of the text and with the notes under it', async () => {
    const layout = layoutOf('xã Tịnh Khê');
    const [first, second] = layout.sections;
    const [table] = second?.blocks ?? [];
    const last = first?.blocks.at(-1);
    if (table === undefined || last === undefined) throw new Error('no table');
    const blocks = [table, last, { kind: 'notes', items: ['Một.', 'Hai.'] } as const];
    const { body } = await opened({ ...layout, sections: [{ orientation: 'portrait', blocks }] });
    const paragraphs = body.match(/<w:p>.*?<\/w:p>/gs) ?? [];
    const keptFrom = (text: string) => paragraphs.slice(paragraphs.findIndex((each) => each.includes(text)));
    // From the last row on all stay together, but for the last note, after which nothing comes.
    const kept = keptFrom('Đơn vị khác').map((each) => each.includes('<w:keepNext/>'));
    expect(kept.slice(0, -1)).not.toContain(false);
    expect(kept.at(-1)).toBe(false);
    expect(paragraphs[0]).not.toContain('<w:keepNext/>');
  });

  it('breaks no word of a title', async () => {
    const summary =
      'Đăng ký thực hiện phong trào toàn dân bảo vệ an ninh Tổ quốc, phấn đấu đạt tiêu chuẩn “An toàn về an ninh, trật tự” năm 2026';
    const layout = layoutOf('xã Tịnh Khê');
    const blocks = [{ kind: 'title', name: 'Danh sách', summary } as const];
    const { body } = await opened({ ...layout, sections: [{ orientation: 'portrait', blocks }] });
    const lines = textOf(body)
      .split('\n')
      .filter((line) => line !== '');
    expect(lines.slice(1).join(' ')).toBe(summary);
    expect(lines.length).toBeGreaterThan(2);
    for (const line of lines.slice(1, -1))
      expect(line).not.toMatch(/(toàn|bảo|an|Tổ|phong|tiêu|thực|phấn|trật|năm|đăng)$/i);
  });

  it('writes numbers with a comma and days by day, month, year', async () => {
    const lines = textOf((await opened(layoutOf('xã Tịnh Khê'))).body).split('\n');
    expect(lines).toEqual(expect.arrayContaining(['1.069,5', '04/11/2026']));
  });

  it('holds any name as text, whatever it is made of', async () => {
    const hostile = fc.oneof(
      fc.constantFrom(
        '=HYPERLINK("http://x","y")',
        '<script>alert(1)</script>',
        'A & B <w:p/> ]]>',
        'Đa\u0323i ho\u0323c', // NFD
        'hai\u0000 dòng\u000b\u0007',
        'ngược\u202e dòng',
        '\ud800 nửa ký tự',
      ),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
    );
    await fc.assert(
      fc.asyncProperty(hostile, async (name) => {
        const { parts, body } = await opened(layoutOf(name));
        for (const [part, xml] of Object.entries(parts)) {
          if (part.endsWith('.xml')) expect([part, brokenXml(xml)]).toEqual([part, undefined]);
        }
        expect(body.match(/<w:tblHeader\/>/g)).toHaveLength(1);
        expect(body).toBe(body.normalize('NFC'));
      }),
      { numRuns: 40 },
    );
    const { body } = await opened(layoutOf('<script>A & B</script> =1+1 Đa\u0323i\u0000'));
    expect(textOf(body).split('\n')).toContain('<script>A & B</script> =1+1 Đại');
  });
});
