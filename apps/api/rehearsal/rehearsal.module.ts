import { Module } from '@nestjs/common';
import { AdvanceRehearsal, CycleRules, MintRehearsalAccounts, ShowRehearsal } from '#libs/application';
import { mintToken } from '../auth/tokens.js';
import { bind, port, provide } from '../ports/provide.js';
import { READING, RUNS, UNIT_OF_WORK } from '../ports/tokens.js';
import { RehearsalController } from './rehearsal.controller.js';

const TOKEN_MINT = port<typeof mintToken>('TokenMint');

/** Clock and accounts of a rehearsal. */
@Module({
  controllers: [RehearsalController],
  providers: [
    provide(ShowRehearsal, READING),
    provide(AdvanceRehearsal, UNIT_OF_WORK, RUNS),
    bind(TOKEN_MINT, () => mintToken),
    provide(MintRehearsalAccounts, UNIT_OF_WORK, CycleRules, TOKEN_MINT),
  ],
})
export class RehearsalModule {}
