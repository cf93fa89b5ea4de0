import type { SentBody } from '#libs/api-client';

type GrantBody = SentBody<'POST /accounts/{accountId}/grants'>;

/** A role and where it is had, as the options name them. */
export interface WantedPlace {
  readonly role: GrantBody['role'];
  readonly level: GrantBody['scope']['level'];
  readonly code: string;
}

export const ROLES = [
  'unit-officer',
  'unit-head',
  'appraiser',
  'deciding-body',
  'supervisor',
  'administrator',
  'auditor',
  'operator',
  'screen',
] as const satisfies readonly WantedPlace['role'][];
export const LEVELS = [
  'unit',
  'xa',
  'huyen',
  'tinh',
  'sector',
] as const satisfies readonly WantedPlace['level'][];
