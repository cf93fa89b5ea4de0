import type { FastifyReply } from 'fastify';
import type { EventSink } from './cycle-events.service.js';

/** A reader that is so many bytes behind is sent away; it comes back with the id of its last event. */
const MOST_BEHIND_BYTES = 65_536;
const PATIENCE_MS = 1_000;

/** Takes the connection out of the framework's hands and begins a stream of server-sent events on it. */
export function eventStream(reply: FastifyReply): EventSink {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    // Proxies that gather an answer before they pass it on would keep every event back.
    'x-accel-buffering': 'no',
    // Closed with the stream: a kept connection would hold up the end of the server.
    connection: 'close',
  });
  return {
    write: (text) => {
      raw.write(text);
      return raw.writableLength < MOST_BEHIND_BYTES;
    },
    end: () => {
      raw.end();
      // What a reader that has stopped reading will never fetch is not waited for.
      setTimeout(() => raw.destroy(), PATIENCE_MS).unref();
    },
    onClose: (gone) => {
      if (raw.destroyed) gone();
      else raw.once('close', gone);
    },
  };
}
