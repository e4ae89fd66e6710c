import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { wrkArguments } from './wrk.js';

/** @typedef {{ method: string, path: string, token: string, body?: string }} Call */

/**
 * The result of one turn.
 * `failed` counts answers other than 2xx and 3xx, lost connections and missing answers.
 * @typedef {object} Turn
 * @property {number} answers
 * @property {number} failed
 * @property {number} perSecond
 * @property {number} p50Ms
 * @property {number} p99Ms
 */

const AUTOCANNON = join(import.meta.dirname, 'autocannon.js');

/**
 * Sends calls, drawn at random, from a process of its own.
 * Each connection waits for an answer before its next call.
 */
export class Load {
  #stage;
  #files = 0;

  /** @param {import('../stage.js').Stage} stage @param {'wrk' | 'autocannon'} generator */
  constructor(stage, generator) {
    this.#stage = stage;
    this.generator = generator;
  }

  /**
   * @param {import('../stage.js').Stage} stage
   * @param {string | null} wanted null: wrk where it is installed
   */
  static async choose(stage, wanted) {
    const installed = wanted !== 'autocannon' && (await isInstalled('wrk'));
    if (wanted === 'wrk' && !installed)
      throw new Error('wrk is not installed: leave --generator out to use autocannon.');
    return new Load(stage, installed ? 'wrk' : 'autocannon');
  }

  /** Keeps calls for {@link drive}. @param {readonly Call[]} calls */
  async keep(calls) {
    const file = join(this.#stage.folder, `calls-${++this.#files}.tsv`);
    await writeFile(
      file,
      calls.map(({ method, path, token, body = '' }) => `${method}\t${path}\t${token}\t${body}\n`).join(''),
    );
    return file;
  }

  /**
   * @param {string} url of the service
   * @param {string} calls a file that {@link keep} has written
   * @param {{ connections: number, seconds: number }} how
   * @returns {Promise<Turn>}
   */
  async drive(url, calls, { connections, seconds }) {
    const [program, ...args] =
      this.generator === 'wrk'
        ? wrkArguments({ url, calls, connections, seconds })
        : [process.execPath, AUTOCANNON, url, calls, String(connections), String(seconds)];
    const output = await this.#run(program, args);
    return JSON.parse(output.split('\n').find((line) => line.startsWith('{"answers"')) ?? fail(output));
  }

  #run(program, args) {
    return new Promise((resolve, reject) => {
      const child = execFile(program, args, { maxBuffer: 1 << 24 }, (error, stdout, stderr) => {
        void done();
        if (error) reject(new Error(`${program} failed: ${stderr || error.message}`));
        else resolve(stdout);
      });
      const done = this.#stage.ending(async () => {
        if (child.exitCode !== null || child.signalCode !== null || !child.kill('SIGKILL')) return;
        await once(child, 'exit');
      });
    });
  }
}

function fail(output) {
  throw new Error(`the load generator said nothing of use:\n${output}`);
}

function isInstalled(program) {
  return new Promise((resolve) => {
    execFile(program, ['--version'], (error) => resolve(error?.code !== 'ENOENT'));
  });
}
