export type { Database, DataSourceOptions } from './data-source.js';
export { createDataSource, migrate, schemaDrift } from './data-source.js';
export { PostgresReadModel } from './readers/read-model.js';
export { PostgresMailQueue } from './records/mail-queue.repository.js';
export { PostgresTokenStore } from './records/token.repository.js';
export type { AreaSeed, HolidaySeed, OfficeSeed } from './seeder.js';
export { Seeder } from './seeder.js';
export { PostgresUnitOfWork } from './unit-of-work.js';
export { probePostgres, WorkerBeats } from './worker-beats.js';
