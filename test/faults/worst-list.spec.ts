import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import type { ProblemAnswer } from '#libs/contracts';
import { type Stack, startStack } from '../support/stack.js';
import { instantOf } from '../support/unit-year-driver.js';

jest.setTimeout(180_000);

let stack: Stack;
let cycleId: string;
beforeAll(async () => {
  stack = await startStack({ units: 2 });
  cycleId = await stack.openRehearsal(2026, 'tep-lon', instantOf(2026, '03-10T09:00'));
});
afterAll(() => stack?.dispose());

/** A workbook within the limits of a file: 60,000 rows of 60 numbers, some megabytes packed. */
function worstWorkbook(): Uint8Array {
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

it('the largest workbook of a unit’s account is refused, and everybody else is answered meanwhile', async () => {
  const [unit] = stack.inside;
  const token = stack.token('unit-head', { unitId: unit?.id ?? '' });
  const workbook = worstWorkbook();
  expect(workbook.length).toBeLessThan(10 * 1024 * 1024);
  let isAnswered = false;
  const sent = fetch(
    `${stack.apiUrl}/api/v1/cycles/${cycleId}/registers/models/imports?filename=a.xlsx&dryRun=true`,
    {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'idempotency-key': 'tep-lon-nhat',
        'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      },
      body: Buffer.from(workbook),
    },
  ).finally(() => {
    isAnswered = true;
  });
  let answers = 0;
  while (!isAnswered) {
    const answer = await fetch(`${stack.apiUrl}/healthz`);
    expect(answer.status).toBe(200);
    if (!isAnswered) answers += 1;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const answer = await sent;
  const problem = (await answer.json()) as ProblemAnswer;
  expect([answer.status, problem.code]).toEqual([422, 'REGISTER.LIST_REFUSED']);
  expect(problem.problems?.map(({ code }) => code)).toEqual(['TABLE.TOO_LARGE']);
  expect(answers).toBeGreaterThan(10);
});
