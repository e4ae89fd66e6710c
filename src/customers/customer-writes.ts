import type { Database, Tx } from '../database/database.js';
import { violates } from '../database/failures.js';
import { PhoneTaken } from '../users/users.errors.js';
import { customerCode } from './customer-code.js';
import { AlreadyCustomer } from './customers.errors.js';

/**
 * Runs `work` in a transaction with a fresh code, and again with another if that one is taken.
 * @throws AlreadyCustomer, PhoneTaken when a constraint says so
 */
export async function writeCustomer<T>(database: Database, work: (tx: Tx, code: string) => Promise<T>): Promise<T> {
  try {
    return await database.write((tx) => work(tx, customerCode()));
  } catch (error) {
    if (violates(error, 'customers_code_key')) return writeCustomer(database, work);
    if (violates(error, 'customers_user_id_key')) throw new AlreadyCustomer();
    if (violates(error, 'customers_phone_key') || violates(error, 'users_phone_key')) throw new PhoneTaken();
    throw error;
  }
}
