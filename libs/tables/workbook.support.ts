import type { PackageParts } from './archive.js';
import type { TableLimits } from './tables.types.js';
import { UnreadableFileError } from './unreadable-file.error.js';

export const LIMITS: TableLimits = { rows: 100_000, columns: 200, cells: 10_000 };

/** Why something cannot be read; a spec of it fails where it can. */
export function refusalOf(read: () => unknown): { readonly fault: string; readonly message: string } {
  let answer: unknown;
  try {
    answer = read();
  } catch (error) {
    if (!(error instanceof UnreadableFileError)) throw error;
    return { fault: error.fault, message: error.message };
  }
  throw new Error(`read ${JSON.stringify(answer)}`);
}

/** A part of a package. */
export type Part = readonly [name: string, content: Uint8Array];

const RELATIONSHIPS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

export interface SheetSource {
  readonly name?: string;
  readonly state?: string;
  /** Inner XML of `sheetData`. */
  readonly data: string;
  /** What stands before the document element, and behind the data. */
  readonly before?: string;
  readonly behind?: string;
}

export const part = (name: string, content: string): Part => [name, new TextEncoder().encode(content)];

export const packageOf = (...parts: readonly Part[]): PackageParts => new Map(parts);

/** A workbook of Excel's kind with these sheets. */
export function workbookOf(sheets: readonly SheetSource[], more: readonly Part[] = []): PackageParts {
  const listed = sheets.map(
    ({ name = `Sheet${sheets.length}`, state = 'visible' }, index) =>
      `<sheet name="${name}" sheetId="${index + 1}" state="${state}" r:id="r${index + 1}"/>`,
  );
  const related = sheets.map(
    (_, index) =>
      `<Relationship Id="r${index + 1}" Type="${RELATIONSHIPS}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`,
  );
  return packageOf(
    part(
      'xl/workbook.xml',
      `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONSHIPS}"><sheets>${listed.join('')}</sheets></workbook>`,
    ),
    part('xl/_rels/workbook.xml.rels', `<Relationships>${related.join('')}</Relationships>`),
    ...sheets.map(({ data, before = '', behind = '' }, index) =>
      part(
        `xl/worksheets/sheet${index + 1}.xml`,
        `${before}<worksheet xmlns="${MAIN}"><sheetData>${data}</sheetData>${behind}</worksheet>`,
      ),
    ),
    ...more,
  );
}

/** An OpenDocument spreadsheet with this content of `office:spreadsheet`, and styles before it. */
export function odsOf(tables: string, styles = '', more: readonly Part[] = []): PackageParts {
  return packageOf(
    part('mimetype', 'application/vnd.oasis.opendocument.spreadsheet'),
    part(
      'content.xml',
      `<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s" xmlns:calcext="c"><office:automatic-styles>${styles}</office:automatic-styles><office:body><office:spreadsheet>${tables}</office:spreadsheet></office:body></office:document-content>`,
    ),
    ...more,
  );
}
