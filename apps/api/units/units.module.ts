import { Module } from '@nestjs/common';
import { ImportUnits, ReadUnits } from '#libs/application';
import { provide } from '../ports/provide.js';
import { LIST_FILES, READ_MODEL, UNIT_OF_WORK } from '../ports/tokens.js';
import { UnitsController } from './units.controller.js';

/** The roster. */
@Module({
  controllers: [UnitsController],
  providers: [provide(ReadUnits, READ_MODEL), provide(ImportUnits, UNIT_OF_WORK, LIST_FILES)],
})
export class UnitsModule {}
