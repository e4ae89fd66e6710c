import { QueryFailedError } from 'typeorm';

/** What `pg` and the socket below it say about a failure. */
interface DriverError {
  readonly code?: string;
  readonly constraint?: string;
  readonly message?: string;
}

const driverError = (error: unknown): DriverError =>
  error instanceof QueryFailedError ? error.driverError : ((error ?? {}) as DriverError);

/** Deadlock or serialization failure: PostgreSQL rolled the transaction back and asks for another try. */
export const isAborted = (error: unknown): boolean => ['40001', '40P01'].includes(driverError(error).code ?? '');

/** Whether a table that a statement names is not there (42P01). */
export const lacksTable = (error: unknown): boolean => driverError(error).code === '42P01';

/** Whether PostgreSQL refused the values themselves (SQLSTATE classes 21, cardinality violation, 22, data exception, and 23, integrity constraint violation). */
export const isRefused = (error: unknown): boolean => /^2[123]/.test(driverError(error).code ?? '');

/** Whether a unique constraint of that name refused the row (23505). */
export function violates(error: unknown, constraint: string): boolean {
  const cause = driverError(error);
  return cause.code === '23505' && cause.constraint === constraint;
}

/**
 * SQLSTATEs (PostgreSQL 18, appendix A) that say "not now" rather than "not like this": no connection, too many of them, disk or memory full,
 * shutting down, a lock or statement that took too long, an abort that three attempts did not get past, a standby that takes no writes.
 */
const NOT_NOW = /^(08...|25006|40001|40P01|53...|55P03|57014|57P0[1-5]|58...)$/;
const NETWORK = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
/** What `pg` says, without a code, when its own time-outs pass or the server hangs up. */
const PG_MESSAGES = /timeout exceeded when trying to connect|Query read timeout|Connection terminated|not queryable|Driver not Connected/i;

/** Whether the database was away or overloaded: the same request may well succeed later. */
export function isUnavailable(error: unknown): boolean {
  const { code, message } = driverError(error);
  if (error instanceof AggregateError) return error.errors.some(isUnavailable);
  return NOT_NOW.test(code ?? '') || NETWORK.has(code ?? '') || (code === undefined && PG_MESSAGES.test(message ?? ''));
}
