export { createDataSource, migrate, schemaDrift } from './data-source.js';
export type { DataSourceOptions } from './data-source.js';
export { MESSAGE_CHANNEL } from './records/message-outbox.repository.js';
export { PostgresUnitOfWork } from './unit-of-work.js';
