import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { freePort } from './ports.js';

/** From where on this system gives ports to outgoing connections; 49152 where it does not say. */
function firstOutgoing(): number {
  try {
    return Number(readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8').split(/\s+/)[0]);
  } catch {
    return 49_152;
  }
}

it('a port for a server is none that an outgoing connection may take before the server listens, and none twice', async () => {
  const ports = await Promise.all(Array.from({ length: 20 }, freePort));
  expect(Math.max(...ports)).toBeLessThan(firstOutgoing());
  expect(new Set(ports).size).toBe(ports.length);
});
