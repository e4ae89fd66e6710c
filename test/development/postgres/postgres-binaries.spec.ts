import { mkdir, mkdtemp, readlink, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { repair } from '../../../src/development/postgres/postgres-binaries.js';

let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'agiza-'));
});
afterAll(() => rm(scratch, { recursive: true, force: true }));

describe('repair', () => {
  it('makes the links and makes programs executable, in three processes at once too', async () => {
    const root = await aPackage('incomplete');
    await Promise.all([1, 2, 3].map(() => repair(root, [join(root, 'native/bin/initdb')])));
    expect(await readlink(join(root, 'native/lib/libpq.so.5'))).toBe('libpq.so.5.18');
    expect((await stat(join(root, 'native/bin/initdb'))).mode & 0o111).toBe(0o111);
  });

  it('explains in a sentence that an installation cannot be completed', async () => {
    const root = await aPackage('closed for writing');
    await rm(join(root, 'native/lib'), { recursive: true });
    await writeFile(join(root, 'native/lib'), '');
    await expect(repair(root, [])).rejects.toThrow(
      /^The PostgreSQL in .* is incomplete and this user cannot complete it .*: run npm ci .*\.$/,
    );
  });

  async function aPackage(name: string): Promise<string> {
    const root = join(scratch, name);
    await mkdir(join(root, 'native/lib'), { recursive: true });
    await mkdir(join(root, 'native/bin'));
    await writeFile(join(root, 'native/bin/initdb'), '', { mode: 0o644 });
    await writeFile(
      join(root, 'native/pg-symlinks.json'),
      '[{"source":"native/lib/libpq.so.5.18","target":"native/lib/libpq.so.5"}]',
    );
    return root;
  }
});
