export type { AnswerRule } from './answer-rules.js';
export type { CapturedMail, DeliveryAttempt, MailFilter } from './mail-store.js';
export { cacheDir, onPath, projectRoot } from './paths.js';
export { freePort } from './ports.js';
export { type PostgresOptions, type RunningPostgres, startPostgres } from './postgres.js';
export { type CommandLine, dyingWithParent, endChild, exited, isRunning } from './processes.js';
export { type SmtpCapture, type SmtpCaptureOptions, startSmtpCapture } from './smtp-capture.js';
export type { ChildSpec, Pace } from './supervised-child.js';
export { Supervisor, type SupervisorOptions } from './supervisor.js';
export {
  type RunningTemporal,
  sdkServer,
  startTemporal,
  type TemporalOptions,
} from './temporal.js';
