import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Identity, newToken, tokenDigest } from '#libs/application';
import { roleName } from '#libs/contracts';
import type { PostgresTokenStore } from '#libs/persistence';
import { officeSeeds, SAMPLE_ROSTERS } from './reference-data.js';

interface KnownToken {
  readonly id: string;
  readonly role: Identity['role'];
  readonly roleName: string;
  readonly name: string;
  readonly token: string;
  readonly scope: Identity['scope'];
  readonly officeCode?: string;
}

/** A school that the province manages, so that the province's own offices judge it. */
const SAMPLE_UNIT = 'QN0030';
const PROVINCE = '51';
/** Begins the codes of the sample offices of that province. */
const SAMPLE_OFFICES = 'VP';
/** Whoever opens a rehearsal there gets its other accounts from it. */
const OTHER_PROVINCES = Object.keys(SAMPLE_ROSTERS).filter((code) => code !== PROVINCE);

const ACCOUNTS: readonly Omit<KnownToken, 'id' | 'token' | 'roleName'>[] = [
  account('unit-officer', `Cán bộ đầu mối ${SAMPLE_UNIT}`, { level: 'unit', unitId: SAMPLE_UNIT }),
  account('unit-head', `Thủ trưởng ${SAMPLE_UNIT}`, { level: 'unit', unitId: SAMPLE_UNIT }),
  account('appraiser', 'Công an tỉnh (Phòng Tham mưu)', { level: 'tinh', provinceCode: PROVINCE }, 'VP001'),
  account('deciding-body', 'UBND tỉnh', { level: 'tinh', provinceCode: PROVINCE }, 'VP002'),
  account('supervisor', 'Ban Chỉ đạo 138 tỉnh', { level: 'tinh', provinceCode: PROVINCE }, 'VP003'),
  account('administrator', 'Quản trị hệ thống', { level: 'tinh', provinceCode: PROVINCE }),
  ...OTHER_PROVINCES.map((provinceCode) =>
    account('administrator', `Quản trị hệ thống, địa bàn mẫu ${provinceCode}`, {
      level: 'tinh',
      provinceCode,
    }),
  ),
];

/** Who acts for the offices of communes, by the kind of office. */
const OF_COMMUNE: Readonly<Record<string, Identity['role']>> = {
  'commune-police': 'appraiser',
  'commune-committee': 'deciding-body',
  'commune-steering': 'supervisor',
};

/** An account for each office of the sample communes, so that a real year finds somebody who judges every unit. */
async function communeAccounts(): Promise<typeof ACCOUNTS> {
  return (await officeSeeds()).flatMap(({ code, kind, name, areaCode }) => {
    const role = OF_COMMUNE[kind];
    if (role === undefined || areaCode === undefined || !code.startsWith(SAMPLE_OFFICES)) return [];
    return [account(role, name, { level: 'xa', communeCode: areaCode }, code)];
  });
}

/**
 * One account of each role for a fresh installation, one for each office of the sample communes, and an administrator of each other sample province. Tokens are made once and kept in `<dataDir>/tokens.json`, readable
 * by its owner only; the database keeps digests.
 */
export async function prepareSampleAccounts(store: PostgresTokenStore, dataDir: string): Promise<void> {
  const file = fileIn(dataDir);
  const known = await readKnown(file);
  const keyOf = ({ role, scope }: Pick<KnownToken, 'role' | 'scope'>) => `${role} ${JSON.stringify(scope)}`;
  const keptBy = new Map(known.map((each) => [keyOf(each), each]));
  const tokens = [...ACCOUNTS, ...(await communeAccounts())].map((each): KnownToken => {
    const kept = keptBy.get(keyOf(each));
    return {
      ...each,
      roleName: roleName(each.role),
      id: kept?.id ?? randomUUID(),
      token: kept?.token ?? newToken(),
    };
  });
  await store.saveAll(
    tokens.map(({ id, token, name, role, scope, officeCode }) => ({
      ...{ actorId: id, digest: tokenDigest(token), name, role, scope, officeCode },
    })),
  );
  await mkdir(dataDir, { recursive: true });
  // Written whole or not at all: the tokens are kept nowhere else.
  await writeFile(`${file}.new`, `${JSON.stringify(tokens, null, 2)}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
}

/** Revokes the tokens that an earlier preparation made, and removes their file: an installation without samples has none. */
export async function withdrawSampleAccounts(store: PostgresTokenStore, dataDir: string): Promise<void> {
  const file = fileIn(dataDir);
  await store.revoke((await readKnown(file)).map(({ id }) => id));
  await rm(file, { force: true });
}

const fileIn = (dataDir: string): string => path.join(dataDir, 'tokens.json');

async function readKnown(file: string): Promise<KnownToken[]> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch {
    return [];
  }
  try {
    return JSON.parse(text) as KnownToken[];
  } catch (error) {
    throw new Error(`Tệp ${file} hỏng nên không biết mã truy cập cũ. Hãy khôi phục hoặc xóa tệp này.`, {
      cause: error,
    });
  }
}

function account(
  role: Identity['role'],
  name: string,
  scope: Identity['scope'],
  officeCode?: string,
): Omit<KnownToken, 'id' | 'token' | 'roleName'> {
  return { role, name, scope, officeCode };
}
