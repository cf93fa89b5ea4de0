import { readPackFiles } from '#libs/config';
import { registerPacks } from '#libs/policy';

// What a process does at its start: the packs of the product are there.
registerPacks(readPackFiles());
