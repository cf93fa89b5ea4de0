import type {
  AuditTrailFeed,
  CertificationModel,
  DecisionModel,
  EvidenceQuota,
  ExclusionModel,
  FaultPoints,
  FileStorage,
  LinkNotSent,
  ListFiles,
  NotUnsealed,
  PasswordHasher,
  ReadModel,
  RehearsedYearRuns,
  Runs,
  SecondAccountRule,
  SessionStore,
  TokenStore,
  TotpCodes,
  UnitOfWork,
  WatchModel,
} from '#libs/application';
import type { Config } from '#libs/config';
import type { Logger } from '#libs/observability';
import { port } from './provide.js';

/** Names under which Nest finds what is no class: the ports of the application, the settings and the log. */
export const LOGGER = port<Logger>('Logger');
export const CONFIG = port<Config>('Config');
/** What changes something. */
export const UNIT_OF_WORK = port<UnitOfWork>('UnitOfWork');
/** What only reads. */
export const READING = port<UnitOfWork>('UnitOfWork of readers');
/** What goes over a whole cycle, or writes a paper. */
export const EXPORTING = port<UnitOfWork>('UnitOfWork of exports');
/** What keeps the process going: who asks, and what runs are still to hear. */
export const UPKEEP = port<UnitOfWork>('UnitOfWork of upkeep');
export const READ_MODEL = port<ReadModel>('ReadModel');
/** The read model on the connections of exports. */
export const EXPORT_MODEL = port<ReadModel>('ReadModel of exports');
export const WATCH_MODEL = port<WatchModel>('WatchModel');
export const CERTIFICATION_MODEL = port<CertificationModel>('CertificationModel');
export const DECISION_MODEL = port<DecisionModel>('DecisionModel');
export const EXCLUSION_MODEL = port<ExclusionModel>('ExclusionModel');
export const TOKEN_STORE = port<TokenStore>('TokenStore');
export const SESSION_STORE = port<SessionStore>('SessionStore');
export const AUDIT_FEED = port<AuditTrailFeed>('AuditFeed');
export const RUNS = port<Runs & RehearsedYearRuns>('Runs');
export const FILE_STORAGE = port<FileStorage>('FileStorage');
/** How much the files of one unit may take. */
export const EVIDENCE_QUOTA = port<EvidenceQuota>('EvidenceQuota');
export const LIST_FILES = port<ListFiles>('ListFiles');
export const FAULT_POINTS = port<FaultPoints>('FaultPoints');
export const SECOND_ACCOUNT = port<SecondAccountRule>('SecondAccountRule');
export const PASSWORDS = port<PasswordHasher>('PasswordHasher');
/** Waits so many milliseconds. */
export const PAUSE = port<(ms: number) => Promise<void>>('Pause');
export const NOT_UNSEALED = port<NotUnsealed>('NotUnsealed');
export const LINK_NOT_SENT = port<LinkNotSent>('LinkNotSent');
export const TOTP_CODES = port<TotpCodes>('TotpCodes');
