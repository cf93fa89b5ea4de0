import { ACCESS_REFUSALS } from './access.js';
import { ACCOUNT_REFUSALS } from './accounts.js';
import { BATCH_REFUSALS } from './batches.js';
import { CERTIFICATION_REFUSALS } from './certification.js';
import { COMMAND_REFUSALS } from './commands.js';
import { CYCLE_REFUSALS } from './cycles.js';
import { DOCUMENT_REFUSALS } from './documents.js';
import { ENTRY_REFUSALS } from './entries.js';
import { EVIDENCE_REFUSALS } from './evidence.js';
import { FREEZE_REFUSALS } from './freezes.js';
import { GUIDANCE_REFUSALS } from './guidance.js';
import { HOLIDAY_REFUSALS } from './holidays.js';
import { MIGRATION_REFUSALS } from './migrations.js';
import { PAPER_REFUSALS } from './papers.js';
import { POLICY_REFUSALS } from './policies.js';
import type { ValuesOf } from './refusal.js';
import { REGISTER_REFUSALS } from './registers.js';
import { REHEARSAL_REFUSALS } from './rehearsals.js';
import { REPORT_FORM_REFUSALS } from './report-forms.js';
import { RESULT_REFUSALS } from './results.js';
import { SCORING_REFUSALS } from './scoring.js';
import { STAGE_REFUSALS } from './stages.js';
import { SYSTEM_REFUSALS } from './system.js';
import { UNIT_REFUSALS } from './units.js';

/** The catalogue by subject; a code stands in one subject only. */
export const REFUSALS_BY_SUBJECT = {
  access: ACCESS_REFUSALS,
  accounts: ACCOUNT_REFUSALS,
  batches: BATCH_REFUSALS,
  certification: CERTIFICATION_REFUSALS,
  commands: COMMAND_REFUSALS,
  cycles: CYCLE_REFUSALS,
  documents: DOCUMENT_REFUSALS,
  entries: ENTRY_REFUSALS,
  evidence: EVIDENCE_REFUSALS,
  freezes: FREEZE_REFUSALS,
  guidance: GUIDANCE_REFUSALS,
  holidays: HOLIDAY_REFUSALS,
  migrations: MIGRATION_REFUSALS,
  papers: PAPER_REFUSALS,
  policies: POLICY_REFUSALS,
  registers: REGISTER_REFUSALS,
  rehearsals: REHEARSAL_REFUSALS,
  reportForms: REPORT_FORM_REFUSALS,
  results: RESULT_REFUSALS,
  scoring: SCORING_REFUSALS,
  stages: STAGE_REFUSALS,
  system: SYSTEM_REFUSALS,
  units: UNIT_REFUSALS,
};

/** Every refusal by its code: the one place that knows its HTTP status, its parameters and its sentence. */
export const REFUSALS = {
  ...ACCESS_REFUSALS,
  ...ACCOUNT_REFUSALS,
  ...BATCH_REFUSALS,
  ...CERTIFICATION_REFUSALS,
  ...COMMAND_REFUSALS,
  ...CYCLE_REFUSALS,
  ...DOCUMENT_REFUSALS,
  ...ENTRY_REFUSALS,
  ...EVIDENCE_REFUSALS,
  ...FREEZE_REFUSALS,
  ...GUIDANCE_REFUSALS,
  ...HOLIDAY_REFUSALS,
  ...MIGRATION_REFUSALS,
  ...PAPER_REFUSALS,
  ...POLICY_REFUSALS,
  ...REGISTER_REFUSALS,
  ...REHEARSAL_REFUSALS,
  ...REPORT_FORM_REFUSALS,
  ...RESULT_REFUSALS,
  ...SCORING_REFUSALS,
  ...STAGE_REFUSALS,
  ...SYSTEM_REFUSALS,
  ...UNIT_REFUSALS,
};

type Catalogue = typeof REFUSALS;

/** A code that has an entry. Codes stand in stored commands and in programs of others, so none is ever taken away. */
export type RefusalCode = keyof Catalogue;

/** Codes of the stages and the year, of their papers, and of results: those that the state machine itself refuses with. */
export type StageRefusalCode = keyof typeof STAGE_REFUSALS | keyof typeof PAPER_REFUSALS;
export type ResultRefusalCode = keyof typeof RESULT_REFUSALS;

/** Codes of packs: those that a pack itself is refused with. */
export type PolicyRefusalCode = Extract<keyof typeof POLICY_REFUSALS, `POLICY.${string}`>;

/** What must be said with a code: days as YYYY-MM-DD, roles and levels by key, everything as text. */
export type RefusalParams<C extends RefusalCode> = { [K in C]: ValuesOf<Catalogue[K]['params']> }[C];

/** Parameters as an argument: one that may be left out, and holds nothing, where a code has none. */
export type ParamsArgument<C extends RefusalCode> = [{ [K in C]: keyof Catalogue[K]['params'] }[C]] extends [
  never,
]
  ? [params?: Readonly<Record<string, never>>]
  : [params: RefusalParams<C>];

/** A code with its parameters. */
export type Refused<C extends RefusalCode> = {
  [K in C]: { readonly code: K; readonly params: RefusalParams<K> };
}[C];
