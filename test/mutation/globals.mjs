import { createRequire } from 'node:module';

/** As jest has it: the same matchers, without jest around them. */
const fromJest = createRequire(createRequire(import.meta.url).resolve('@jest/globals'));
export const { expect } = createRequire(fromJest.resolve('@jest/expect'))('expect');

/** Tests that were declared while specs loaded, each under an id of its own. */
export const tests = (globalThis.__antqTests ??= []);
const around = (globalThis.__antqAround ??= []);

export function describe(name, declare) {
  around.push(name);
  declare();
  around.pop();
}

export function it(name, run) {
  const id = `${[...around, name].join(' › ')} #${tests.length}`;
  tests.push({ id, run });
}

it.each = (table) => (name, run) => {
  for (const row of table) {
    const values = Array.isArray(row) ? row : [row];
    it(name, () => run(...values));
  }
};

describe.each = (table) => (name, declare) => {
  for (const row of table) describe(name, () => declare(...(Array.isArray(row) ? row : [row])));
};
