import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ListFile, ListFiles } from '#libs/application';
import { ListFileReader } from '#libs/documents';
import { Seeder } from '#libs/persistence';
import type { SpecDatabase } from './database/spec-database.js';
import { sampleAreas } from './sample-data.js';

const folder = path.join(import.meta.dirname, 'fixtures/lists');

/** Reads lists in the thread of the spec. */
export const listFiles = (): ListFiles => new ListFileReader();

/** A small file of a kind that office programs write. */
export const listFile = (filename: string): ListFile => ({
  bytes: readFileSync(path.join(folder, filename)),
  filename,
});

/** The province and the communes that the lists name. */
export const seedAreas = async ({ source }: SpecDatabase): Promise<void> =>
  new Seeder(source).areas(await sampleAreas());
