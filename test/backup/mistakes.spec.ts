import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { nameBackup, removeOld, writeWhole } from '../../src/backup/backup-folder.js';
import type { CommandTerms } from '../../src/backup/command-terms.js';
import { describeLibpq } from '../../src/backup/libpq-environment.js';
import { restoreBackup } from '../../src/backup/restore-backup.js';
import { takeBackup } from '../../src/backup/take-backup.js';
import { readCommand } from '../../src/config/command-line.js';
import { migrations } from '../../src/database/data-source.js';
import { dropEmptyDatabases, type EmptyDatabase, makeEmptyDatabase, ownerOf } from '../support/backup-databases.js';
import { USUAL, urlWith } from '../support/odd-databases.js';
import { readTables } from '../support/whole-tables.js';

const folder = mkdtempSync(join(tmpdir(), 'agiza-backup-'));
const terms: CommandTerms = {
  path: process.env.PATH ?? '',
  say: () => undefined,
  signal: new AbortController().signal,
};
const template = process.env.TEST_MIGRATION_URL ?? '';
let empty: EmptyDatabase;
let whole: string;
beforeAll(async () => {
  empty = await makeEmptyDatabase();
  whole = await takeBackup(ownerOf(template), { to: folder, keep: null, format: 'rows' }, terms);
});
afterAll(async () => {
  await dropEmptyDatabases();
  rmSync(folder, { recursive: true, force: true });
});

/** What the restore of a file says, which leaves the database without a table. */
async function restoring(name: string, contents: Buffer | string): Promise<string> {
  const file = join(folder, name);
  writeFileSync(file, contents);
  const error = await restoreBackup(ownerOf(empty.migrationUrl), { file, force: null }, USUAL, terms).then(
    () => new Error('it was restored'),
    (fault: Error) => fault,
  );
  expect([error.name, await readTables(empty.superuserUrl)]).toEqual(['BackupError', []]);
  return error.message;
}

const backingUp = (url: string, to: string | null = folder, format: 'custom' | null = null, programs = terms.path) =>
  takeBackup(ownerOf(url), { to, keep: null, format }, { ...terms, path: programs }).then(
    () => 'it was taken',
    ({ name, message }: Error) => `${name}: ${message}`,
  );

describe('a restore', () => {
  it('refuses a file that is no backup, cut off, damaged or of another program, before it touches anything', async () => {
    const text = gunzipSync(readFileSync(whole)).toString();
    const cut = text.slice(0, text.lastIndexOf('-- Agiza '));
    expect(await restoring('notes.txt', 'no backup')).toMatch(/notes\.txt is no backup: name a file/);
    expect(await restoring('empty.dump', '')).toMatch(/empty\.dump is no backup/);
    expect(await restoring('short.sql.gz', readFileSync(whole).subarray(0, -200))).toMatch(/is cut off or damaged/);
    expect(await restoring('cut.sql.gz', gzipSync(cut))).toMatch(/cut off or damaged \(its last line does not fit\)/);
    expect(await restoring('rows.sql.gz', gzipSync(text.slice(0, text.indexOf('\\.\n'))))).toMatch(/is cut off/);
    expect(await restoring('other.sql.gz', gzipSync('COPY public.cats (name) FROM stdin;\nTom\n\\.\n'))).toMatch(
      /holds no database of Agiza/,
    );
    expect(await restoring('broken.dump', 'PGDMP broken')).toMatch(
      /broken\.dump .*(cut off or damaged|needs pg_restore|was written by a newer pg_dump)/,
    );
  });

  it('refuses a backup of a newer release, and names what is newer', async () => {
    const text = gunzipSync(readFileSync(whole)).toString();
    const newer = text.replace(/(\ncopy public\."migrations".*\n)/, '$199\t1732233699999\tTomorrow1732233699999\n');
    const counted = newer.replace(/"migrations":(\d+)/, (_, count) => `"migrations":${Number(count) + 1}`);
    expect(await restoring('newer.sql.gz', gzipSync(counted))).toMatch(
      /was taken from a newer release of Agiza \(Tomorrow1732233699999\): restore it with that release or a newer one\.$/,
    );
  });

  it('names a file that is not there', async () => {
    const file = join(folder, 'missing.dump');
    await expect(restoreBackup(ownerOf(empty.migrationUrl), { file, force: null }, USUAL, terms)).rejects.toThrow(
      `${file} cannot be used, for there is no such file or folder: check the path (ENOENT).`,
    );
  });

  it('says what PostgreSQL refuses, without the row, and leaves no row behind', async () => {
    const text = gunzipSync(readFileSync(whole)).toString();
    const spoilt = text
      .replace(/(\ncopy public\."shop".*\n)/, '$1secret\tsecret\n')
      .replace(/"shop":(\d+)/, (_, count) => `"shop":${Number(count) + 1}`);
    const file = join(folder, 'spoilt.sql.gz');
    writeFileSync(file, gzipSync(spoilt));
    const own = await makeEmptyDatabase();
    const restoringIt = restoreBackup(ownerOf(own.migrationUrl), { file, force: null }, USUAL, terms);
    await expect(restoringIt).rejects.toThrow(/^The restore into .* failed \(.*\), and no row of the backup is there/);
    await expect(restoringIt).rejects.not.toThrow(/\+254/);
    expect((await readTables(own.superuserUrl)).find(({ table }) => table === 'users')?.rows).toBe(0);
  });
});

