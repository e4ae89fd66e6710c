import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Thrown when the run is ending, so nothing more may begin. */
export class Stopped extends Error {}

/** What a run has begun and must end, in every case. What began last ends first. */
export class Stage {
  /** @type {(() => unknown)[]} */
  #endings = [];
  /** @type {Promise<void> | undefined} */
  #closing;

  /** @param {string} folder for what the run writes, except its results; removed at the end */
  constructor(folder) {
    this.folder = folder;
  }

  static async open() {
    const stage = new Stage(await mkdtemp(join(tmpdir(), 'agiza-bench-')));
    stage.ending(() => rm(stage.folder, { recursive: true, force: true, maxRetries: 3 }));
    return stage;
  }

  get closing() {
    return this.#closing !== undefined;
  }

  /**
   * Calls `end` when the run ends. The function that it returns calls `end` at once.
   * @param {() => unknown} end
   * @returns {() => Promise<void>}
   * @throws Stopped when the run is ending, after `end`
   */
  ending(end) {
    if (this.closing) {
      Promise.resolve(end()).catch(() => undefined);
      throw new Stopped();
    }
    this.#endings.push(end);
    return async () => {
      const at = this.#endings.indexOf(end);
      if (at < 0) return;
      this.#endings.splice(at, 1);
      await end();
    };
  }

  /** Ends everything. A second call does nothing more. */
  close() {
    this.#closing ??= (async () => {
      for (const end of this.#endings.splice(0).reverse()) {
        try {
          await end();
        } catch (error) {
          process.stderr.write(`while ending: ${error instanceof Error ? error.message : error}\n`);
        }
      }
    })();
    return this.#closing;
  }
}
