/** Injection tokens for what is no class: settings and ports. */
export const LOGGER = Symbol('Logger');
export const CONFIG = Symbol('Config');
export const UNIT_OF_WORK = Symbol('UnitOfWork');
export const FILE_STORAGE = Symbol('FileStorage');
export const READ_MODEL = Symbol('ReadModel');
export const WATCH_MODEL = Symbol('WatchModel');
export const CERTIFICATION_MODEL = Symbol('CertificationModel');
