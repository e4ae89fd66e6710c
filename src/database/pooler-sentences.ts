import { explainDatabase, explainPassword, nameLogin, type Sentence, type Target } from './start-sentences.js';

/**
 * What poolers say themselves, or pass on from the database behind them.
 * - PgBouncer says nearly everything with the code 08P01, and newer ones with PostgreSQL's codes.
 *   So the message decides. It is never translated.
 * - A user that is named in the message was refused by the database behind.
 */
export const POOLER_SENTENCES: readonly Sentence[] = [
  [
    /unsupported startup parameter/,
    ({ at }) =>
      `A pooler such as PgBouncer answers at ${at}: set DATABASE_POOLER=on, or name PostgreSQL itself in DATABASE_URL.`,
  ],
  [
    /^08P01 (?:password authentication failed for user|.*role ".*" (?:does not exist|is not permitted))/,
    ({ at }, { message }) =>
      `The database behind the pooler at ${at} refuses the pooler (${message}): correct user name and password in the pooler's own configuration, such as its auth_file.`,
  ],
  [
    /^(?:08P01|28P01|28000) (?:(?:password|SASL) authentication failed|no such user.*|auth failed)$/i,
    (target) =>
      target.password === null || target.hasBareAt
        ? explainPassword(target)
        : `The pooler at ${target.at} refuses this user name or password: check ${nameLogin(target)}, and the pooler's own list of users, such as its auth_file.`,
  ],
  [
    /^\w{5} Tenant or user not found/i,
    ({ at }) =>
      `The pooler at ${at} does not know this user: name the user in DATABASE_URL as its operator writes it, such as postgres.<project>.`,
  ],
  [
    /no such database/,
    (target) =>
      target.database === null
        ? explainDatabase(target)
        : `The pooler at ${target.at} does not know the database "${target.database}": add it to the pooler's own configuration, or correct the name in DATABASE_URL.`,
  ],
  [
    /^08P01 .*database ".*" does not exist/,
    ({ at }, { message }) =>
      `The database behind the pooler at ${at} is not there (${message}): create it, or correct the pooler's own configuration.`,
  ],
  [
    /^08P01 permission denied for database/,
    ({ at }, { message }) =>
      `The database behind the pooler at ${at} refuses the pooler (${message}): run "grant connect on database <name> to <role>" for the role that the pooler logs in with.`,
  ],
  [
    /query_wait_timeout|no more connections allowed|max_client_conn|max clients? (?:connections )?reached|MaxClients/i,
    ({ at }, { message }) =>
      `All connections of the pooler at ${at} are taken (${message}): raise its pool size or max_client_conn, set a smaller DATABASE_POOL_SIZE, or end other programs.`,
  ],
  [
    /^08P01 SSL required/,
    ({ at }) => `The pooler at ${at} demands encryption: add sslmode=require to DATABASE_URL, or sslmode=no-verify.`,
  ],
  [
    /^08P01 login rejected/,
    ({ at, user }) =>
      `The pooler at ${at} takes no such connection: allow the user ${user}, its database and this address in its own list, such as its auth_hba_file.`,
  ],
  [
    /^08P01 not allowed/,
    ({ at, database }: Target) =>
      `The database ${database ?? ''} at ${at} is the console of the pooler: name the database of Agiza in DATABASE_URL.`,
  ],
  [
    /server_login_retry|server login|connect to server|server conn|^08P01 .*\bserver\b/,
    ({ at }, { message }) =>
      `The pooler at ${at} does not reach the database behind it (${message}): start that, or correct the pooler's own configuration.`,
  ],
];
