import { strToU8, zipSync } from 'fflate';

/** A workbook within the limits of a file: 60,000 rows of 60 numbers, some megabytes packed. */
export function worstWorkbook(): Uint8Array {
  const cell = (row: number, column: number) => `<c><v>${(row * 7919 + column * 104_729) % 9973}</v></c>`;
  const rows = Array.from({ length: 60_000 }, (_, row) => {
    const cells = Array.from({ length: 60 }, (_each, column) => cell(row, column));
    return `<row>${cells.join('')}</row>`;
  });
  const head = ['Mã đơn vị', 'Ngày'].map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`);
  return zipSync({
    'xl/workbook.xml': strToU8('<workbook><sheets><sheet name="A" sheetId="1" id="r1"/></sheets></workbook>'),
    'xl/_rels/workbook.xml.rels': strToU8(
      '<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    ),
    'xl/worksheets/sheet1.xml': strToU8(
      `<worksheet><sheetData><row>${head.join('')}</row>${rows.join('')}</sheetData></worksheet>`,
    ),
  });
}
