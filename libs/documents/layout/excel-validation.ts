import type { Accepted, LayoutTable } from './layout.types.js';

/** Rows below the head for which a column says what it accepts, so that rows may be added. */
const MOST_ROWS = 2_000;
/** Days as a spreadsheet counts them: 01/01/2000 to 31/12/2100. */
const DAYS = [36_526, 73_415] as const;
const MOST_COUNT = 10_000;

/**
 * XML of what the columns of a sheet accept; empty where they accept anything.
 *
 * @param firstLine line of the first row below the head, from 1
 */
export function acceptedXml({ columns }: LayoutTable, firstLine: number): string {
  const rules = columns.flatMap(({ accepts }, index) =>
    accepts === undefined ? [] : [ruleXml(accepts, letterOf(index), firstLine)],
  );
  return rules.length === 0
    ? ''
    : `<dataValidations count="${rules.length}">${rules.join('')}</dataValidations>`;
}

function ruleXml(accepts: Accepted, column: string, firstLine: number): string {
  const where = `${column}${firstLine}:${column}${firstLine + MOST_ROWS - 1}`;
  const rule = (type: string, error: string, formulas: readonly (number | string)[]) =>
    `<dataValidation type="${type}" allowBlank="1" showErrorMessage="1" errorTitle="ANTQ" error="${error}" sqref="${where}">${formulas
      .map((formula, at) => `<formula${at + 1}>${formula}</formula${at + 1}>`)
      .join('')}</dataValidation>`;
  switch (accepts.kind) {
    case 'day':
      return rule('date', 'Ghi một ngày có thật, ví dụ 12/03/2026.', DAYS);
    case 'flag':
      return rule('list', 'Chọn Có hoặc Không.', ['"Có,Không"']);
    case 'count':
      return rule('whole', 'Ghi một số nguyên từ 0 trở lên.', [0, MOST_COUNT]);
    case 'number':
      return rule('decimal', `Ghi một số từ 0 đến ${String(accepts.most).replace('.', ',')}.`, [
        0,
        accepts.most,
      ]);
  }
}

/** `A` of the first column, `AA` of the 27th. */
const letterOf = (index: number): string =>
  index < 26
    ? String.fromCharCode(65 + index)
    : `${letterOf(Math.floor(index / 26) - 1)}${letterOf(index % 26)}`;
