import { EventEmitter } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { ChannelListener } from './channel-listener.js';

class FakeClient extends EventEmitter {
  ended = 0;

  constructor(private readonly answer: () => Promise<void>) {
    super();
  }

  connect(): Promise<void> {
    return Promise.resolve();
  }

  query(): Promise<void> {
    return this.answer();
  }

  end(): Promise<void> {
    this.ended += 1;
    return this.ended > 1 ? Promise.reject(new Error('ended twice')) : Promise.resolve();
  }
}

/** A database whose clients answer LISTEN as told, the last answer for all that follow. */
function databaseOf(...answers: (() => Promise<void>)[]) {
  const clients: FakeClient[] = [];
  const connect = () => {
    const client = new FakeClient(answers[Math.min(clients.length, answers.length - 1)] ?? fine);
    clients.push(client);
    return client;
  };
  const listener = new ChannelListener(connect, 'channel');
  const wait = () => listener.wait(() => true, 5, new AbortController().signal);
  return { clients, listener, wait };
}

const fine = () => Promise.resolve();
const broken = () => Promise.reject(new Error('the server went away'));

describe('the listening connection', () => {
  it('is one for all who wait, from the first moment and after each loss', async () => {
    const { clients, wait } = databaseOf();
    await Promise.all([wait(), wait()]);
    expect(clients).toHaveLength(1);
    clients[0]?.emit('error', new Error('cut'));
    clients[0]?.emit('end');
    await Promise.all([wait(), wait(), wait()]);
    expect(clients.map(({ ended }) => ended)).toEqual([1, 0]);
  });

  it('is ended where LISTEN fails, and the next who waits tries anew', async () => {
    const { clients, wait } = databaseOf(broken, fine);
    await wait();
    await wait();
    await wait();
    clients[0]?.emit('end');
    expect(clients.map(({ ended }) => ended)).toEqual([1, 0]);
  });

  it('wakes who waits for what was told', async () => {
    const { clients, listener, wait } = databaseOf();
    await wait();
    const heard = listener.wait((payload) => payload === 'relay', 60_000, new AbortController().signal);
    await Promise.resolve();
    clients[0]?.emit('notification', { payload: 'capture' });
    setImmediate(() => clients[0]?.emit('notification', { payload: 'relay' }));
    await expect(heard).resolves.toBeUndefined();
  });

  it('tells who follows everything, also over a connection taken anew, until they stop', async () => {
    const { clients, listener } = databaseOf();
    const heard: string[] = [];
    const stop = listener.follow((payload) => heard.push(payload));
    await listener.connect();
    clients[0]?.emit('notification', { payload: 'a' });
    clients[0]?.emit('notification', { payload: 'b' });
    clients[0]?.emit('end');
    await listener.connect();
    clients[1]?.emit('notification', { payload: 'c' });
    stop();
    clients[1]?.emit('notification', { payload: 'd' });
    expect(heard).toEqual(['a', 'b', 'c']);
  });

  it('fails to connect where LISTEN fails, so that who follows may say so', async () => {
    const { listener } = databaseOf(broken, fine);
    await expect(listener.connect()).rejects.toThrow('the server went away');
    await expect(listener.connect()).resolves.toBeUndefined();
  });

  it('is ended once when closed, and an error that comes afterwards is heard', async () => {
    const { clients, listener, wait } = databaseOf();
    await wait();
    listener.close();
    listener.close();
    expect(() => clients[0]?.emit('error', new Error('late'))).not.toThrow();
    await wait();
    expect(clients.map(({ ended }) => ended)).toEqual([1]);
  });

  it('is ended when it is closed before LISTEN was answered', async () => {
    let answer: () => void = () => undefined;
    const { clients, listener, wait } = databaseOf(() => new Promise<void>((resolve) => (answer = resolve)));
    const waiting = wait();
    await new Promise(setImmediate);
    listener.close();
    answer();
    await waiting;
    expect(clients.map(({ ended }) => ended)).toEqual([1]);
  });
});
