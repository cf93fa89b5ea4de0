import type { ListFile, ListFiles, UnreadableList } from '#libs/application';
import type { EntryTable } from '#libs/certification';
import type { PackRegister } from '#libs/policy';
import type { PeoplePlaces, Places, RosterOptions } from '#libs/roster';
import { type ListJob, type ListResults, readList } from './read-list.js';

/** Has a job done, here or elsewhere. */
export type RunListJob = <L extends ListJob['list']>(
  job: Extract<ListJob, { readonly list: L }>,
) => Promise<ListResults[L] | UnreadableList>;

/** Reads lists out of files by having jobs done; in the thread of the caller unless told otherwise. */
export class ListFileReader implements ListFiles {
  constructor(private readonly run: RunListJob = readHere) {}

  roster(file: ListFile, options: Omit<RosterOptions, 'sheet'>) {
    return this.run<'roster'>({ list: 'roster', file, options });
  }

  offices(file: ListFile, places: Places) {
    return this.run<'offices'>({ list: 'offices', file, places });
  }

  people(file: ListFile, places: PeoplePlaces) {
    return this.run<'people'>({ list: 'people', file, places });
  }

  register(file: ListFile, register: PackRegister) {
    return this.run<'register'>({ list: 'register', file, register });
  }

  decision(file: ListFile) {
    return this.run<'decision'>({ list: 'decision', file });
  }

  entries(file: ListFile, tables: readonly EntryTable[]) {
    return this.run<'entries'>({ list: 'entries', file, tables });
  }

  holidays(file: ListFile) {
    return this.run<'holidays'>({ list: 'holidays', file });
  }
}

const readHere: RunListJob = async <L extends ListJob['list']>(job: ListJob) =>
  (await readList(job)) as ListResults[L];
