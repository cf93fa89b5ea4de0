import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { ProblemAnswer } from '#libs/contracts';
import { type Stack, startStack } from '../support/stack.js';
import { instantOf } from '../support/unit-year-driver.js';
import { worstWorkbook } from '../support/worst-workbook.js';

jest.setTimeout(180_000);

let stack: Stack;
let cycleId: string;
beforeAll(async () => {
  stack = await startStack({ units: 2 });
  cycleId = await stack.openRehearsal(2026, 'tep-lon', instantOf(2026, '03-10T09:00'));
});
afterAll(() => stack?.dispose());

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
