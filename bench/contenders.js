import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { transformFile } from '@swc/core';
import { startService } from './processes.js';

const ROOT = join(import.meta.dirname, '..');
const { scripts } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
/** The arguments that `npm run start:prod` gives to node: its flags and the service's file. */
const START = scripts['start:prod']
  .split(' ')
  .slice(1)
  .map((word) => (word.startsWith('-') ? word : join(ROOT, word)));
const TEXTBOOK = join(import.meta.dirname, 'peers', 'textbook');
/** Below the project, so that packages are found from there. */
const COMPILED = join(ROOT, 'node_modules', '.cache', 'agiza-bench');

const JWT_SECRET = 'bench-tokens-bench-tokens-bench-tokens';
export const SESSION_SECRET = 'bench-cookies-bench-cookies-bench-cookies';
export const ADMIN_KEY = 'bench-bench-bench-bench';

/**
 * The variables that production demands.
 * No SMS can leave: the carrier's host name never exists (RFC 6761).
 */
const production = {
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://bench.example',
  TRUST_PROXY: 'none',
  ADMIN_API_KEYS: ADMIN_KEY,
  JWT_SECRET,
  SESSION_SECRET,
  JWT_TTL_SECONDS: '86400',
  AT_USERNAME: 'bench',
  AT_API_KEY: 'bench',
  AT_CALLBACK_SECRET: 'bench-reports-bench-reports',
  AT_BASE_URL: 'https://carrier.invalid',
  ROLE: 'api',
};

/**
 * Agiza as production runs it, with its request log.
 * @param {import('./stage.js').Stage} stage
 * @param {string} databaseUrl
 * @param {{ flags?: readonly string[], env?: Record<string, string> }} [options]
 *   `flags` go to node. `env` is added to production's variables.
 */
export function startAgiza(stage, databaseUrl, { flags = [], env = {} } = {}) {
  const args = [...flags, ...START];
  return startService(stage, { name: 'agiza', args, env: { ...production, DATABASE_URL: databaseUrl, ...env } });
}

/** The services that Agiza is compared with, by name. */
export const peers = {
  floor: (stage, databaseUrl) => startPeer(stage, 'floor', join(import.meta.dirname, 'peers', 'floor.js'), databaseUrl),
  textbook: async (stage, databaseUrl) => {
    await compileTextbook();
    return startPeer(stage, 'textbook', join(COMPILED, 'main.js'), databaseUrl);
  },
};

const startPeer = (stage, name, file, databaseUrl) =>
  startService(stage, { name, args: [file], env: { NODE_ENV: 'production', JWT_SECRET, DATABASE_URL: databaseUrl } });

async function compileTextbook() {
  await mkdir(COMPILED, { recursive: true });
  for (const name of await readdir(TEXTBOOK)) {
    const { code } = await transformFile(join(TEXTBOOK, name), { configFile: join(ROOT, '.swcrc') });
    await writeFile(join(COMPILED, name.replace(/\.ts$/, '.js')), code);
  }
}

/**
 * Agiza as a developer starts it, with a PostgreSQL of its own under `dataDir`.
 * @param {import('./stage.js').Stage} stage
 * @param {string} dataDir
 */
export function startDevelopment(stage, dataDir) {
  return startService(stage, { name: 'development', args: START, env: { DATA_DIR: dataDir } });
}
