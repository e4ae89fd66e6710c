import { QueryFailedError } from 'typeorm';
import { OutcomeUnknown } from './database.errors.js';

/** What `pg` and the socket below it say about a failure. */
interface DriverError {
  readonly code?: string;
  readonly constraint?: string;
  readonly message?: string;
}

const readDriverError = (error: unknown): DriverError =>
  error instanceof QueryFailedError ? error.driverError : ((error ?? {}) as DriverError);

/**
 * Whether PostgreSQL rolled the transaction back for a deadlock or a serialization failure.
 * Trying again may succeed.
 */
export const isAborted = (error: unknown): boolean => ['40001', '40P01'].includes(readDriverError(error).code ?? '');

/** Whether a lock was not free in time (55P03). The statement was rolled back. */
export const isLockTimeout = (error: unknown): boolean => readDriverError(error).code === '55P03';

/**
 * Whether a prepared statement gives other columns than when it was prepared (0A000), since a
 * migration changed a table. Nothing was done, and a new connection prepares it anew.
 */
export function isOutdatedPlan(error: unknown): boolean {
  const { code, message = '' } = readDriverError(error);
  return code === '0A000' && message.includes('cached plan');
}

/** Whether the statement was cancelled, or took too long (57014). It was rolled back. */
export const isCancelled = (error: unknown): boolean => readDriverError(error).code === '57014';

/** Whether a table that a statement names does not exist (42P01). */
export const lacksTable = (error: unknown): boolean => readDriverError(error).code === '42P01';

/** Whether the role may not do this (42501). */
export const lacksPermission = (error: unknown): boolean => readDriverError(error).code === '42501';

/**
 * Whether PostgreSQL refused the values themselves. By the class of the SQLSTATE:
 * 21 (cardinality violation), 22 (data exception) or 23 (integrity constraint violation).
 */
export const isRefused = (error: unknown): boolean => /^2[123]/.test(readDriverError(error).code ?? '');

/** Whether the unique constraint or index of that name refused the row (23505). */
export function violates(error: unknown, constraint: string): boolean {
  const cause = readDriverError(error);
  return cause.code === '23505' && cause.constraint === constraint;
}

/**
 * SQLSTATEs (PostgreSQL 18, appendix A) after which the same request may succeed later:
 * - no connection, or too many of them;
 * - disk or memory is full;
 * - the server shuts down;
 * - a lock or a statement took too long;
 * - the transaction was aborted in each of three attempts;
 * - a standby, which takes no writes.
 */
const TEMPORARY_STATES = /^(08...|25006|40001|40P01|53...|55P03|57014|57P0[1-5]|58...)$/;
const NETWORK = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);
/**
 * What `pg` says, without a code, when its own time-outs pass or the server closes the connection.
 */
const PG_MESSAGES =
  /timeout exceeded when trying to connect|Query read timeout|Connection terminated|not queryable|Driver not Connected/i;

/**
 * SQLSTATEs with which a database that is there refuses us until its operator acts:
 * - the role may not log in, or its password is another (28);
 * - the database has another name (3D000), or takes no connections (55000);
 * - a privilege was taken away (42501).
 */
const REFUSING_STATES = /^(28...|3D000|42501|55000)$/;

/** Whether the database was away, overloaded or refused us: the same request may succeed later. */
export const isUnavailable = (error: unknown): boolean =>
  isAway(error) || isOutdatedPlan(error) || REFUSING_STATES.test(readDriverError(error).code ?? '');

/** Whether the database was away or overloaded: it may come up by itself. */
export function isAway(error: unknown): boolean {
  const { code, message } = readDriverError(error);
  if (error instanceof OutcomeUnknown) return true;
  if (error instanceof AggregateError) return error.errors.some(isAway);
  return (
    TEMPORARY_STATES.test(code ?? '') ||
    NETWORK.has(code ?? '') ||
    (code === undefined && PG_MESSAGES.test(message ?? ''))
  );
}
