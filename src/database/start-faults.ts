import { QueryFailedError } from 'typeorm';
import { hasBareAt, readDatabaseUrl } from '../config/database-url.js';
import { describeConnection, nameServer } from './connection.js';
import { DatabaseError } from './database.errors.js';
import { isAway } from './failures.js';
import { POOLER_SENTENCES } from './pooler-sentences.js';
import type { DatabaseOptions } from './session-settings.js';
import { type Fault, type PasswordVariable, SENTENCES, type Target } from './start-sentences.js';

/** Why a connection does not come about, in a few words, by its code or what `pg` says. */
const REASONS: readonly [RegExp, string][] = [
  [/^ECONNREFUSED$/, 'nothing listens there'],
  [/^ENOENT$/, 'there is no socket in that folder'],
  [/^(ENOTFOUND|EAI_AGAIN)$/, 'the name of this host is not known'],
  [/^(EHOSTUNREACH|ENETUNREACH)$/, 'the network has no way to it'],
  [/^57P03$/, 'it is starting or stopping'],
  [/^53300$/, 'all its connections are taken'],
  [/timeout expired|timeout exceeded|ETIMEDOUT/, 'it gives no answer in time'],
  [/ECONNRESET|Connection terminated/, 'it closes the connection, so it may be no PostgreSQL'],
];

/** Why the database cannot be reached, for a line that says so. */
export function nameReason(error: unknown): string {
  const { code, message } = readFault(error);
  const word = code ?? message;
  const reason = REASONS.find(([symptom]) => symptom.test(word))?.[1];
  if (reason === undefined) return word;
  return code === undefined ? reason : `${reason}, ${code}`;
}

/** Whether the same connection may succeed later, as when the server still starts. */
export function mayComeUp(error: unknown): boolean {
  const { code, message } = readFault(error);
  // A file that a session needs is missing. It does not come by itself, unlike room on a disk.
  if (code === '58P01') return false;
  // PgBouncer's word for everything, its own troubles with the server behind it among them.
  if (code === '08P01') return /server|query_wait|no more connections/.test(message);
  return isAway(error) || code === 'ENOENT' || message.includes('timeout expired');
}

/** Whether an error comes from the database or the way to it. */
export const isDatabaseFault = (error: unknown): boolean =>
  error instanceof Error && (mayComeUp(error) || /^[0-9A-Z]{5}$/.test(readFault(error).code ?? ''));

/**
 * One sentence, with what to do, for what stopped a start at the database that `url` names.
 * An error of our own source stays as it is, with its stack.
 * @param passwordIn the variable that the password in `url` comes from
 */
export function explainStartFault(error: unknown, url: string, passwordIn: PasswordVariable = 'DATABASE_URL'): unknown {
  if (error instanceof DatabaseError || error instanceof TypeError || error instanceof ReferenceError) return error;
  const target = { ...readTarget(url), passwordIn };
  const { at } = target;
  const fault = readFault(error);
  const words = [fault.code, fault.message, fault.routine].filter((word) => word !== undefined).join(' ');
  const found = [...POOLER_SENTENCES, ...SENTENCES].find(([symptom]) => symptom.test(words));
  const sentence = found?.[1](target, fault);
  if (sentence === undefined && mayComeUp(error))
    return new DatabaseError(
      `The database at ${at} does not answer (${nameReason(error)}): ${chooseAdvice(fault, at)}.`,
    );
  const said = fault.code === undefined ? fault.message : `${fault.message}, ${fault.code}`;
  return new DatabaseError(
    sentence ?? `The database at ${at} cannot be used (${said}): check DATABASE_URL and the log of the database.`,
  );
}

/** The variable that the password of the connection comes from. */
export const findPasswordVariable = ({
  DATABASE_PASSWORD,
}: Pick<DatabaseOptions, 'DATABASE_PASSWORD'>): PasswordVariable =>
  DATABASE_PASSWORD === undefined ? 'DATABASE_URL' : 'DATABASE_PASSWORD';

/** What to do about a database that does not answer. */
function chooseAdvice({ code, message }: Fault, at: string): string {
  const word = code ?? message;
  if (code === '53300')
    return 'end other programs that use it, or raise the limit of the role, the database or the server';
  if (code === 'ENOENT')
    return `start it, or name the folder that holds .s.PGSQL.${at.split(':').at(-1)} in DATABASE_URL`;
  if (/timeout|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH/.test(word))
    return 'start it, or the database behind it if it is a pooler, or check host and port in DATABASE_URL and the firewall';
  return 'start it, or check host and port in DATABASE_URL';
}

function readTarget(url: string): Omit<Target, 'passwordIn'> {
  const address = readDatabaseUrl(url);
  const { user = '' } = describeConnection(url, '', {});
  return {
    ...{ at: nameServer(url), host: address.host, user, database: address.database, password: address.password },
    ...{ hasBareAt: hasBareAt(url), isEncrypted: address.tls !== false },
  };
}

function readFault(error: unknown): Fault {
  const { code, message, routine } = (error instanceof QueryFailedError ? error.driverError : error) as Fault;
  return { code, message: String(message).split('\n')[0] ?? '', routine };
}
