import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EmbeddedPostgres } from '../../../src/development/postgres/embedded-postgres.js';
import { readPostmaster } from '../../../src/development/postgres/postmaster.js';
import { waitFor } from '../../support/waiting.js';
import { DataFolder, FAST } from './data-folder.js';

let at: DataFolder;
beforeAll(async () => {
  at = await DataFolder.make();
});
afterAll(() => at.remove());

describe('an embedded PostgreSQL that ends', () => {
  it('is told to the operator once, in one sentence that says what to do', async () => {
    const lines: string[] = [];
    const postgres = await EmbeddedPostgres.start(at.folder, { settings: FAST, log: (line) => lines.push(line) });
    const { pid = 0 } = (await readPostmaster(at.cluster.data)) ?? {};
    lines.length = 0;
    process.kill(pid, 'SIGKILL');
    await waitFor(
      () => lines.length,
      (said) => said > 0,
    );
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    await postgres.leave();
    expect(lines).toEqual([expect.stringMatching(/^The embedded PostgreSQL has ended, .*restart Agiza.*\.$/)]);
    expect(lines[0]).toContain(at.cluster.logFile);
  });
});
