import { Module } from '@nestjs/common';
import {
  AdvanceRehearsal,
  CycleRules,
  MintRehearsalAccounts,
  mintToken,
  ShowRehearsal,
  ShowRehearsedYear,
  StartRehearsedYear,
  StopRehearsedYear,
} from '#libs/application';
import { bind, port, provide } from '../ports/provide.js';
import { READING, RUNS, UNIT_OF_WORK } from '../ports/tokens.js';
import { RehearsalController } from './rehearsal.controller.js';
import { RehearsedYearController } from './rehearsed-year.controller.js';

const TOKEN_MINT = port<typeof mintToken>('TokenMint');

/** Clock and accounts of a rehearsal, and its year as the system lives it. */
@Module({
  controllers: [RehearsalController, RehearsedYearController],
  providers: [
    provide(ShowRehearsal, READING),
    provide(AdvanceRehearsal, UNIT_OF_WORK, RUNS),
    provide(ShowRehearsedYear, READING),
    provide(StartRehearsedYear, UNIT_OF_WORK, RUNS),
    provide(StopRehearsedYear, UNIT_OF_WORK, RUNS),
    bind(TOKEN_MINT, () => mintToken),
    provide(MintRehearsalAccounts, UNIT_OF_WORK, CycleRules, TOKEN_MINT),
  ],
})
export class RehearsalModule {}
