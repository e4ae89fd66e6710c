import type { DataSourceOptions } from 'typeorm';
import { Accounts1732233600001 } from '../../migrations/1-accounts.js';
import { Trade1732233600002 } from '../../migrations/2-trade.js';
import { Messages1732233600003 } from '../../migrations/3-messages.js';
import { SignIn1732233600004 } from '../../migrations/4-sign-in.js';
import { NotificationSubjects1732233600005 } from '../../migrations/5-notification-subjects.js';
import { AmountPlaces1732233600006 } from '../../migrations/6-amount-places.js';
import { DailyBudget1732233600007 } from '../../migrations/7-daily-budget.js';
import { SendingLimits1732233600008 } from '../../migrations/8-sending-limits.js';
import { AccountsKeptApart1732233600009 } from '../../migrations/9-accounts-kept-apart.js';
import { ScheduledTasks1732233600010 } from '../../migrations/10-scheduled-tasks.js';
import { WriteProbes1732233600011 } from '../../migrations/11-write-probes.js';
import { SummarySums1732233600012 } from '../../migrations/12-summary-sums.js';
import { Upkeep1732233600013 } from '../../migrations/13-upkeep.js';
import { Staff1732233600014 } from '../../migrations/14-staff.js';
import { Histories1732233600015 } from '../../migrations/15-histories.js';
import { ShopDaysAndSearch1732233600016 } from '../../migrations/16-shop-days-and-search.js';
import { ApiKeys1732233600017 } from '../../migrations/17-api-keys.js';
import { AuditTrail1732233600018 } from '../../migrations/18-audit-trail.js';
import { Erasure1732233600019 } from '../../migrations/19-erasure.js';
import { PhoneSearch1732233600020 } from '../../migrations/20-phone-search.js';
import { CustomerPages1732233600022 } from '../../migrations/22-customer-pages.js';
import { NotificationReasons1732233600023 } from '../../migrations/23-notification-reasons.js';
import { Figures1732233600024 } from '../../migrations/24-figures.js';
import { AuditMonths1732233600025 } from '../../migrations/25-audit-months.js';
import { Imports1732233600026 } from '../../migrations/26-imports.js';
import { Settings1732233600027 } from '../../migrations/27-settings.js';
import { type ConnectionOptions, describeConnection, makeClient } from './connection.js';
import { LinkWatch } from './link-watch.js';
import { type DatabaseOptions, POOLER_SETTINGS, SERVICE_SETTINGS } from './session-settings.js';

/** Every migration, oldest first. */
export const migrations = [
  Accounts1732233600001,
  Trade1732233600002,
  Messages1732233600003,
  SignIn1732233600004,
  NotificationSubjects1732233600005,
  AmountPlaces1732233600006,
  DailyBudget1732233600007,
  SendingLimits1732233600008,
  AccountsKeptApart1732233600009,
  ScheduledTasks1732233600010,
  WriteProbes1732233600011,
  SummarySums1732233600012,
  Upkeep1732233600013,
  Staff1732233600014,
  Histories1732233600015,
  ShopDaysAndSearch1732233600016,
  ApiKeys1732233600017,
  AuditTrail1732233600018,
  Erasure1732233600019,
  PhoneSearch1732233600020,
  CustomerPages1732233600022,
  NotificationReasons1732233600023,
  Figures1732233600024,
  AuditMonths1732233600025,
  Imports1732233600026,
  Settings1732233600027,
];

/** 0.3 s more than the server allows a statement, so that its own word comes first. */
const SILENCE_MS = 4_300;

/**
 * Says how the service connects to PostgreSQL. A request fails rather than hangs:
 * - 2 s to connect;
 * - 4 s for a statement, by the server's clock, when this process is gone;
 * - 4.3 s without a word from the server, by the client's clock, for a link that went dark.
 *   Statements of requests end sooner (`terms.ts`).
 * @throws DatabaseError when the URL cannot be used
 */
export function describeDataSource(
  url: string,
  options: DatabaseOptions,
  onPoolError: (error: Error) => void,
): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    installExtensions: false,
    poolSize: options.DATABASE_POOL_SIZE,
    connectTimeoutMS: 2_000,
    poolErrorHandler: onPoolError,
    extra: describePool(url, options),
  };
}

/**
 * What a pool of `pg` needs, beside its size, to make clients for the database.
 * @throws DatabaseError when the URL cannot be used
 */
export function describePool(url: string, { DATABASE_POOLER }: DatabaseOptions): object {
  const link = new LinkWatch(SILENCE_MS);
  return {
    ...describeConnection(url, 'agiza', DATABASE_POOLER === 'on' ? POOLER_SETTINGS : SERVICE_SETTINGS),
    // A function, because a pool of `pg` calls it with `new`.
    Client: function connect(options: ConnectionOptions) {
      return link.watch(makeClient(options));
    },
    keepAlive: true,
    connectionString: undefined, // `pg` would read the URL by its own rules.
  };
}
