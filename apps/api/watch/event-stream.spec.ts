import helmet from '@fastify/helmet';
import { describe, expect, it } from '@jest/globals';
import { fastify } from 'fastify';
import { eventStream } from './event-stream.js';

describe('a stream of events', () => {
  it('is answered under the same protecting headers as every other route', async () => {
    const server = fastify();
    await server.register(helmet);
    server.get('/events', (_request, reply) => {
      const sink = eventStream(reply);
      sink.write(': \n\n');
      sink.end();
    });
    server.get('/other', () => ({}));
    const stream = await server.inject('/events');
    const other = await server.inject('/other');
    expect([stream.statusCode, stream.headers['content-type'], stream.body]).toEqual([
      200,
      'text/event-stream; charset=utf-8',
      ': \n\n',
    ]);
    const own = ['content-type', 'content-length', 'connection', 'date'];
    const protecting = Object.entries(other.headers).filter(([name]) => !own.includes(name));
    expect(protecting.length).toBeGreaterThan(8);
    expect(stream.headers).toMatchObject(Object.fromEntries(protecting));
    await server.close();
  });
});
