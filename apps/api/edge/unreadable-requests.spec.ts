import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type FastifyInstance, fastify } from 'fastify';
import type { ProblemAnswer } from '#libs/contracts/http';
import { serverOptions } from './server-options.js';

let server: FastifyInstance;
let port: number;

beforeAll(async () => {
  server = fastify(serverOptions({ trustedProxy: [] }));
  server.get('/', () => ({}));
  await server.listen({ port: 0, host: '127.0.0.1' });
  const address = server.server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
});
afterAll(() => server.close());

async function answerTo(sent: string) {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.write(sent);
  const answer = await text(socket);
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  const type = /^content-type: (.*)$/im.exec(head)?.[1];
  return { status: head.split(' ')[1], type, problem: JSON.parse(body) as ProblemAnswer };
}

const asRequest = (path: string) => `GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`;

it.each([
  {
    what: 'longer than the server takes',
    sent: asRequest(`/?q=${'0'.repeat(20_000)}`),
    status: 431,
    says: 'dài quá 16 KB',
  },
  { what: 'not HTTP', sent: 'Xin chào\r\n\r\n', status: 400, says: 'không đúng dạng HTTP' },
])('a request that is $what is told so as every problem is', async ({ sent, status, says }) => {
  const answer = await answerTo(sent);
  expect([answer.status, answer.type]).toEqual([`${status}`, 'application/problem+json; charset=utf-8']);
  expect(answer.problem).toMatchObject({ code: 'INPUT.INVALID', status, title: 'INPUT.INVALID' });
  expect(answer.problem.detail).toContain(says);
});
