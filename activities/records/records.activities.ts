import { Injectable } from '@nestjs/common';
import { ApplyCommand, LoadUnitYear } from '#libs/application';
import type {
  CommandApplied,
  CommandReference,
  RecordsActivities,
  UnitYearInput,
  UnitYearView,
} from '#libs/contracts';
import { translateErrors } from '../translate-errors.js';

@Injectable()
export class RecordsActivitiesProvider implements RecordsActivities {
  constructor(
    private readonly load: LoadUnitYear,
    private readonly apply: ApplyCommand,
  ) {}

  loadUnitYear(input: UnitYearInput): Promise<UnitYearView> {
    return translateErrors(() => this.load.execute(input));
  }

  applyCommand(
    input: UnitYearInput & CommandReference & { readonly updateName: string },
  ): Promise<CommandApplied> {
    return translateErrors(() => this.apply.execute(input));
  }
}
