import { setTimeout as delay } from 'node:timers/promises';
import { Module } from '@nestjs/common';
import {
  ChangeAddress,
  ChangePassword,
  Door,
  ForgetSpent,
  ImportPeople,
  InviteWave,
  KeepAccounts,
  KeepOwnAccount,
  KeepOwnTokens,
  KeepTokens,
  type LinkNotSent,
  NameDeputy,
  type NotUnsealed,
  OneTimeSecrets,
  OpenOneTime,
  RequestLink,
  SecondStep,
  SignInByPassword,
  type UnitOfWork,
} from '#libs/application';
import { type Config, installationKey } from '#libs/config';
import { Argon2Hasher, OtplibCodes } from '#libs/credentials';
import type { Logger } from '#libs/observability';
import { bind, provide } from '../ports/provide.js';
import {
  CONFIG,
  LINK_NOT_SENT,
  LIST_FILES,
  LOGGER,
  NOT_UNSEALED,
  PASSWORDS,
  PAUSE,
  TOTP_CODES,
  UNIT_OF_WORK,
  UPKEEP,
} from '../ports/tokens.js';
import { AccountUpkeep } from './account-upkeep.service.js';
import { AccountsController } from './accounts.controller.js';
import { AuthController } from './auth.controller.js';
import { DeputiesController } from './deputies.controller.js';
import { TokensController } from './tokens.controller.js';

/** Signing in, the own account, and the accounts that administrators keep. */
@Module({
  controllers: [AuthController, AccountsController, DeputiesController, TokensController],
  providers: [
    {
      provide: Door,
      useFactory: ({ sessions }: Config, secrets: OneTimeSecrets) => new Door(sessions, secrets),
      inject: [CONFIG, OneTimeSecrets],
    },
    {
      provide: TOTP_CODES,
      useFactory: ({ dataDir, accountsKey }: Config) =>
        new OtplibCodes(() => installationKey(dataDir, accountsKey)),
      inject: [CONFIG],
    },
    {
      provide: NOT_UNSEALED,
      useFactory:
        (logger: Logger): NotUnsealed =>
        (error, account) => {
          logger.error({ account, err: error }, 'auth.authenticatorNotUnsealed');
        },
      inject: [LOGGER],
    },
    provide(SecondStep, UNIT_OF_WORK, Door, TOTP_CODES, NOT_UNSEALED),
    bind(PASSWORDS, () => new Argon2Hasher()),
    bind(PAUSE, () => (ms) => delay(ms)),
    provide(SignInByPassword, UNIT_OF_WORK, Door, PASSWORDS, PAUSE),
    provide(ChangePassword, UNIT_OF_WORK, PASSWORDS),
    provide(ChangeAddress, UNIT_OF_WORK, OneTimeSecrets),
    provide(KeepOwnAccount, UNIT_OF_WORK),
    {
      provide: KeepOwnTokens,
      useFactory: (unitOfWork: UnitOfWork, { tokens }: Config) => new KeepOwnTokens(unitOfWork, tokens),
      inject: [UNIT_OF_WORK, CONFIG],
    },
    provide(KeepAccounts, UNIT_OF_WORK, OneTimeSecrets),
    provide(NameDeputy, UNIT_OF_WORK, OneTimeSecrets),
    provide(KeepTokens, UNIT_OF_WORK),
    provide(ImportPeople, UNIT_OF_WORK, LIST_FILES),
    provide(InviteWave, UNIT_OF_WORK, OneTimeSecrets),
    {
      provide: LINK_NOT_SENT,
      useFactory:
        (logger: Logger): LinkNotSent =>
        (error, trace) => {
          logger.error({ trace, err: error }, 'auth.linkNotSent');
        },
      inject: [LOGGER],
    },
    provide(RequestLink, UNIT_OF_WORK, OneTimeSecrets, LINK_NOT_SENT),
    provide(ForgetSpent, UPKEEP),
    AccountUpkeep,
    provide(OpenOneTime, UNIT_OF_WORK, Door, PASSWORDS),
  ],
})
export class AccountsModule {}
