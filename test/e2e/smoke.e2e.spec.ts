import { expect, it } from '@jest/globals';
import { startStack } from '../support/stack.js';
import { driveYear } from '../support/unit-year-driver.js';
it('smoke', async () => {
  const t0 = Date.now();
  const stack = await startStack();
  const t1 = Date.now();
  console.log('start', t1 - t0);
  try {
    const cycle = await stack.openRehearsal(2026);
    console.log('open', Date.now() - t1, cycle, stack.units);
    for (const unit of [stack.inside[0]!, stack.inside[3]!]) {
      const t = Date.now();
      const c = await stack.openRehearsal(2026, unit.id.toLowerCase());
      console.log(JSON.stringify(await driveYear(stack, c, unit.id, 'onTime')).slice(0, 600), Date.now() - t);
      const h = (await stack.history(`unit-year/${c}/${unit.id}`)) as any;
      console.log(h.events.length, h.events.map((e: any) => e.eventType).join(' '));
      const s = await stack.call<any>('GET', `/cycles/${c}/units/${unit.id}`, stack.token('administrator'));
      console.log(JSON.stringify(s.body.class), s.body.over);
    }
  } finally { const t = Date.now(); await stack.dispose(); console.log('dispose', Date.now() - t); }
  expect(1).toBe(1);
});
