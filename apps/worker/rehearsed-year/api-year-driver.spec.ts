import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { DrivingAccount, YearHands } from '#libs/application';
import { ApiYearDriver } from './api-year-driver.js';

let server: Server | undefined;
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise<void>((resolve) => (server === undefined ? resolve() : server.close(() => resolve())));
  server = undefined;
});

/** An API that answers every request so. */
async function apiOf(status: number, answer: object, asked: () => void = () => undefined): Promise<string> {
  const made = createServer((_request, response) => {
    asked();
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
  server = made;
  await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(made.address() as AddressInfo).port}`;
}

const live = (url: string, more: Partial<YearHands> = {}) =>
  new ApiYearDriver(url).live(
    { cycleId: '51-2026-thu', provinceCode: '51', seed: 7, dayMs: 0, keepGoing: false },
    {
      signal: new AbortController().signal,
      mint: (accounts) =>
        Promise.resolve(accounts.map((account) => ({ ...account, name: 'Thử', token: 'ma-thu' }))),
      onProgress: () => Promise.resolve(),
      ...more,
    },
  );

describe('whoever lives a year by the API', () => {
  it('asks as an administrator of the rehearsal, and says what it was refused', async () => {
    const minted: (readonly DrivingAccount[])[] = [];
    const url = await apiOf(404, {
      ...{ type: 'about:blank', title: 'x', status: 404, code: 'CYCLE.UNKNOWN', detail: 'Không có chu kỳ.' },
    });
    const mint: YearHands['mint'] = (accounts) => {
      minted.push(accounts);
      return Promise.resolve(accounts.map((account) => ({ ...account, name: 'Thử', token: 'ma-thu' })));
    };
    expect(await live(url, { mint })).toEqual({
      state: 'stopped',
      problem: {
        code: 'REHEARSAL.ASKING_REFUSED',
        params: { reason: expect.stringContaining('Không có chu kỳ.') },
      },
    });
    expect(minted).toEqual([[{ role: 'administrator', scope: { level: 'tinh', provinceCode: '51' } }]]);
  });

  it('that is told to end leaves the year as it is', async () => {
    const ending = new AbortController();
    // It would be asked again for minutes.
    const url = await apiOf(503, {}, () => ending.abort(new Error('the worker ends')));
    await expect(live(url, { signal: ending.signal })).rejects.toThrow('the worker ends');
  });

  it('does not take for the year’s own end what the records came to', async () => {
    const mint = () => Promise.reject(new Error('the database is away'));
    await expect(live('http://127.0.0.1:1', { mint })).rejects.toThrow('the database is away');
  });
});
