import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Identity, newToken, tokenDigest } from '#libs/application';
import { roleName } from '#libs/contracts';
import type { PostgresTokenStore } from '#libs/persistence';
import { SAMPLE_ROSTERS } from './reference-data.js';

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

/**
 * One account of each role for a fresh installation, and an administrator of each other sample province. Tokens are made once and kept in `<dataDir>/tokens.json`, readable
 * by its owner only; the database keeps digests.
 */
export async function prepareSampleAccounts(store: PostgresTokenStore, dataDir: string): Promise<void> {
  const file = fileIn(dataDir);
  const known = await readKnown(file);
  const tokens = ACCOUNTS.map((each): KnownToken => {
    const kept = known.find(
      ({ role, scope }) => role === each.role && JSON.stringify(scope) === JSON.stringify(each.scope),
    );
    return {
      ...each,
      roleName: roleName(each.role),
      id: kept?.id ?? randomUUID(),
      token: kept?.token ?? newToken(),
    };
  });
  for (const { id, token, name, role, scope, officeCode } of tokens) {
    await store.save({ actorId: id, digest: tokenDigest(token), name, role, scope, officeCode });
  }
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
