import { AppError } from '../errors.js';

/** The database answers, but a migration of this release is missing. */
export class SchemaOutdated extends AppError {
  readonly fault = 'unavailable';
  readonly code = 'schema-outdated';

  constructor(names: readonly string[]) {
    super(`The database is not migrated: ${names.join(', ')} missing. Restart the service, which migrates at start.`);
  }
}
