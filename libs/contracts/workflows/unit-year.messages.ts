import { defineQuery, defineUpdate } from '@temporalio/workflow';
import type { CommandCarried, CommandReference, UnitYearView } from './unit-year.contract.js';
import { UPDATE_NAMES, type UpdateName } from './update-names.js';

/** Every Update carries a recorded command to its outcome; what differs is the name that the history shows. */
export const unitYearUpdates = Object.fromEntries(
  UPDATE_NAMES.map((name) => [name, defineUpdate<CommandCarried, [CommandReference]>(name)]),
) as Readonly<Record<UpdateName, ReturnType<typeof defineUpdate<CommandCarried, [CommandReference]>>>>;

/** What the workflow has adopted so far, for evidence; boards read PostgreSQL. */
export const unitYearQuery = defineQuery<UnitYearView>('unitYear');
