import { describe, expect, it } from '@jest/globals';
import type { ExecutionContext } from '@nestjs/common';
import type { Identity, UnitOfWork } from '#libs/application';
import { DomainError } from '#libs/contracts';
import { Serves } from '../edge/serves.js';
import { PermissionGuard } from './permission.guard.js';
import { RequirePermission } from './permission.js';

class Routes {
  @Serves('POST /cycles/{cycleId}/deadlines')
  @RequirePermission('amendDeadline')
  steering(): void {}

  @Serves('POST /cycles/{cycleId}/units/{unitId}/registers/{register}')
  @RequirePermission('recordEntry', 'recordEntryOnBehalf')
  recording(): void {}

  @Serves('GET /cycles')
  unnamed(): void {}

  @Serves('GET /healthz')
  open(): void {}
}

const CYCLE = { id: 'c1', provinceCode: '951', state: 'open' };
/** Knows one cycle, and that nothing else is asked for. */
const unitOfWork = {
  inTransaction: (work: (records: object) => unknown) =>
    work({ cycles: { find: async (id: string) => (id === CYCLE.id ? CYCLE : undefined) } }),
} as unknown as UnitOfWork;

const account = (role: Identity['role'], provinceCode: string): Identity => ({
  tokenId: 't',
  name: 'Tài khoản',
  role,
  scope: { level: 'tinh', provinceCode },
});

async function told(handler: keyof Routes, identity?: Identity, cycleId = CYCLE.id): Promise<string> {
  const request = { identity, params: { cycleId }, query: {} };
  const context = {
    getHandler: () => Routes.prototype[handler],
    switchToHttp: () => ({ getRequest: () => request }),
  } as unknown as ExecutionContext;
  try {
    return String(await new PermissionGuard(unitOfWork).canActivate(context));
  } catch (error) {
    return error instanceof DomainError ? error.code : String(error);
  }
}

describe('a route', () => {
  it('lets in who could do one of its acts to something', async () => {
    expect(await told('steering', account('administrator', '951'))).toBe('true');
    expect(await told('recording', account('administrator', '951'))).toBe('true');
    expect(await told('recording', account('appraiser', '951'))).toBe('true');
  });

  it('turns away who could do none of them, once what it is about is seen', async () => {
    expect(await told('steering', account('supervisor', '951'))).toBe('ACTOR.ADMINISTRATOR_ONLY');
    expect(await told('steering', account('supervisor', '952'))).toBe('CYCLE.UNKNOWN');
    expect(await told('steering', account('supervisor', '951'), 'c2')).toBe('CYCLE.UNKNOWN');
  });

  it('leaves to the use case what is told with the name of the register', async () => {
    expect(await told('recording', account('supervisor', '951'))).toBe('true');
  });

  it('is closed while it names nothing, but for those that need no token', async () => {
    expect(await told('unnamed', account('administrator', '951'))).toMatch(/unnamed names no permission/);
    expect(await told('open')).toBe('true');
    expect(await told('steering')).toBe('false');
  });
});
