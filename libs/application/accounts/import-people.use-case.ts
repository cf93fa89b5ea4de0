import { DomainError, type PeopleImportAnswer, type Problem, sentenceFor } from '#libs/contracts';
import type { PersonLine } from '#libs/roster';
import { placeOf } from '#libs/tables';
import { placesOf } from '../access/places-of.js';
import { auditActorOf } from '../audit/system-actor.js';
import type { Identity } from '../identity/identity.js';
import type { ListFile, ListFiles } from '../lists/list-files.port.js';
import { onceByKey } from '../transaction/once-by-key.js';
import type { Stores } from '../transaction/records.port.js';
import { listContent } from '../transaction/request-digest.js';
import type { UnitOfWork } from '../transaction/unit-of-work.port.js';
import type { GivenGrant } from './accounts.port.js';
import { endDeputiesOf } from './end-deputies.js';
import { administratorGrants, endGrant, leavesNone } from './keep-accounts.use-case.js';
import { keptProvinceOf } from './kept-accounts.js';
import { grouped, type KnownPerson, type PeoplePlan, planPeople } from './plan-people.js';

type Needs = Stores<'accounts' | 'audit' | 'now' | 'offices' | 'requests' | 'units'>;

/**
 * Takes the people of a province and what papers grant them in from a list: as a whole, or where anything is wrong with it not
 * at all. Nobody is invited by it.
 */
export class ImportPeople {
  constructor(
    private readonly unitOfWork: Pick<UnitOfWork<Needs>, 'inTransaction'>,
    private readonly lists: ListFiles,
  ) {}

  /**
   * @param dryRun tells what the import would do, and what is wrong, and changes nothing
   * @param key Idempotency-Key
   * @throws DomainError IDEMPOTENCY.REUSED, ACTOR.REHEARSAL_ONLY, ACTOR.ADMINISTRATOR_ONLY, ACTOR.OTHER_AREA,
   *   ACCOUNT.LAST_ADMINISTRATOR, GRANT.ENDED where somebody has ended a role meanwhile, PEOPLE.REFUSED where the list cannot be
   *   read, and for any fault in it unless `dryRun`
   */
  async execute(
    identity: Identity,
    file: ListFile,
    key: string | undefined,
    dryRun: boolean,
  ): Promise<PeopleImportAnswer> {
    const provinceCode = keptProvinceOf(identity, 'keepAccounts');
    const places = await this.unitOfWork.inTransaction(async (records) => ({
      ...(await placesOf(records, provinceCode)),
      offices: await records.offices.ofProvince(provinceCode),
      unitCodes: (await records.units.known(provinceCode)).units.map(({ id }) => id),
    }));
    const list = await this.lists.people(file, places);
    if ('unreadable' in list) throw new DomainError('PEOPLE.REFUSED', {}, list.unreadable);
    const { entries, problems, rowsRead, reading } = list;
    if (problems.length > 0 && (!dryRun || rowsRead === 0)) {
      throw new DomainError('PEOPLE.REFUSED', {}, problems);
    }
    const request = { act: 'importPeople', key, content: [provinceCode, listContent(file)], dryRun };
    return this.unitOfWork.inTransaction((records) =>
      onceByKey(records, identity, request, async () => {
        await records.units.lockImports();
        const plan = planPeople(entries, await peopleOf(records, provinceCode), await records.now());
        const last = await lastAdministrator(records, provinceCode, plan);
        const faults = [...problems, ...plan.problems];
        if (!dryRun && faults.length > 0) throw new DomainError('PEOPLE.REFUSED', {}, faults);
        if (!dryRun && last.length > 0) throw new DomainError('ACCOUNT.LAST_ADMINISTRATOR');
        if (!dryRun) await take(records, identity, provinceCode, plan);
        return {
          ...{ dryRun, rowsRead, accounts: plan.accounts.length, granted: plan.grants.length },
          ...{ ended: plan.ends.length, unchanged: plan.unchanged, changes: plan.changes },
          ...{
            problems: [...faults, ...last],
            warnings: await sharedMailboxes(records, plan, entries, dryRun),
            reading,
          },
        };
      }),
    );
  }
}

/** All accounts of a province with what they were granted. */
export async function peopleOf(
  { accounts }: Pick<Needs, 'accounts'>,
  provinceCode: string,
): Promise<readonly KnownPerson[]> {
  const kept = await accounts.ofProvince(provinceCode);
  const grants = grouped(await accounts.grantsOf(kept.map(({ id }) => id)), ({ accountId }) => accountId);
  return kept.map((account) => ({ account, grants: grants.get(account.id) ?? [] }));
}

/** The rows that end the roles of the last administrators of the province, for nobody could let people in then. */
async function lastAdministrator(
  records: Needs,
  provinceCode: string,
  { ends }: PeoplePlan,
): Promise<readonly Problem[]> {
  if (ends.length === 0) return [];
  const administrators = await administratorGrants(records, provinceCode);
  const endOf = ({ id }: GivenGrant) => ends.find(({ grant }) => grant.id === id);
  if (!leavesNone(administrators, (grant) => endOf(grant) !== undefined)) return [];
  const lines = new Set(administrators.flatMap((grant) => endOf(grant)?.line ?? []));
  return [...lines].map((line) => ({
    code: 'ACCOUNT.LAST_ADMINISTRATOR',
    place: placeOf(line),
    message: sentenceFor('ACCOUNT.LAST_ADMINISTRATOR'),
  }));
}

async function take(
  records: Needs,
  identity: Identity,
  provinceCode: string,
  { accounts, grants, ends, telephones, changes }: PeoplePlan,
): Promise<void> {
  if (changes.length === 0) return;
  const by = identity.actorId;
  await records.accounts.addAll(accounts.map((account) => ({ ...account, provinceCode, createdBy: by })));
  await records.accounts.addGrants(grants.map((grant) => ({ ...grant, grantedBy: by })));
  for (const { grant, paper, at } of ends) {
    await endGrant(records, grant, { by, paper, at });
    if (grant.role !== 'unit-head') continue;
    await endDeputiesOf(records, identity, { id: grant.accountId, provinceCode }, { by, paper, at });
  }
  for (const { accountId, telephone } of telephones) {
    await records.accounts.setTelephone(accountId, telephone);
  }
  await records.audit.append({
    ...{ cycleId: '-', areaCode: provinceCode, ...auditActorOf(identity) },
    ...{ action: 'accounts.imported', object: `${accounts.length}+${grants.length}-${ends.length}` },
    detail: {
      accounts,
      grants,
      ends: ends.map(({ grant: { id, accountId }, paper, at }) => ({ id, accountId, paper, at })),
      telephones,
    },
  });
}

/** A mailbox of two people proves neither, so they cannot be invited; told before somebody waits for them. */
async function sharedMailboxes(
  { accounts }: Needs,
  plan: PeoplePlan,
  lines: readonly PersonLine[],
  dryRun: boolean,
): Promise<Problem[]> {
  const emails = [...new Set(lines.map(({ email }) => email))];
  const counts = new Map(await accounts.countsOfAddresses(emails));
  // What a dry run would make is not there to be counted.
  for (const { email = '' } of dryRun ? plan.accounts : []) counts.set(email, (counts.get(email) ?? 0) + 1);
  return [...counts]
    .filter(([, count]) => count > 1)
    .map(([email, count]) => ({
      code: 'ACCOUNT.SHARED_ADDRESS',
      place: email,
      message: `Hộp thư của ${count} tài khoản đang dùng nên không mời được ai; cần địa chỉ riêng cho từng người, hoặc khóa tài khoản thừa.`,
    }));
}
