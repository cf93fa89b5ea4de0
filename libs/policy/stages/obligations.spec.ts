import { expect, it } from '@jest/globals';
import { resolveStages } from '../index.js';
import { loadPack } from '../packs.support.js';

/** By the documents, read for who is ordered to send what: these papers are recorded and asked for, and nobody orders them. */
it.each<readonly [string, number, readonly string[]]>([
  ['quang-ngai-2021', 2021, ['festival']],
  ['huong-dan-413-2021', 2021, ['q1Plan', 'festival']],
  ['hai-duong-2024', 2024, ['q1Plan', 'festival']],
  ['national-2025', 2025, ['q1Plan', 'festival']],
  // Kế hoạch 33 asks for the plans of 2025 before 25/8, also the commune's.
  ['quang-ngai-2025', 2025, ['supplementReport']],
  [
    'quang-ngai-2025',
    2026,
    ['q1Plan', 'communePlan', 'communeRegister', 'communeInterimReview', 'festival', 'supplementReport'],
  ],
])('in %s %d no document orders that %j be sent', (id, year, asked) => {
  const stages = resolveStages(loadPack(id), year, { managedBy: 'xa' });
  const found = stages.filter(({ act, obligation }) => act !== 'none' && obligation === 'asked');
  expect(found.map(({ key }) => key)).toEqual(asked);
  // What nobody orders has no day that a document sets.
  expect(found.map(({ due }) => due?.status)).toEqual(asked.map(() => 'assumed'));
});

/** To whom Kế hoạch 33 has the plan of 2025 sent, whoever manages the unit. */
it.each(['tinh', 'xa'] as const)(
  'the plan of 2025 of a unit of level %s goes to the police of the province',
  (managedBy) => {
    const stage = resolveStages(loadPack('quang-ngai-2025'), 2025, { managedBy }).find(
      ({ key }) => key === 'implementationPlan',
    );
    expect([stage?.receiver, stage?.named?.receiver]).toEqual(['cong-an-tinh', ['tinh', 'xa']]);
  },
);
