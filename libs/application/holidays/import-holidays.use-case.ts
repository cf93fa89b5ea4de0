import { DomainError, type HolidayChangeAnswer } from '#libs/contracts';
import type { Identity } from '../identity/identity.js';
import type { ListFile, ListFiles } from '../lists/list-files.port.js';
import type { EditHolidays } from './edit-holidays.use-case.js';
import { editedProvinceOf } from './edited-province.js';

export interface HolidayImport {
  readonly file: ListFile;
  readonly reason: string;
}

/** Takes a table of days off in from a file; see `EditHolidays`. Rows that cannot be read are named and left out. */
export class ImportHolidays {
  constructor(
    private readonly editing: EditHolidays,
    private readonly lists: ListFiles,
  ) {}

  /** @throws DomainError as `EditHolidays`, and HOLIDAY.REFUSED where the file cannot be read */
  async execute(
    identity: Identity,
    { file, reason }: HolidayImport,
    idempotencyKey: string,
    dryRun: boolean,
  ): Promise<HolidayChangeAnswer> {
    editedProvinceOf(identity);
    const list = await this.lists.holidays(file);
    if ('unreadable' in list) throw new DomainError('HOLIDAY.REFUSED', {}, list.unreadable);
    const { days, problems, isUnreadable, reading } = list;
    if (isUnreadable) throw new DomainError('HOLIDAY.REFUSED', {}, problems);
    const edit = { act: 'import', days } as const;
    return this.editing.execute(identity, { edit, reason, problems, reading }, idempotencyKey, dryRun);
  }
}
