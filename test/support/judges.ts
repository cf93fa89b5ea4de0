import { randomUUID } from 'node:crypto';
import { scopeOf } from '#libs/access';
import { type Identity, newToken, tokenDigest } from '#libs/application';
import { type Database, PostgresTokenStore, Seeder } from '#libs/persistence';
import { sampleHolidays } from './sample-data.js';

/** Kinds of the offices of a place, and the role in which people act for them. */
const OFFICES = [
  ['police', 'appraiser', 'CA'],
  ['committee', 'deciding-body', 'UB'],
  ['steering', 'supervisor', 'BCD'],
] as const satisfies readonly (readonly [string, Identity['role'], string])[];

/** A token for each role that judges at these places, so that a real year opens there. */
export async function seedJudgingTokens(
  source: Database,
  places: readonly { readonly level: 'tinh' | 'xa'; readonly code: string }[],
): Promise<void> {
  await new PostgresTokenStore(source).saveAll(
    places.flatMap(({ level, code }) =>
      OFFICES.map(([kind, role]) => ({
        ...{ actorId: randomUUID(), digest: tokenDigest(newToken()), name: `${kind} ${code}`, role },
        scope: scopeOf(level, code),
      })),
    ),
  );
}

/** The offices that judge at a place, each with an address. */
export async function seedJudgingOffices(
  source: Database,
  places: readonly { readonly level: 'tinh' | 'xa'; readonly code: string }[],
): Promise<void> {
  const offices = places.flatMap(({ level, code }) =>
    OFFICES.map(([kind, , short]) => ({
      code: `${short}${code}`,
      kind: `${level === 'tinh' ? 'province' : 'commune'}-${kind}`,
      areaCode: code,
      name: `${short} ${code}`,
      duties: [],
      email: `${short.toLowerCase()}${code}@example.test`,
    })),
  );
  await new Seeder(source).offices(offices);
}

/** The days off of the sample data. */
export const seedDaysOff = async (source: Database): Promise<void> =>
  new Seeder(source).holidays(await sampleHolidays());
