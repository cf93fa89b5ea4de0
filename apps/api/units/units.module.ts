import { Module } from '@nestjs/common';
import { ImportUnits } from '#libs/application';
import { provide } from '../ports/provide.js';
import { UNIT_OF_WORK } from '../ports/tokens.js';
import { UnitsController } from './units.controller.js';

/** The roster. */
@Module({
  controllers: [UnitsController],
  providers: [provide(ImportUnits, UNIT_OF_WORK)],
})
export class UnitsModule {}
