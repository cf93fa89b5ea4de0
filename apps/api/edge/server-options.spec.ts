import { expect, it } from '@jest/globals';
import { fastify } from 'fastify';
import { serverOptions } from './server-options.js';

/** Where a request seems to come from that a proxy at 10.0.0.2 has handed on, and what whoever sent it has made up. */
async function seenFrom(trustedProxy: readonly string[], remoteAddress = '10.0.0.2') {
  const server = fastify(serverOptions({ trustedProxy }));
  server.get('/', ({ ip }) => ({ ip }));
  const headers = { 'x-forwarded-for': '198.51.100.1, 203.0.113.7' };
  const answer = await server.inject({ url: '/', remoteAddress, headers });
  return answer.json<{ readonly ip: string }>().ip;
}

it('a request comes from the other end of its connection, whatever it says', async () => {
  expect(await seenFrom([])).toBe('10.0.0.2');
});

it('what a proxy that is trusted says is taken, and only the last that it says', async () => {
  expect(await seenFrom(['10.0.0.0/24'])).toBe('203.0.113.7');
  expect(await seenFrom(['10.0.0.2', '203.0.113.7'])).toBe('198.51.100.1');
});

it('what another says than the one that is trusted is not', async () => {
  expect(await seenFrom(['10.0.0.2'], '203.0.113.99')).toBe('203.0.113.99');
});
