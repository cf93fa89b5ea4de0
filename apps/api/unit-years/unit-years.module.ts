import { Module } from '@nestjs/common';
import { CycleRules, PlanRestart, SaveDraft } from '#libs/application';
import { CertificationModule } from '../certification/certification.module.js';
import { CyclesModule } from '../cycles/cycles.module.js';
import { provide } from '../ports/provide.js';
import { UNIT_OF_WORK } from '../ports/tokens.js';
import { UnitYearReader } from './unit-year-reader.service.js';
import { UnitYearsController } from './unit-years.controller.js';

/** Pages and drafts of one unit’s year. */
@Module({
  imports: [CertificationModule, CyclesModule],
  controllers: [UnitYearsController],
  providers: [
    provide(PlanRestart, UNIT_OF_WORK, CycleRules),
    provide(SaveDraft, UNIT_OF_WORK, CycleRules),
    UnitYearReader,
  ],
})
export class UnitYearsModule {}
