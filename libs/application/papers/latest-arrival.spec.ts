import { describe, expect, it } from '@jest/globals';
import type { Fact } from '#libs/unit-year';
import type { Command } from '../commands/commands.port.js';
import type { FactRecord } from '../unit-years/unit-years.port.js';
import { latestArrival } from './latest-arrival.js';

/** One fact of a year with the command that brought it. */
type Happened = readonly [fact: object, body?: object];

const arrived = (arrivalNumber: string) => ({ arrivalNumber, arrivedOn: '2026-10-26' });
const received = (number: string): Happened => [
  { kind: 'paper.received', stage: 'q1Plan' },
  { kind: 'receivePaper', stage: 'q1Plan', ...arrived(number) },
];
const entered = (number: string): Happened => [
  { kind: 'stage.submitted', stage: 'q1Plan' },
  { kind: 'submit', stage: 'q1Plan', onBehalf: arrived(number) },
];
const restarted = (more: { superseded: readonly string[]; keeps?: readonly string[] }): Happened => [
  { kind: 'year.restarted', from: 'q1Plan', graceUntil: {}, ...more },
];

/** Số đến of the paper that a slip of the step is of. */
async function slipOf(...happened: readonly Happened[]): Promise<string | undefined> {
  const facts = happened.map(
    ([fact], at) => ({ fact: fact as Fact, version: at + 1, commandId: String(at) }) as FactRecord,
  );
  const find = (id: string) => Promise.resolve({ body: happened[Number(id)]?.[1] } as Command);
  return (await latestArrival({ commands: { find } }, facts, 'q1Plan'))?.arrivalNumber;
}

describe('the paper that a slip is of', () => {
  it('is the latest, by its receipt where it has one', async () => {
    expect(await slipOf(received('1'), entered('1'))).toBe('1');
    expect(await slipOf(entered('2'))).toBe('2');
    expect(
      await slipOf(received('1'), [{ kind: 'paper.receiptWithdrawn', stage: 'q1Plan' }]),
    ).toBeUndefined();
  });

  it('is none where a restart asks for another one, until that has come', async () => {
    const anew = restarted({ superseded: ['q1Plan', 'registration'] });
    expect(await slipOf(entered('1'), anew)).toBeUndefined();
    expect(await slipOf(received('1'), anew, entered('2'))).toBe('2');
  });

  it('stays where a restart leaves the step alone, or keeps the paper for the next round', async () => {
    expect(await slipOf(entered('1'), restarted({ superseded: ['registration'] }))).toBe('1');
    const keeps = restarted({ superseded: ['q1Plan'], keeps: ['q1Plan'] });
    expect(await slipOf(received('1'), keeps)).toBe('1');
    expect(await slipOf(received('1'), keeps, entered('1'))).toBe('1');
  });
});
