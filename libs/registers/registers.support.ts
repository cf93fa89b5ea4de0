import type { PackRegister, UnitProfile } from '#libs/policy';
import { loadPack } from '../policy/packs.support.js';
import type { Entry, EntryData } from './registers.types.js';

/** What the specs of this folder speak about. */
export const pack = loadPack('quang-ngai-2025');

export const registerOf = (key: string): PackRegister => {
  const register = pack.registers.find((each) => each.key === key);
  if (register === undefined) throw new Error(`the pack has no register ${key}`);
  return register;
};

export const unit: UnitProfile = {
  kind: 'co-so-giao-duc',
  subKind: 'thpt',
  managedBy: 'tinh',
  size: 'vua',
  hasParty: true,
  hasUnion: true,
  hasMassOrganisations: true,
  hasGuards: true,
  hasStudents: true,
  isFdi: false,
};

let made = 0;
/** An entry of its own id; later ones are later. */
export const entry = (register: string, data: EntryData, effectiveOn = '2026-03-12'): Entry => {
  made += 1;
  return { id: `00000000-0000-0000-0000-${String(made).padStart(12, '0')}`, register, effectiveOn, data };
};
