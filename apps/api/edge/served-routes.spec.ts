import { describe, expect, it } from '@jest/globals';
import { SUBJECTS } from '../app.module.js';
import { ServedRoutes } from './served-routes.js';

const served = new ServedRoutes(SUBJECTS, '/api/v1');

describe('the routes that are served', () => {
  it('are found by method and path, HEAD as GET', () => {
    expect(served.find('POST', '/api/v1/cycles/:cycleId/clock')?.acts).toEqual(['moveClock']);
    expect(served.find('HEAD', '/api/v1/cycles/:cycleId')?.key).toBe('GET /cycles/{cycleId}');
    expect(served.find('GET', '/healthz')?.route.isOpen).toBe(true);
    expect(served.find('POST', '/api/v1/cycles/:cycleId')).toBeUndefined();
  });

  it('tell the methods of a path', () => {
    expect(served.methodsAt('/api/v1/cycles')).toEqual(['GET', 'HEAD', 'OPTIONS', 'POST']);
    expect(served.methodsAt('/api/v1/cycles/51-2026/clock')).toEqual(['OPTIONS', 'POST']);
    expect(served.methodsAt('/healthz')).toEqual(['GET', 'HEAD', 'OPTIONS']);
    expect(served.methodsAt('/api/v1/cycles/51-2026/clock/more')).toEqual([]);
    expect(served.methodsAt('/api/v1/nothing')).toEqual([]);
  });
});
