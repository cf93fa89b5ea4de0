import { z } from 'zod';
import { key, text } from '../field.schema.js';
import type { Immutable } from '../immutable.js';
import { sourced } from '../sources/sources.schema.js';

/** Part of a report in which the answers to a task are printed: what was done, what fell short, what is proposed. */
const reportPart = z.enum(['results', 'shortcomings', 'proposals']);
export type ReportPart = z.infer<typeof reportPart>;

const formTask = z.strictObject({
  ...sourced,
  key,
  /** As the document heads the task. */
  text,
  /** The results where it is absent. */
  part: reportPart.optional(),
});

/** A report that is filled in task by task, one box of text each, in the order of the document that sets the tasks. */
export const reportForm = z.strictObject({
  /** Key of the paper that gathers the answers of all who owe the report; the figures of a task stand at its task of the same key. */
  gatheredIn: key,
  tasks: z.array(formTask).min(1),
});

export type ReportForm = Immutable<z.infer<typeof reportForm>>;
export type FormTask = ReportForm['tasks'][number];

export const partOf = ({ part }: Pick<FormTask, 'part'>): ReportPart => part ?? 'results';
