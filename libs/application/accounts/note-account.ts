import type { Stores } from '../transaction/records.port.js';
import type { PersonAccount } from './accounts.port.js';

type Noted = Pick<PersonAccount, 'id' | 'provinceCode'>;

/** Who acts where it is the holder of the account, in whichever role. */
export const asPerson = ({ id }: Noted) => ({ actorId: id, actorRole: 'person' }) as const;

/** A line about an account in the chain of the province that keeps it, for accounts belong to no cycle. */
export async function noteAccount(
  { audit }: Stores<'audit'>,
  by: { readonly actorId: string; readonly actorRole: string },
  { id, provinceCode }: Noted,
  action: string,
  detail: unknown = {},
): Promise<void> {
  await audit.append({ cycleId: '-', areaCode: provinceCode, ...by, action, object: id, detail });
}
