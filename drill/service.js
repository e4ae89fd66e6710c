import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const READY_MS = 60_000;
const POLL_MS = 100;

/** One process of the service. It keeps its port and its log when it is started again. */
export class Service {
  #stage;
  #env;
  #logFile;
  /** @type {import('node:child_process').ChildProcess} */
  #child;

  /**
   * @param {import('../bench/stage.js').Stage} stage
   * @param {{ name: string, port: number, env: Record<string, string> }} settings
   */
  constructor(stage, { name, port, env }) {
    this.#stage = stage;
    this.#env = { PATH: process.env.PATH ?? '', PORT: String(port), ...env };
    this.#logFile = join(stage.folder, `${name}.log`);
    this.name = name;
    this.url = `http://127.0.0.1:${port}`;
  }

  /**
   * Starts it, and waits until it is ready.
   * @throws Error with the end of its log when it ends before, or takes a minute
   */
  async start() {
    const output = openSync(this.#logFile, 'a');
    // Detached, so that Ctrl-C reaches the drill alone, which stops everything in order.
    const child = spawn(process.execPath, ['--max-semi-space-size=16', 'dist/src/main.js'], {
      env: this.#env,
      stdio: ['ignore', output, output],
      detached: true,
    });
    closeSync(output);
    this.#child = child;
    this.#stage.ending(() => child.kill('SIGKILL'));
    const began = performance.now();
    while (!(await isReady(this.url))) {
      if (this.ended !== null) throw new Error(`${this.name} ended before it was ready:\n${this.log.slice(-2000)}`);
      if (performance.now() - began > READY_MS)
        throw new Error(`${this.name} was not ready in time:\n${this.log.slice(-2000)}`);
      await delay(POLL_MS);
    }
  }

  /** Its exit code, or the signal that ended it; null while it runs. */
  get ended() {
    return this.#child.exitCode ?? this.#child.signalCode;
  }

  /** Everything that it has written. */
  get log() {
    return readFileSync(this.#logFile, 'utf8');
  }

  /** Gives a figure of `/metrics`; 0 where there is none. @param {string} name with its labels */
  async figure(name) {
    const text = await (await fetch(`${this.url}/metrics`)).text();
    const line = text.split('\n').find((each) => each.startsWith(`${name} `));
    return Number(line?.split(' ')[1] ?? 0);
  }

  /** Sends SIGTERM, and gives the exit code, or the signal that ended it. */
  async stop() {
    if (this.ended === null) {
      const exit = once(this.#child, 'exit');
      this.#child.kill('SIGTERM');
      await exit;
    }
    return this.ended;
  }
}

async function isReady(url) {
  try {
    const answer = await fetch(`${url}/readyz`, {
      signal: AbortSignal.timeout(2_000),
      headers: { connection: 'close' },
    });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    return false;
  }
}

/** @returns {Promise<number>} a TCP port of 127.0.0.1 that nobody has at present */
export async function findPort() {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  server.close();
  await once(server, 'close');
  return port;
}
