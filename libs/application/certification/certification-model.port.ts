import type { Scope } from '#libs/access';
import type { CommandBody } from '#libs/contracts';
import type { ManagementLevel } from '#libs/policy';
import type { HeadLine } from '../documents/documents.port.js';
import type { PageAfter } from '../read-model/page.port.js';
import type { UnitYear } from '../unit-years/unit-years.port.js';

/** Lists about registrations and results; each is limited to the asker's scope. */
export interface CertificationModel {
  /** Units inside the standard by the names of commune and unit. */
  results(cycleId: string, scope: Scope, filter: ResultFilter): Promise<readonly ResultLine[]>;
  /** The four registrations by commune, from what stands now. */
  registrations(
    cycleId: string,
    scope: Scope,
    stage: string | undefined,
  ): Promise<readonly RegistrationCount[]>;
  /** Heads by the latest list of each unit, in the order of units and days. */
  heads(cycleId: string, unitIds: readonly string[]): Promise<readonly HeadLine[]>;
  /** Bodies of commands, by their ids. */
  bodies(commandIds: readonly string[]): Promise<ReadonlyMap<string, CommandBody>>;
}

export interface ResultFilter extends PageAfter {
  readonly communeCode?: string;
  readonly recognised?: 'yes' | 'no' | 'pending';
  readonly classKey?: string;
  /** Units that handed no dossier in: judged so, or past the last day on which they might have on `today` (YYYY-MM-DD). */
  readonly notSubmitted?: { readonly stage: string; readonly today: string };
  /** Kept from awards: by one of these classes, or for having handed nothing in. */
  readonly excluded?: { readonly classes: readonly string[] };
  readonly appeal?: 'open' | 'any';
  readonly revocation?: 'proposed' | 'revoked';
  readonly exemplar?: boolean;
  readonly awards?: boolean;
}

export interface ResultLine extends UnitYear {
  readonly communeName: string;
}

export interface RegistrationCount {
  readonly communeCode: string;
  readonly communeName: string;
  readonly managedBy: ManagementLevel;
  readonly units: number;
  readonly inside: number;
  readonly movement: number;
  readonly standard: number;
  readonly exemplar: number;
  readonly pledging: number;
  readonly fullyPledged: number;
  readonly subunits: number;
  readonly pledgedSubunits: number;
}
