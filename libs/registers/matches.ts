import type { RegisterFilter } from '#libs/policy';
import type { Entry } from './registers.types.js';

/** Whether an entry has one of the values that are asked for, or any value where none is named. */
export const matches = (filter: RegisterFilter | undefined, { data }: Pick<Entry, 'data'>): boolean => {
  if (filter === undefined) return true;
  const value = data[filter.field];
  return value !== undefined && (filter.in === undefined || filter.in.includes(String(value)));
};
