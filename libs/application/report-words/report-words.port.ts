import type { CommandBody } from '#libs/contracts';

type Submit = Extract<CommandBody, { kind: 'submit' }>;

/** What a report says in words: an answer to each task of its form, and what is noted to figures that were counted. */
export interface ReportWords {
  readonly answers: NonNullable<Submit['answers']>;
  readonly figureNotes: NonNullable<Submit['figureNotes']>;
}
