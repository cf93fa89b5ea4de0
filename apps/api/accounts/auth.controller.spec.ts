import { expect, it } from '@jest/globals';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type {
  Callers,
  ChangeAddress,
  ChangePassword,
  KeepOwnAccount,
  OpenOneTime,
  RequestLink,
  SecondStep,
  SignInByPassword,
} from '#libs/application';
import { AuthController } from './auth.controller.js';

it('attempts from addresses of one subscriber in IPv6 come from one net', async () => {
  const nets: string[] = [];
  const byPassword: Pick<SignInByPassword, 'execute'> = {
    execute: async ({ net }) => {
      nets.push(net);
      return { ticket: 'ticket', enrols: false };
    },
  };
  const none = {};
  const controller = new AuthController(
    byPassword as SignInByPassword,
    none as KeepOwnAccount,
    none as Callers,
    none as RequestLink,
    none as OpenOneTime,
    none as SecondStep,
    none as ChangePassword,
    none as ChangeAddress,
  );
  for (const ip of ['2001:db8:1:2::1', '2001:db8:1:2:ffff::7']) {
    const request = { ip, headers: {} } as FastifyRequest;
    const body = { email: 'can-bo@example.test', password: 'sai' };
    await controller.password(body, undefined, request, none as FastifyReply);
  }
  expect(new Set(nets).size).toBe(1);
});
