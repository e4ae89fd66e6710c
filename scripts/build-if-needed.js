import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

/** What the build reads. */
const SOURCES = ['src', 'migrations', 'package-lock.json', 'nest-cli.json', 'tsconfig.json', 'tsconfig.build.json'];
/** Holds the digest of the sources of the last whole build. `nest build` deletes it first. */
const STAMP = join('dist', 'sources');

/** A digest of every source's path, size and time of its last change. */
function describeSources() {
  const digest = createHash('sha256');
  for (const path of SOURCES.flatMap(listFiles).sort()) {
    const { size, mtimeMs } = statSync(path);
    digest.update(`${path} ${size} ${mtimeMs}\n`);
  }
  return digest.digest('hex');
}

function listFiles(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
}

function isBuilt(sources) {
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === sources;
}

/** Builds, and writes the stamp last, so that a failed or interrupted build never counts. */
function build(sources) {
  rmSync(STAMP, { force: true });
  const nest = createRequire(resolve('package.json')).resolve('@nestjs/cli/bin/nest.js');
  const { status } = spawnSync(process.execPath, [nest, 'build'], { stdio: 'inherit' });
  if (status === 0) writeFileSync(STAMP, sources);
  return status ?? 1;
}

// Read before the build: a file that changes meanwhile makes the next start build again.
const sources = describeSources();
if (!isBuilt(sources)) {
  process.stdout.write('building (there is no build of these sources yet)…\n');
  process.exitCode = build(sources);
}
