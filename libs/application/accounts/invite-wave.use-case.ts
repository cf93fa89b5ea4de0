import { WAVES } from '#libs/accounts';
import { DomainError, type Problem, type WaveAnswer } from '#libs/contracts';
import { auditActorOf } from '../audit/system-actor.js';
import type { Identity } from '../identity/identity.js';
import { onceByKey } from '../transaction/once-by-key.js';
import type { Stores } from '../transaction/records.port.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import { chooseWave, type LeftOut, type WantedWave, type Wave } from './choose-wave.js';
import { peopleOf } from './import-people.use-case.js';
import { sendInvitation } from './invitation.js';
import { keptProvinceOf } from './kept-accounts.js';
import type { OneTimeSecrets } from './one-time-secrets.js';

type Needs = Stores<'accounts' | 'audit' | 'messages' | 'now' | 'oneTime' | 'requests' | 'units'>;

const WHY: Readonly<Record<LeftOut, Omit<Problem, 'place'>>> = {
  shared: {
    code: 'ACCOUNT.SHARED_ADDRESS',
    message: 'Hộp thư của nhiều tài khoản đang dùng nên không mời được; cần địa chỉ riêng.',
  },
  'no-address': {
    code: 'ACCOUNT.NO_ADDRESS',
    message: 'Tài khoản chưa có địa chỉ thư nên không mời được; hãy ghi địa chỉ rồi mời lại.',
  },
  recent: { code: 'ACCOUNT.INVITED_TODAY', message: 'Mới được mời trong vòng một ngày; chờ rồi mời lại.' },
};

interface Sent {
  readonly provinceCode: string;
  /** When the first of its mails goes. */
  readonly firstMs: number;
  readonly wave: Wave;
}

/** Invites many people of a province at once, their mails one after the other at a steady pace. */
export class InviteWave {
  constructor(
    private readonly unitOfWork: Pick<UnitOfWork<Needs>, 'inTransaction'>,
    private readonly secrets: OneTimeSecrets,
  ) {}

  /**
   * @param dryRun tells who would be invited, and invites nobody
   * @throws DomainError ACCOUNT.WAVE_NUMBER, IDEMPOTENCY.REUSED, ACTOR.REHEARSAL_ONLY, ACTOR.ADMINISTRATOR_ONLY, ACTOR.OTHER_AREA
   */
  async execute(identity: Identity, wanted: WantedWave, key: string, dryRun: boolean): Promise<WaveAnswer> {
    const provinceCode = keptProvinceOf(identity, 'keepAccounts');
    return this.unitOfWork.inTransaction((records) =>
      onceByKey(records, identity, { act: 'inviteWave', key, content: wanted, dryRun }, async () => {
        // Two waves at once would both choose whom the other is about to invite.
        await records.units.lockImports();
        const wave = await chosen(records, provinceCode, wanted);
        const { number, people, leftOut, waiting } = wave;
        // The same request again must not go to the next hundred people: a wave that is named is filled up, and no more.
        if (!dryRun && !wanted.again && wanted.wave === undefined) {
          throw new DomainError('ACCOUNT.WAVE_NUMBER', { next: String(number) });
        }
        const firstMs = await firstOf(records);
        if (!dryRun) await this.send(records, identity, { provinceCode, firstMs, wave });
        return {
          ...{ dryRun, wave: number, waiting },
          invited: people.map(({ id, name, email }) => ({ id, name, email })),
          leftOut: leftOut.map(({ account, why }) => ({
            ...WHY[why],
            place: account.email === undefined ? account.name : `${account.name} <${account.email}>`,
          })),
          minutes: people.length === 0 ? 0 : minutesOf(firstMs, people.length),
        };
      }),
    );
  }

  private async send(
    records: Needs,
    identity: Identity,
    { provinceCode: areaCode, firstMs, wave: { number, people } }: Sent,
  ): Promise<void> {
    if (people.length === 0) return;
    for (const [at, person] of people.entries()) {
      const delayMs = firstMs + at * WAVES.gapMs;
      const wave = number ?? person.invitedInWave;
      await sendInvitation(records, this.secrets, person, { by: identity.actorId, delayMs, wave });
    }
    await records.audit.append({
      ...{ cycleId: '-', areaCode, ...auditActorOf(identity) },
      ...{ action: 'accounts.invited', object: `${number ?? 'again'}: ${people.length}` },
      detail: { wave: number, accounts: people.map(({ id }) => id) },
    });
  }
}

/** Milliseconds until the first mail of a wave goes, after those that wait already. */
async function firstOf({ messages }: Pick<Needs, 'messages'>): Promise<number> {
  const waits = await messages.waitsFor('invitation');
  return waits === 0 ? 0 : waits + WAVES.gapMs;
}

/** Until the last mail of a wave has gone. */
const minutesOf = (firstMs: number, people: number): number =>
  Math.ceil((firstMs + people * WAVES.gapMs) / 60_000);

async function chosen(records: Needs, provinceCode: string, wanted: WantedWave): Promise<Wave> {
  const people = await peopleOf(records, provinceCode);
  const emails = people.flatMap(({ account: { email } }) => (email === undefined ? [] : [email]));
  const { units } = await records.units.known(provinceCode);
  return chooseWave(wanted, {
    people,
    units: new Map(units.map((unit) => [unit.id, unit])),
    addresses: await records.accounts.countsOfAddresses([...new Set(emails)]),
    now: await records.now(),
  });
}
