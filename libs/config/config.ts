import { isIP } from 'node:net';
import path from 'node:path';
import { z } from 'zod';
import { type Limits, limitSetting } from './limits.js';

const port = z.coerce.number().int().min(0).max(65_535);
const poolSize = z.coerce.number().int().min(2).max(200);
const databaseUrl = z.string().regex(/^postgres(ql)?:\/\//, 'must be a postgres:// URL');
/** Addresses and blocks of them (`10.0.0.0/8`), with commas between. */
const networks = z
  .string()
  .transform((text) => text.split(',').map((each) => each.trim()))
  .refine((all) => all.every(isNetwork), 'must be addresses or blocks of addresses, with commas between');
const smtpUrl = z.string().regex(/^smtps?:\/\//, 'must be an smtp:// or smtps:// URL');

const schema = z.object({
  DATABASE_URL: databaseUrl,
  /** Owner of the schema, for migrations only; never given to a running service. */
  DATABASE_OWNER_URL: databaseUrl.optional(),
  DATABASE_POOL_SIZE: poolSize.default(20),
  /** Connections of the API for what only reads, and for what reads a whole cycle or writes a paper. */
  DATABASE_READ_POOL_SIZE: poolSize.default(10),
  DATABASE_EXPORT_POOL_SIZE: poolSize.default(3),
  /** How many requests may wait for a connection of one pool of the API, and how long; whoever comes then is told to come again. */
  DATABASE_QUEUE_SIZE: z.coerce.number().int().min(0).max(10_000).default(100),
  DATABASE_QUEUE_WAIT_MS: z.coerce.number().int().min(100).max(4_500).default(3_000),
  TEMPORAL_ADDRESS: z.string().min(3).default('127.0.0.1:7233'),
  TEMPORAL_NAMESPACE: z.string().min(1).default('antq'),
  SMTP_URL: smtpUrl,
  /** Where a rehearsal's mail goes, whatever SMTP_URL says. */
  REHEARSAL_SMTP_URL: smtpUrl,
  MAIL_FROM: z.string().default('Hệ thống phong trào ANTQ <antq@antq.example.test>'),
  MAIL_DOMAIN: z
    .string()
    .regex(/^[a-z0-9.-]+$/)
    .default('antq.example.test'),
  ANTQ_API_PORT: port.default(3000),
  ANTQ_API_HOST: z.string().default('127.0.0.1'),
  /** Where the worker reaches the API for a year that it rehearses; by default on this host, at ANTQ_API_PORT. */
  ANTQ_API_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** Address that people type to reach the API, through the proxy in front of it. */
  ANTQ_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** Proxies whose word on the remote address is taken (X-Forwarded-For); without one nobody's is. */
  ANTQ_TRUSTED_PROXY: networks.optional(),
  /** How many requests the API takes (decision 0043), as `<at once>/<a second>` or `off`; see `Limits`. */
  ANTQ_LIMIT_ACCOUNT: limitSetting('1000/50'),
  ANTQ_LIMIT_UPLOADS: limitSetting('60/1'),
  ANTQ_LIMIT_EXPORTS: limitSetting('120/2'),
  ANTQ_LIMIT_WRONG_TOKENS: limitSetting('300/1'),
  ANTQ_LIMIT_WITHOUT_TOKEN: limitSetting('600/20'),
  /** Megabytes that the files of one unit may take in one cycle. */
  ANTQ_EVIDENCE_QUOTA_MB: z.coerce.number().int().min(1).max(1_000_000).default(500),
  /** A signed-in person who does nothing for so long signs in anew; and so does everybody after so many hours. */
  ANTQ_SESSION_IDLE_MINUTES: z.coerce.number().int().min(1).max(1_440).default(30),
  ANTQ_SESSION_HOURS: z.coerce.number().int().min(1).max(24).default(8),
  /** So many days a token that a person makes for a program may last. */
  ANTQ_TOKEN_DAYS: z.coerce.number().int().min(1).max(1_830).default(365),
  /** Key of accounts, 64 hexadecimal digits; a file in the data folder holds one where none is given. */
  ANTQ_ACCOUNTS_KEY: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  ANTQ_DATA_DIR: z.string().default('.data'),
  /** Whether the preparation loads sample units and offices, and tokens of their accounts. */
  ANTQ_SAMPLES: z.stringbool().default(true),
  /** Address and province of the administrator that the preparation invites while there is no account. */
  ANTQ_FIRST_ADMINISTRATOR: z.string().optional(),
  ANTQ_FIRST_PROVINCE: z.string().optional(),
  /** Folder of the files behind evidence; by default `files` in the data folder. */
  ANTQ_FILES_DIR: z.string().optional(),
  /** Folder with policy packs of this installation, beside those of the product. */
  ANTQ_POLICY_DIR: z.string().optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  /** Which task queue a worker process serves. */
  ANTQ_WORKER: z.enum(['cycle', 'mail']).default('cycle'),
  /** Runs that a worker keeps in memory; whatever is parked beyond them costs it nothing. */
  ANTQ_WORKFLOW_CACHE: z.coerce.number().int().min(10).max(20_000).default(600),
  /** Where the process shows what it counts of itself; nowhere without a port. Whoever reaches it may read. */
  ANTQ_METRICS_PORT: port.optional(),
  ANTQ_METRICS_HOST: z.string().default('127.0.0.1'),
  /** Where a worker's part of Temporal shows what it counts; nowhere without a port. */
  ANTQ_TEMPORAL_METRICS_PORT: port.optional(),
  /** Whether an act on many units waits for a second account where it touches several communes or a closed year. */
  ANTQ_SECOND_ACCOUNT: z.stringbool().default(true),
  /** For so many days an account is no second one beside whoever made it or gave it a role. */
  ANTQ_SECOND_ACCOUNT_DAYS: z.coerce.number().int().min(0).max(365).default(7),
  /** Named kill points for crash tests, e.g. `afterFactCommit@1,midOpenPage@2`. */
  ANTQ_FAULTS: z.string().default(''),
});

/** All settings of the product, read once. */
export interface Config {
  readonly database: {
    readonly url: string;
    readonly ownerUrl: string | undefined;
    readonly poolSize: number;
    readonly readPoolSize: number;
    readonly exportPoolSize: number;
    readonly queue: { readonly atMost: number; readonly waitMs: number };
  };
  readonly temporal: { readonly address: string; readonly namespace: string };
  readonly mail: {
    readonly relayUrl: string;
    readonly captureUrl: string;
    readonly from: string;
    readonly messageIdDomain: string;
  };
  /** `url`: base address at which other processes reach it. */
  readonly api: {
    readonly host: string;
    readonly port: number;
    readonly url: string;
    /** Address that people type, where it is set. */
    readonly publicUrl: string | undefined;
    readonly trustedProxy: readonly string[];
  };
  readonly limits: Limits;
  readonly evidenceQuota: { readonly bytes: number };
  /** How long a signed-in person stays so. */
  readonly sessions: { readonly idleMs: number; readonly absoluteMs: number };
  /** How long a token that a person makes may last. */
  readonly tokens: { readonly mostDays: number };
  /** Key of accounts where it stands in no file; see `installationKey`. */
  readonly accountsKey: string | undefined;
  readonly dataDir: string;
  /** Whether an installation has sample units, offices and tokens. */
  readonly samples: boolean;
  /** Whom the preparation invites while there is no account; it alone checks them, for nothing else needs them. */
  readonly firstAdministrator: {
    readonly email: string | undefined;
    readonly provinceCode: string | undefined;
  };
  readonly filesDir: string;
  readonly policyDir: string | undefined;
  readonly logLevel: string;
  readonly worker: 'cycle' | 'mail';
  readonly workflowCache: number;
  readonly faults: string;
  /** Whether what touches several communes or a closed year at once waits for a second account, and for how long none is whose account one has made. */
  readonly secondAccount: { readonly isOn: boolean; readonly makerDays: number };
  readonly metrics: {
    readonly host: string;
    readonly port: number | undefined;
    readonly temporalPort: number | undefined;
  };
}

/** Thrown when settings are missing or malformed; the message names every one of them. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * Reads the settings from an environment.
 *
 * @throws ConfigError naming all faulty variables at once
 */
export function readConfig(env: Readonly<Record<string, string | undefined>> = process.env): Config {
  const parsed = schema.safeParse(withoutEmpty(env));
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new ConfigError(`Cấu hình chưa đúng, hãy sửa các biến sau rồi chạy lại:\n${faults.join('\n')}`);
  }
  const v = parsed.data;
  return {
    database: {
      url: v.DATABASE_URL,
      ownerUrl: v.DATABASE_OWNER_URL,
      poolSize: v.DATABASE_POOL_SIZE,
      readPoolSize: v.DATABASE_READ_POOL_SIZE,
      exportPoolSize: v.DATABASE_EXPORT_POOL_SIZE,
      queue: { atMost: v.DATABASE_QUEUE_SIZE, waitMs: v.DATABASE_QUEUE_WAIT_MS },
    },
    temporal: { address: v.TEMPORAL_ADDRESS, namespace: v.TEMPORAL_NAMESPACE },
    mail: {
      relayUrl: v.SMTP_URL,
      captureUrl: v.REHEARSAL_SMTP_URL,
      from: v.MAIL_FROM,
      messageIdDomain: v.MAIL_DOMAIN,
    },
    api: {
      host: v.ANTQ_API_HOST,
      port: v.ANTQ_API_PORT,
      url: v.ANTQ_API_URL ?? `http://127.0.0.1:${v.ANTQ_API_PORT}`,
      publicUrl: v.ANTQ_PUBLIC_URL,
      trustedProxy: v.ANTQ_TRUSTED_PROXY ?? [],
    },
    limits: {
      account: v.ANTQ_LIMIT_ACCOUNT,
      uploads: v.ANTQ_LIMIT_UPLOADS,
      exports: v.ANTQ_LIMIT_EXPORTS,
      wrongTokens: v.ANTQ_LIMIT_WRONG_TOKENS,
      withoutToken: v.ANTQ_LIMIT_WITHOUT_TOKEN,
    },
    evidenceQuota: { bytes: v.ANTQ_EVIDENCE_QUOTA_MB * 1_048_576 },
    sessions: {
      idleMs: v.ANTQ_SESSION_IDLE_MINUTES * 60_000,
      absoluteMs: v.ANTQ_SESSION_HOURS * 3_600_000,
    },
    accountsKey: v.ANTQ_ACCOUNTS_KEY,
    dataDir: v.ANTQ_DATA_DIR,
    samples: v.ANTQ_SAMPLES,
    firstAdministrator: { email: v.ANTQ_FIRST_ADMINISTRATOR, provinceCode: v.ANTQ_FIRST_PROVINCE },
    filesDir: v.ANTQ_FILES_DIR ?? path.join(v.ANTQ_DATA_DIR, 'files'),
    policyDir: v.ANTQ_POLICY_DIR,
    logLevel: v.LOG_LEVEL,
    worker: v.ANTQ_WORKER,
    workflowCache: v.ANTQ_WORKFLOW_CACHE,
    faults: v.ANTQ_FAULTS,
    secondAccount: { isOn: v.ANTQ_SECOND_ACCOUNT, makerDays: v.ANTQ_SECOND_ACCOUNT_DAYS },
    tokens: { mostDays: v.ANTQ_TOKEN_DAYS },
    metrics: {
      host: v.ANTQ_METRICS_HOST,
      port: v.ANTQ_METRICS_PORT,
      temporalPort: v.ANTQ_TEMPORAL_METRICS_PORT,
    },
  };
}

/** An address, or one with the length of its block. */
function isNetwork(text: string): boolean {
  const [address = '', length, ...more] = text.split('/');
  const kind = isIP(address);
  if (kind === 0 || more.length > 0) return false;
  return length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= (kind === 4 ? 32 : 128));
}

/** An empty variable is an unset one, as people write it in .env files. */
function withoutEmpty(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([key, value]) =>
      value === undefined || value === '' ? [] : [[key, value]],
    ),
  );
}
