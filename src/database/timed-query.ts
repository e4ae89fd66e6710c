import { type Client, DatabaseError, type QueryConfig, type QueryResult } from 'pg';
import { requestCancel } from './cancel-request.js';
import { DatabaseBusy, OutcomeUnknown } from './database.errors.js';
import { LEAST_MS, WORD_MS } from './terms.js';

/** Clients whose statement we cancelled. A late cancel would strike the next statement. */
const cancelled = new WeakSet<Client>();

/** Whether a statement of this client was cancelled, so that it must not run another. */
export const wasCancelled = (client: Client): boolean => cancelled.has(client);

/**
 * Runs one statement, and cancels it at its deadline.
 * - PostgreSQL then says that it was cancelled, or that it was done just before. That counts.
 * - An error that PostgreSQL sends comes before the commit, so that nothing was done.
 * - Without a word within {@link WORD_MS}, or when the connection ends, a change may have been
 *   done.
 * @param deadline by `performance.now()`
 * @param decides whether the statement changes something and commits it
 * @throws DatabaseBusy when it is too late to begin, OutcomeUnknown, or what `pg` throws
 */
export function queryUntil<Row extends object>(
  client: Client,
  query: QueryConfig,
  deadline: number,
  decides: boolean,
): Promise<QueryResult<Row>> {
  const left = deadline - performance.now();
  if (left < LEAST_MS) return Promise.reject(new DatabaseBusy('its turn came too late'));
  return new Promise((resolve, reject) => {
    const fail = (error: unknown, silent = false): void =>
      reject(decides && !(error instanceof DatabaseError) ? new OutcomeUnknown(error, silent) : error);
    let endCancel = (): void => undefined;
    let timer = setTimeout(() => {
      cancelled.add(client);
      endCancel = requestCancel(client);
      timer = setTimeout(() => {
        endCancel();
        fail(new Error('Query read timeout'), true);
      }, WORD_MS);
    }, left);
    client.query<Row>(query, (error: Error | undefined, result) => {
      clearTimeout(timer);
      endCancel();
      if (error) fail(error);
      else resolve(result);
    });
  });
}
