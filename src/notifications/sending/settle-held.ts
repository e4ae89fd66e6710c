import { DataSource } from 'typeorm';
import { describeDataSource } from '../../database/data-source.js';
import { Database } from '../../database/database.js';
import { migrate } from '../../database/migrate.js';
import type { DatabaseOptions } from '../../database/session-settings.js';
import { SendingMarkRepository } from './sending-mark.repository.js';

/**
 * Sends what is held since the database was restored from a backup, or ends it without sending it.
 * Gives a sentence for the operator. Running workers go on meanwhile.
 * @throws DatabaseError, or what the driver throws
 */
export async function settleHeld(url: string, options: DatabaseOptions, decision: 'release' | 'drop'): Promise<string> {
  await migrate(url, () => undefined, options);
  return withMarks(url, options, async (marks) => {
    if (decision === 'release') return `${await marks.release()} notifications are queued again.`;
    return `${await marks.drop()} notifications have failed, and are not sent.`;
  });
}

/**
 * Holds everything that a restored database has in its queue, since it may have gone out before.
 * Gives how many. Workers need no mark of their own then.
 * @throws what the driver throws
 */
export async function holdRestored(url: string, options: DatabaseOptions): Promise<number> {
  return withMarks(url, options, async (marks) => marks.hold((await marks.read()).now));
}

async function withMarks<T>(
  url: string,
  options: DatabaseOptions,
  work: (marks: SendingMarkRepository) => Promise<T>,
): Promise<T> {
  const source = await new DataSource(describeDataSource(url, options, () => undefined)).initialize();
  try {
    return await work(new SendingMarkRepository(new Database(source, options.DATABASE_PREPARE === 'on')));
  } finally {
    await source.destroy();
  }
}
