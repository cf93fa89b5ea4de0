import { PostgresMailQueue } from '#libs/persistence';
import type { SpecDatabase } from './spec-database.js';

/** The queue of mail as the mail worker has it; to be closed where somebody has waited on it. */
export const mailQueueOf = ({ source }: SpecDatabase): PostgresMailQueue => new PostgresMailQueue(source);
