import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { COMMAND_ACTS, RIGHTS } from '#libs/access';
import { commandBody } from '#libs/contracts/http';
import { RequirePermission } from '../../apps/api/auth/permission.js';
import { Serves } from '../../apps/api/edge/serves.js';
import { apiRoutes, routesOf } from '../support/api-routes.js';
import { rightsPage } from '../support/rights-page.js';

const PAGE = path.resolve(import.meta.dirname, '../../docs/rights.md');
const routes = apiRoutes();

describe('the routes of the API', () => {
  it('each name the acts that they carry out, or need no token', () => {
    expect(routes.length).toBeGreaterThan(80);
    expect(routes.filter(({ isOpen, acts }) => !isOpen && acts.length === 0)).toEqual([]);
    expect(routes.filter(({ isOpen, acts }) => isOpen && acts.length > 0)).toEqual([]);
  });

  it('need to know who asks but for the signs of life and the ways in', () => {
    expect(routes.filter(({ isOpen }) => isOpen).map(({ key }) => key)).toEqual([
      'GET /api/v1/cycles/{cycleId}/steps/{stage}/name',
      'GET /api/v1/health/parts',
      'GET /healthz',
      'GET /readyz',
      'POST /api/v1/auth/address/open',
      'POST /api/v1/auth/code',
      'POST /api/v1/auth/code/enrol',
      'POST /api/v1/auth/invitation/open',
      'POST /api/v1/auth/link',
      'POST /api/v1/auth/link/open',
      'POST /api/v1/auth/password',
    ]);
  });

  it('change nothing where they name nothing but reading', () => {
    const changing = routes.filter(({ key }) => !key.startsWith('GET '));
    for (const { key, acts } of changing) {
      expect([key, acts.filter((act) => act.startsWith('read'))]).toEqual([key, []]);
    }
  });

  it('would be noticed without a permission', () => {
    class Things {
      @Serves('GET /cycles')
      @RequirePermission('readCycle')
      named(): void {}

      @Serves('GET /healthz')
      open(): void {}

      @Serves('GET /cycles/{cycleId}')
      unnamed(): void {}
    }
    expect(routesOf(Things)).toEqual([
      { key: 'GET /api/v1/cycles', isOpen: false, acts: ['readCycle'] },
      { key: 'GET /healthz', isOpen: true, acts: [] },
      { key: 'GET /api/v1/cycles/{cycleId}', isOpen: false, acts: [] },
    ]);
  });
});

describe('the table of rights', () => {
  it('has each kind of command that can be sent, and each of its acts is asked for by a route', () => {
    const kinds = commandBody.options.map(({ shape }) => shape.kind.value);
    const named = ['submitOnBehalf', 'appealOnBehalf', 'answerExtension'];
    expect([...kinds, ...named].sort()).toEqual([...COMMAND_ACTS].sort());
    const asked = new Set<string>(routes.flatMap(({ acts }) => acts));
    const unasked = Object.keys(RIGHTS).filter((act) => !asked.has(act));
    // Asked for inside a route: single parts of what it shows or composes.
    expect(unasked.sort()).toEqual(['composeAreaDocument', 'readMessageText', 'readReopenings']);
  });

  it('is the one that docs/rights.md prints', () => {
    const page = rightsPage(routes);
    if (process.env['WRITE_RIGHTS'] === '1') writeFileSync(PAGE, page);
    expect(readFileSync(PAGE, 'utf8')).toBe(page);
  });
});