describe('a backup', () => {
  it('says in a sentence why it cannot be taken', async () => {
    expect(await backingUp(template, join(folder, 'missing'))).toMatch(
      /^BackupError: There is no folder .*missing: make it/,
    );
    expect(await backingUp(template, whole)).toMatch(/^BackupError: .* is a file: name a folder/);
    expect(await backingUp(empty.migrationUrl)).toMatch(/^BackupError: The database at .* holds no tables of Agiza/);
    expect(await backingUp(urlWith({ password: 'wrong' }, template))).toMatch(/^DatabaseError: .*password/);
    expect(await backingUp(template, folder, 'custom', '/nowhere')).toMatch(
      /^BackupError: pg_dump (is not installed|here is version \d+, and the server \d+): install .*, or take --format=rows\.$/,
    );
    expect(await backingUp(process.env.TEST_DATABASE_URL ?? '')).toMatch(
      /^BackupError: The role of .* may not read everything \(permission denied for .*\): name the owner .* in MIGRATION_DATABASE_URL\.$/,
    );
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('has its name once it is whole, and leaves nothing when the disk is full', async () => {
    const file = join(folder, 'full.dump');
    const full = Object.assign(new Error('no space left'), { code: 'ENOSPC' });
    await expect(writeWhole(file, async () => Promise.reject(full))).rejects.toThrow(
      /: free some space, .*\(ENOSPC\)\.$/,
    );
    const during = writeWhole(file, async (part) => {
      expect(readdirSync(folder)).toContain('full.dump.part');
      await expect(writeWhole(file, async () => undefined)).rejects.toThrow(/^Another backup writes .* just now/);
      writeFileSync(part, 'whole');
    });
    await during;
    expect(readdirSync(folder).filter((name) => name.startsWith('full'))).toEqual(['full.dump']);
  });

  it('leaves nothing when it is stopped in the middle, and neither does a restore', async () => {
    const stopAt = (words: RegExp): CommandTerms => {
      const controller = new AbortController();
      return { ...terms, signal: controller.signal, say: (line) => words.test(line) && controller.abort() };
    };
    const wish = { to: folder, keep: null, format: 'rows' } as const;
    const before = readdirSync(folder);
    await expect(takeBackup(ownerOf(template), wish, stopAt(/^backing up/))).rejects.toThrow(/^It was stopped before/);
    expect(readdirSync(folder)).toEqual(before);
    const own = await makeEmptyDatabase();
    const restoring = restoreBackup(
      ownerOf(own.migrationUrl),
      { file: whole, force: null },
      USUAL,
      stopAt(/^restoring/),
    );
    await expect(restoring).rejects.toThrow(/^It was stopped before it was done\.$/);
    expect((await readTables(own.superuserUrl)).find(({ table }) => table === 'migrations')?.rows).toBe(
      migrations.length,
    );
  });

  it('removes the oldest of its own database alone, and parts that were left behind', async () => {
    const kept = join(folder, 'kept');
    mkdirSync(kept);
    const times = [1, 2, 3, 4].map((day) => new Date(Date.UTC(2026, 0, day)));
    const [first = '', second = '', ...rest] = times.map((time) => nameBackup('shop', 'custom', time));
    const others = [nameBackup('other', 'rows', times[0] as Date), 'shop-notes.txt', 'shop-2026.dump'];
    const part = `${first}.part`;
    for (const name of [first, second, ...rest, ...others, part]) writeFileSync(join(kept, name), '');
    utimesSync(join(kept, part), times[0] as Date, times[0] as Date);
    expect(await removeOld(kept, 'shop', 2)).toEqual([first, second]);
    expect(readdirSync(kept).sort()).toEqual([...rest, ...others].sort());
  });
});

describe('the environment of pg_dump', () => {
  it('has the password, checks certificates as the service does, and nothing of ours', () => {
    const given = describeLibpq('postgres://shop:p%40ss@db.example:6432/duka?sslmode=require', '/bin', 18);
    expect(given).toMatchObject({ PGPASSWORD: 'p@ss', PGHOST: 'db.example', PGPORT: '6432', PGDATABASE: 'duka' });
    expect([given.PGSSLMODE, given.PGSSLROOTCERT]).toEqual(['verify-full', 'system']);
    expect(describeLibpq('postgres://shop@db/duka?sslmode=no-verify', '', 15).PGSSLMODE).toBe('require');
    expect(describeLibpq('postgres://shop@db/duka', '', 15)).toMatchObject({
      PGSSLMODE: 'disable',
      PGPASSFILE: '/dev/null',
    });
  });
});

describe('the arguments of backup and restore', () => {
  it('are read, and each mistake is told with the help', () => {
    expect(readCommand(['backup', '--to', 'x', '--keep=14'])).toEqual({ backup: { to: 'x', keep: 14, format: null } });
    expect(readCommand(['restore', 'a.dump', '--force', 'shop'])).toEqual({
      restore: { file: 'a.dump', force: 'shop' },
    });
    expect(readCommand(['restore', '--help'])).toEqual({ print: expect.stringContaining('npm run restore -- <file>') });
    const wrong = [
      ['backup', '--keep', '0'],
      ['backup', '--format=tar'],
      ['backup', '--keep'],
      ['backup', 'x'],
      ['backup', '--into', 'x'],
      ['restore'],
      ['restore', 'a', 'b'],
      ['restore', 'a', '--force', '--force'],
      ['restore', 'a', '--force=x', '--force=y'],
    ];
    for (const args of wrong) expect(readCommand(args)).toEqual({ refusal: expect.stringMatching(/^[A-Z-].*\.\n\n/) });
  });
});
