import type { DataSourceOptions } from 'typeorm';
import { Accounts1732233600001 } from '../../migrations/1-accounts.js';
import { Trade1732233600002 } from '../../migrations/2-trade.js';
import { Messages1732233600003 } from '../../migrations/3-messages.js';
import { SignIn1732233600004 } from '../../migrations/4-sign-in.js';
import { NotificationSubjects1732233600005 } from '../../migrations/5-notification-subjects.js';
import { AmountPlaces1732233600006 } from '../../migrations/6-amount-places.js';
import { AccountsKeptApart1732233600009 } from '../../migrations/9-accounts-kept-apart.js';

/** Every migration, oldest first. */
export const migrations = [
  Accounts1732233600001,
  Trade1732233600002,
  Messages1732233600003,
  SignIn1732233600004,
  NotificationSubjects1732233600005,
  AmountPlaces1732233600006,
  AccountsKeptApart1732233600009,
];

/**
 * Says how the service connects to PostgreSQL. A request fails rather than hangs:
 * - 2 s for a connection;
 * - 4 s for a statement, by the server's clock;
 * - 5 s for an answer, by the client's clock, for a connection that died silently.
 */
export function describeDataSource(url: string, onPoolError: (error: Error) => void): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    applicationName: 'agiza',
    installExtensions: false,
    poolSize: 10,
    connectTimeoutMS: 2_000,
    poolErrorHandler: onPoolError,
    extra: {
      statement_timeout: 4_000,
      query_timeout: 5_000,
      lock_timeout: 3_000,
      idle_in_transaction_session_timeout: 10_000,
      keepAlive: true,
    },
  };
}
