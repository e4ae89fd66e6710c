import { AppError } from '../errors.js';

/** The database cannot be used at start. The message is one sentence: why, and what to do. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
}

/** The database answers, but a migration of this release is missing. */
export class SchemaOutdated extends AppError {
  readonly fault = 'unavailable';
  readonly code = 'schema-outdated';

  constructor(names: readonly string[]) {
    super(`The database is not migrated: ${names.join(', ')} missing. Restart the service, which migrates at start.`);
  }
}
