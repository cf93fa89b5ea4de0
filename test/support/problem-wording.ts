import {
  checkAnswer,
  checkCitations,
  checkHigherSheet,
  checkOwnRecordsSheet,
  checkSelfSheet,
  type ScoreProblem,
  unknownChoices,
  unknownItems,
} from '#libs/scoring';
import {
  anyText,
  type Cell,
  code,
  day,
  decimal,
  email,
  maxFileBytes,
  name,
  oneOf,
  phone,
  plainText,
  readListFile,
  readListRows,
  type TableProblem,
  whole,
  yesNo,
} from '#libs/tables';
import { HIGHER_CASES, input, rules, SELF_CASES, sheetOf } from '../../libs/scoring/words.support.js';
import { list, rowsOf } from '../../libs/tables/list.support.js';
import { workbookOf } from '../../libs/tables/workbook.support.js';

const said = (problems: readonly ScoreProblem[]) =>
  problems.map(({ code: of, message }) => `${of}: ${message}`);

/** What is said of a score sheet, by one sheet for each thing that can be wrong with it. */
export function scoreProblemLines(): string[] {
  const cited = (effectiveOn: string, withdrawn = false) => ({
    id: '1',
    title: 'QĐ',
    effectiveOn,
    withdrawn,
  });
  const citing = (known?: ReturnType<typeof cited>) =>
    checkCitations([{ criterion: 'a', cites: ['1'] }], new Map(known && [['1', known]]), {
      from: '2025-11-16',
      to: '2026-11-15',
    });
  const line = { criterion: 'a', self: 3 };
  return said([
    ...SELF_CASES.flatMap(([, lines, more]) => checkSelfSheet(input(sheetOf(...lines), more))),
    ...checkSelfSheet(input([...sheetOf(), line])),
    ...HIGHER_CASES.flatMap(([, each]) => checkHigherSheet(input(sheetOf(each)))),
    ...checkOwnRecordsSheet(input()),
    ...unknownChoices(rules, { HOLE: 'odd', NONE: 'odd' }),
    ...citing(),
    ...citing(cited('2026-03-01', true)),
    ...citing(cited('2024-03-01')),
    ...unknownItems(rules.criteria, ['z']),
    ...checkAnswer([line], [{ ...line, self: 2 }], ['c1']),
  ]);
}

const text = (content: string, filename = 'ds.csv') => ({
  filename,
  content: new TextEncoder().encode(content),
});
const bytes = (...content: readonly number[]) => ({ filename: 'ds.csv', content: Uint8Array.from(content) });
const HEADING = ['Tên đơn vị', 'Số người'] as const;
const sheet = (title: string, state?: string) => ({
  name: title,
  data: `<row>${HEADING.map((each) => `<c t="inlineStr"><is><t>${each}</t></is></c>`).join('')}</row>`,
  ...(state === undefined ? {} : { state }),
});

/** Files and lists that cannot be read as they are, one for each thing that can be wrong with them. */
const problemsOfFiles = (): readonly TableProblem[] =>
  [
    readListFile(text(''), list),
    readListFile({ filename: 'ds.csv', content: new Uint8Array(maxFileBytes + 1) }, list),
    readListFile(bytes(0xd0, 0xcf), list),
    readListFile(bytes(0x25, 0x50, 0x44, 0x46), list),
    readListFile(text('x', 'ds.xlsx'), list),
    readListFile(text('x', 'ds.docx'), list),
    readListFile(text('"Tên đơn vị,Số người\nTrạm A,3\n'), list),
    readListFile(text('\n'.repeat(list.limits.rows) + 'a\n'.repeat(list.limits.rows + 1)), list),
    readListFile(text(`${'a,'.repeat(list.limits.columns + 1)}\n`), list),
    readListFile(bytes(0x61, 0x0a, 0xff, 0xc0, 0x0a), list),
    readListFile(bytes(0xff, 0xfe, 0x00, 0xd8), list),
    readListFile(bytes(0x61, 0x00, 0x0a), list),
    readListFile(text('Tên đơn vị,Số người\nTrạm A,3\n'), list, 'DS'),
    readListFile({ filename: 'ds.xlsx', content: workbookOf([sheet('DS')]) }, list, 'Không'),
    readListFile({ filename: 'ds.xlsx', content: workbookOf([sheet('A'), sheet('B')]) }, list),
    readListFile({ filename: 'ds.xlsx', content: workbookOf([sheet('Ẩn', 'hidden')]) }, list),
    readListRows(rowsOf(['a'], ['b']), list),
    readListRows(rowsOf(['Đơn vị', 'Ghi chú', 'Nữ']), list),
    readListRows(rowsOf([...HEADING, 'Đơn vị'], ['A', 1]), list),
  ].flatMap(({ problems }) => problems);

const problemsOfEntries = (): readonly TableProblem[] => {
  const broken = (why: 'error' | 'no-result'): Cell => ({ why, shown: '#REF!' });
  const rows = rowsOf(HEADING, ['A', 1, 'thừa'], ['B', broken('error')], ['C', broken('no-result')]);
  const { entries } = readListRows(rows, list);
  for (const entry of entries) entry.reportExtraCell();
  return entries.flatMap(({ problems }) => problems);
};

/** Cells that their readers refuse. */
const CELLS = [
  [name('tên đơn vị'), ''],
  [name('tên đơn vị'), '12'],
  [name('tên đơn vị'), '=1+1'],
  [name('tên đơn vị'), 'a'.repeat(5_000)],
  [name('tên đơn vị'), 'a\u0001b'],
  [anyText, 'Tröôøng tieåu hoïc'],
  [plainText, 'a\u202eb'],
  [oneOf(() => undefined, '"có" hoặc "không"'), ''],
  [oneOf(() => undefined, '"có" hoặc "không"'), 'gì'],
  [yesNo(), 'gì'],
  [whole, 'ba'],
  [decimal, 'ba'],
  [day, '30/02/2026'],
  [code, 'mã số'],
  [phone, '9,12E+08'],
  [email('địa chỉ thư'), ''],
  [email('địa chỉ thư'), 'không có'],
  [email('địa chỉ thư'), 'a@b'],
  [email('địa chỉ thư'), 'a@example.test, b@example.test'],
] as const;

/** What is said of a list that is read from a file: the file, its heading, its cells. */
export function tableProblemLines(): string[] {
  const ofCells = CELLS.map(([read, cell]): Pick<TableProblem, 'fault' | 'message'> => {
    const outcome = read(cell);
    if (!('fault' in outcome)) throw new Error(`"${cell.slice(0, 20)}" is taken`);
    return outcome;
  });
  return [...problemsOfFiles(), ...problemsOfEntries(), ...ofCells].map(
    ({ fault, message }) => `${fault}: ${message}`,
  );
}
