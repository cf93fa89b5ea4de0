import { type HolidayList, type ListFile, readHolidayFile } from '#libs/application';
import { tableFile } from '#libs/archive';
import {
  type DecisionList,
  type EntryList,
  type EntryTable,
  readDecisionFile,
  readEntries,
} from '#libs/certification';
import type { PackRegister } from '#libs/policy';
import { type RegisterList, readRegisterFile } from '#libs/registers';
import {
  type ListResult,
  type OfficeLine,
  type PeoplePlaces,
  type PersonLine,
  type Places,
  type RosterOptions,
  type RosterResult,
  readOfficeFile,
  readPeopleFile,
  readRoster,
} from '#libs/roster';

/** A list to be read from a file; plain data, so that it may go to another thread. */
export type ListJob =
  | { readonly list: 'roster'; readonly file: ListFile; readonly options: Omit<RosterOptions, 'sheet'> }
  | { readonly list: 'offices'; readonly file: ListFile; readonly places: Places }
  | { readonly list: 'people'; readonly file: ListFile; readonly places: PeoplePlaces }
  | { readonly list: 'register'; readonly file: ListFile; readonly register: PackRegister }
  | { readonly list: 'decision'; readonly file: ListFile }
  | { readonly list: 'entries'; readonly file: ListFile; readonly tables: readonly EntryTable[] }
  | { readonly list: 'holidays'; readonly file: ListFile };

export interface ListResults {
  readonly roster: RosterResult;
  readonly offices: ListResult<OfficeLine>;
  readonly people: ListResult<PersonLine>;
  readonly register: RegisterList;
  readonly decision: DecisionList;
  readonly entries: EntryList;
  readonly holidays: HolidayList;
}

/** Reads a list in the thread that calls it. */
export async function readList(job: ListJob): Promise<ListResults[ListJob['list']]> {
  const { bytes, filename, sheet } = job.file;
  const file = await tableFile(bytes, filename);
  switch (job.list) {
    case 'roster':
      return readRoster(file, { ...job.options, sheet });
    case 'offices':
      return readOfficeFile(file, job.places, sheet);
    case 'people':
      return readPeopleFile(file, job.places, sheet);
    case 'register':
      return readRegisterFile(job.register, file, sheet);
    case 'decision':
      return readDecisionFile(file, sheet);
    case 'entries':
      return readEntries(file, job.tables);
    case 'holidays':
      return readHolidayFile(file, sheet);
  }
}
