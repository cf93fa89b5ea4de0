import { Module } from '@nestjs/common';
import { CycleRules, FreezeFigures, ReadFreezes } from '#libs/application';
import { provide } from '../ports/provide.js';
import { EXPORTING, UNIT_OF_WORK } from '../ports/tokens.js';
import { FreezesController } from './freezes.controller.js';

/** Figures kept as they stood. */
@Module({
  controllers: [FreezesController],
  providers: [provide(FreezeFigures, UNIT_OF_WORK, CycleRules), provide(ReadFreezes, EXPORTING, CycleRules)],
})
export class FreezesModule {}
