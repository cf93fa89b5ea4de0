import { isOpen, WAVES } from '#libs/accounts';
import { epochMs } from '#libs/calendar';
import type { Unit } from '../units/units.port.js';
import type { GivenGrant, PersonAccount } from './accounts.port.js';
import type { KnownPerson } from './plan-people.js';

/** Who is meant by a wave of invitations. */
export interface WantedWave {
  /** Absent: the wave after the last one, or when inviting again, every wave. */
  readonly wave?: number;
  /** Most people of the wave. */
  readonly size: number;
  readonly commune?: string;
  /** Kind of units; their people alone are meant then. */
  readonly kind?: Unit['kind'];
  readonly role?: string;
  /** Those who were invited and have never signed in, in place of those who were never invited. */
  readonly again: boolean;
}

/** Why somebody who is meant gets no mail. */
export type LeftOut = 'no-address' | 'recent' | 'shared';

/** A wave as it would be sent. */
export interface Wave {
  readonly number: number | undefined;
  readonly people: readonly (PersonAccount & { readonly email: string })[];
  readonly leftOut: readonly { readonly account: PersonAccount; readonly why: LeftOut }[];
  /** Who would still wait to be invited after it. */
  readonly waiting: number;
}

interface Facts {
  readonly people: readonly KnownPerson[];
  readonly units: ReadonlyMap<string, Pick<Unit, 'communeCode' | 'kind'>>;
  /** How many accounts have each address. */
  readonly addresses: ReadonlyMap<string, number>;
  readonly now: string;
}

/**
 * The people of a wave: nobody who has signed in, whose role is not in force or still to come, who has no mailbox of their own, or who was
 * invited within the last day. A wave that is sent again is filled up to its size and no further, so that a repeated request sends
 * nothing.
 */
export function chooseWave(wanted: WantedWave, { people, units, addresses, now }: Facts): Wave {
  const awaited = people
    .filter(({ account: { disabledAt, signedInAt } }) => disabledAt === undefined && signedInAt === undefined)
    .map(({ account, grants }) => ({ account, grants: grants.filter((grant) => isOpen(grant, now)) }))
    .filter(({ grants }) => grants.some((grant) => isMeant(wanted, grant, units)))
    .sort(
      (a, b) => compared(placeOf(a.grants), placeOf(b.grants)) || compared(a.account.name, b.account.name),
    );
  const meant = awaited
    .map(({ account }) => account)
    .filter(({ invitedAt, invitedInWave }) =>
      wanted.again
        ? invitedAt !== undefined && (wanted.wave === undefined || invitedInWave === wanted.wave)
        : invitedAt === undefined,
    );
  const waves = people.map(({ account }) => account.invitedInWave ?? 0);
  const number = wanted.wave ?? (wanted.again ? undefined : Math.max(0, ...waves) + 1);
  const taken = wanted.again ? 0 : waves.filter((wave) => wave === number).length;
  const leftOut: Wave['leftOut'][number][] = [];
  const able = meant.flatMap((account) => {
    const { email, invitedAt } = account;
    const isShared = email !== undefined && (addresses.get(email) ?? 0) > 1;
    if (email !== undefined && !isShared && !isRecent(invitedAt, now)) return [{ ...account, email }];
    leftOut.push({ account, why: email === undefined ? 'no-address' : isShared ? 'shared' : 'recent' });
    return [];
  });
  const chosen = able.slice(0, Math.max(0, wanted.size - taken));
  return { number, people: chosen, leftOut, waiting: able.length - chosen.length };
}

const compared = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const placeOf = ([grant]: readonly GivenGrant[]): string => JSON.stringify(grant?.scope ?? '');

const isRecent = (invitedAt: string | undefined, now: string): boolean =>
  invitedAt !== undefined && epochMs(now) - epochMs(invitedAt) < WAVES.againAfterMs;

function isMeant({ commune, kind, role }: WantedWave, grant: GivenGrant, units: Facts['units']): boolean {
  if (role !== undefined && grant.role !== role) return false;
  const unit = grant.scope.level === 'unit' ? units.get(grant.scope.unitId) : undefined;
  if (kind !== undefined && unit?.kind !== kind) return false;
  if (commune === undefined) return true;
  return unit === undefined
    ? grant.scope.level === 'xa' && grant.scope.communeCode === commune
    : unit.communeCode === commune;
}
