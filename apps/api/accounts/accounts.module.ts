import { setTimeout as delay } from 'node:timers/promises';
import { Module } from '@nestjs/common';
import { Door, KeepAccounts, KeepOwnAccount, SignInByPassword } from '#libs/application';
import type { Config } from '#libs/config';
import { Argon2Hasher } from '#libs/credentials';
import { bind, provide } from '../ports/provide.js';
import { CONFIG, PASSWORDS, PAUSE, UNIT_OF_WORK } from '../ports/tokens.js';
import { AccountsController } from './accounts.controller.js';
import { AuthController } from './auth.controller.js';

/** Signing in, the own account, and the accounts that administrators keep. */
@Module({
  controllers: [AuthController, AccountsController],
  providers: [
    { provide: Door, useFactory: ({ sessions }: Config) => new Door(sessions), inject: [CONFIG] },
    bind(PASSWORDS, () => new Argon2Hasher()),
    bind(PAUSE, () => (ms) => delay(ms)),
    provide(SignInByPassword, UNIT_OF_WORK, Door, PASSWORDS, PAUSE),
    provide(KeepOwnAccount, UNIT_OF_WORK),
    provide(KeepAccounts, UNIT_OF_WORK),
  ],
})
export class AccountsModule {}
