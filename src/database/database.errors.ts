import { AppError } from '../errors.js';

/** The database cannot be used at start. The message is one sentence: why, and what to do. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';

  /** @param awaitsMigration whether another role, which owns the tables, may mend it at any time */
  constructor(
    message: string,
    readonly awaitsMigration = false,
  ) {
    super(message);
  }
}

/** The database answers, but a migration of this release is missing. */
export class SchemaOutdated extends AppError {
  readonly fault = 'unavailable';
  readonly code = 'schema-outdated';

  constructor(names: readonly string[]) {
    super(
      `The database is not migrated: ${names.join(', ')} missing. Run "npm run migrate", or restart the service if it migrates at its start.`,
    );
  }
}

/**
 * The work was not begun in time, and never will be.
 * Its code is PostgreSQL's for too many connections, so that it counts as unavailable.
 */
export class DatabaseBusy extends Error {
  override readonly name = 'DatabaseBusy';
  readonly code = '53300';
}

/**
 * The connection ended, or stayed silent, after a change was sent and before PostgreSQL said what
 * became of it.
 */
export class OutcomeUnknown extends AppError {
  readonly fault = 'undecided';
  readonly code = 'outcome-unknown';
  override readonly retryAfterSeconds = 2;

  /** @param silent whether the connection is still there, so that the change may come yet */
  constructor(
    override readonly cause: unknown,
    readonly silent: boolean,
  ) {
    super(
      'The database did not say whether this was done. Look before you send it again; with an Idempotency-Key just send it again.',
    );
  }
}
