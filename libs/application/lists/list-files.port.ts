import type { DecisionList, EntryList, EntryTable } from '#libs/certification';
import type { Problem } from '#libs/contracts';
import type { PackRegister } from '#libs/policy';
import type { RegisterList } from '#libs/registers';
import type {
  ListResult,
  OfficeLine,
  PeoplePlaces,
  PersonLine,
  Places,
  RosterOptions,
  RosterResult,
} from '#libs/roster';
import type { HolidayList } from '../holidays/holidays.port.js';

/** A list as somebody sent it: the whole file, its name, and the sheet that is meant where the file has several. */
export interface ListFile {
  readonly bytes: Uint8Array;
  readonly filename: string;
  readonly sheet?: string;
}

/** A file that took more time or memory than a list may. */
export interface UnreadableList {
  readonly unreadable: readonly Problem[];
}

/**
 * Reads lists out of files. Rights are asked before: reading takes seconds of a processor.
 *
 * @throws DomainError SYSTEM.BUSY where too many files wait already
 */
export interface ListFiles {
  roster(file: ListFile, options: Omit<RosterOptions, 'sheet'>): Promise<RosterResult | UnreadableList>;
  offices(file: ListFile, places: Places): Promise<ListResult<OfficeLine> | UnreadableList>;
  people(file: ListFile, places: PeoplePlaces): Promise<ListResult<PersonLine> | UnreadableList>;
  register(file: ListFile, register: PackRegister): Promise<RegisterList | UnreadableList>;
  decision(file: ListFile): Promise<DecisionList | UnreadableList>;
  entries(file: ListFile, tables: readonly EntryTable[]): Promise<EntryList | UnreadableList>;
  holidays(file: ListFile): Promise<HolidayList | UnreadableList>;
}
