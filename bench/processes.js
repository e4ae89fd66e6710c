import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, truncateSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const READY_MS = 60_000;
const STOP_MS = 20_000;
const POLL_MS = 5;

/**
 * A Node process that serves HTTP on a port of its own.
 * @typedef {object} Service
 * @property {string} name
 * @property {string} url
 * @property {number} pid
 * @property {number} readyMs from its launch to the first 200 of /readyz
 * @property {() => string} log what it has written
 * @property {() => void} forget empties its log
 * @property {() => Promise<void>} stop
 */

/**
 * Starts a process and waits until it is ready. Its output goes to a file.
 * @param {import('./stage.js').Stage} stage
 * @param {{ name: string, args: readonly string[], env: Record<string, string> }} program
 *   `args` go to node. PORT is added to `env`.
 * @returns {Promise<Service>}
 * @throws Error with what it wrote, when it ends before it is ready
 */
export async function startService(stage, { name, args, env }) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const logFile = join(stage.folder, `${name.replaceAll(' ', '-')}.${port}.log`);
  const output = openSync(logFile, 'a');
  const began = performance.now();
  // Detached, so Ctrl-C reaches the bench alone. The bench then stops everything in order.
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env.PATH ?? '', PORT: String(port), ...env },
    stdio: ['ignore', output, output],
    detached: true,
  });
  closeSync(output);
  const stop = stage.ending(() => end(child));
  const log = () => readFileSync(logFile, 'utf8');
  while (!(await answers(`${url}/readyz`))) {
    if (hasEnded(child)) throw new Error(`${name} ended before it was ready:\n${log().slice(-2000)}`);
    if (performance.now() - began > READY_MS) throw new Error(`${name} was not ready in time:\n${log().slice(-2000)}`);
    await delay(POLL_MS);
  }
  const readyMs = performance.now() - began;
  return { name, url, pid: child.pid ?? 0, readyMs, log, forget: () => truncateSync(logFile), stop };
}

const hasEnded = (child) => child.exitCode !== null || child.signalCode !== null;

/** Sends SIGTERM, and SIGKILL after STOP_MS. */
async function end(child) {
  if (hasEnded(child)) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  const insistence = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await exit;
  clearTimeout(insistence);
}

async function answers(url) {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(2_000), headers: { connection: 'close' } });
    await answer.text();
    return answer.ok;
  } catch {
    return false;
  }
}

async function freePort() {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  server.close();
  await once(server, 'close');
  return port;
}
