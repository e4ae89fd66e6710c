import { Database } from '../../src/database/database.js';
import { Prepared } from '../../src/database/prepared.js';
import { HANG_MS } from './deadlines.js';
import type { TestApp } from './test-app.js';
import { waitFor } from './waiting.js';

const hold = new Prepared<object>('hold', 'select pg_sleep(0.02)');

/**
 * Has the application open its connections one after the other, before many requests come at once.
 * Sixteen opened at once take more than their 2 s each when 20 others want the two processors.
 */
export async function openConnections({ app }: TestApp, count = 16): Promise<void> {
  const database = app.get(Database);
  for (let open = 1; open <= count; open++)
    await waitFor(
      () => Promise.allSettled(Array.from({ length: open }, () => database.run(hold, []))),
      (held) => held.every(({ status }) => status === 'fulfilled'),
      HANG_MS,
    );
}
