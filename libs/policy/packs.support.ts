import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { PackCatalogue, type PolicyPack } from './index.js';

const FOLDER = path.join(import.meta.dirname, 'packs');

/** The packs that come with the product, for specs that ask for what one of them says. */
export const PACKS = new PackCatalogue(
  readdirSync(FOLDER)
    .sort()
    .map((name) => ({ name, text: readFileSync(path.join(FOLDER, name), 'utf8') })),
);

/** One of the product's packs, whole and frozen. */
export const loadPack = (id: string): PolicyPack => PACKS.load(id);
