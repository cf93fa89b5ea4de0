import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type CliSettings, readPackFiles } from '#libs/config';
import { PackCatalogue, PolicyError } from '#libs/policy';
import { usageError } from './cli.error.js';

/** A token as `npm start` writes it into `tokens.json`. */
interface LocalToken {
  readonly role: string;
  readonly roleName: string;
  readonly token: string;
  readonly scope?: { readonly provinceCode?: string };
}

/** Where the API of `npm start` listens, and the token that speaks for its administrator. */
interface LocalApi {
  readonly apiUrl?: string;
  readonly token?: string | null;
  readonly mailboxUrl?: string;
}

/** Where requests go and as whom. */
export interface Connection {
  readonly url: string;
  readonly token: string | undefined;
}

const LOCAL_URL = 'http://127.0.0.1:3000';

/**
 * Flags, then the environment, then what `npm start` left in the data folder. A local token goes to another address
 * only when its role is asked for by name, so that it does not leave the machine by accident.
 *
 * @param preferredRole role that a command is normally given by; used when no token is named and its token is at hand
 * @param province code of the province that the command is about; of several tokens of a role its own is taken
 * @throws CliError (usage) for an unreadable address or a role that has no token here
 */
export function connectionOf(
  settings: CliSettings,
  flags: {
    readonly url?: string;
    readonly token?: string;
    readonly as?: string;
  },
  preferredRole?: string,
  province?: string,
): Connection {
  const local = readLocal(settings.dataDir, 'cli.json') as LocalApi | undefined;
  const url = baseUrl(flags.url ?? settings.url ?? local?.apiUrl ?? LOCAL_URL);
  if (flags.token !== undefined) return { url, token: flags.token };
  const tokens = (readLocal(settings.dataDir, 'tokens.json') as LocalToken[] | undefined) ?? [];
  const tokenOf = (role: string) => {
    const ofRole = tokens.filter((token) => token.role === role);
    return (ofRole.find(({ scope }) => scope?.provinceCode === province) ?? ofRole[0])?.token;
  };
  if (flags.as !== undefined) {
    const token = tokenOf(flags.as);
    if (token !== undefined) return { url, token };
    const known = [...new Set(tokens.map(({ role, roleName }) => `${role} (${roleName})`))].join(', ');
    throw usageError(
      known === ''
        ? `Không có mã truy cập nào trong thư mục ${settings.dataDir} để dùng với --as. Hãy chạy npm start, hoặc dùng --token.`
        : `Không có mã truy cập cho vai trò "${flags.as}". Các vai trò có mã: ${known}.`,
    );
  }
  if (settings.token !== undefined) return { url, token: settings.token };
  if (local?.apiUrl === undefined || baseUrl(local.apiUrl) !== url) return { url, token: undefined };
  const preferred =
    preferredRole !== undefined
      ? tokenOf(preferredRole)
      : tokens.find(({ role, scope }) => role === 'administrator' && scope?.provinceCode === province)?.token;
  return { url, token: preferred ?? local.token ?? undefined };
}

/** Code of the province whose pack this is; undefined of a pack for the whole country, and of one that is known to the API alone. */
export function provinceOf(policy: string): string | undefined {
  try {
    return new PackCatalogue(readPackFiles()).load(policy).jurisdiction.code;
  } catch (error) {
    if (error instanceof PolicyError) return undefined;
    throw error;
  }
}

/** Where the mail capture of `npm start` is; undefined where the API at `url` is not the one that was started so. */
export function mailboxOf(settings: CliSettings, url: string): string | undefined {
  const local = readLocal(settings.dataDir, 'cli.json') as LocalApi | undefined;
  return local?.apiUrl !== undefined && baseUrl(local.apiUrl) === url ? local.mailboxUrl : undefined;
}

function baseUrl(text: string): string {
  const parsed = URL.canParse(text) ? new URL(text) : undefined;
  if (parsed?.protocol !== 'http:' && parsed?.protocol !== 'https:') {
    throw usageError(`Địa chỉ API "${text}" không đúng dạng. Ví dụ đúng: ${LOCAL_URL}.`);
  }
  return `${parsed.origin}${parsed.pathname}`.replace(/\/+$/, '').replace(/\/api\/v1$/, '');
}

function readLocal(dataDir: string, name: string): unknown {
  const file = path.join(dataDir, name);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw usageError(`Tệp ${file} không đọc được. Hãy chạy lại npm start để tạo lại tệp này.`);
  }
}
