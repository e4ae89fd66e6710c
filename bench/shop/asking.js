import { once } from 'node:events';
import { Agent, get } from 'node:http';
import { cpuSeconds } from '../cpu.js';

/**
 * What many requests took, one at a time.
 * @typedef {object} Timed
 * @property {string} path
 * @property {readonly number[]} ms of each request
 * @property {number} cpuUs of the service's process, for a request
 * @property {number} databaseUs of PostgreSQL's processes, for a request
 */

/** Asks a service as a browser does that has a session. One connection is kept. */
export class Asker {
  #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  #service;
  #databasePids;

  /**
   * @param {import('../processes.js').Service} service
   * @param {() => Promise<readonly number[]>} databasePids the service's processes of PostgreSQL
   */
  constructor(service, databasePids) {
    this.#service = service;
    this.#databasePids = databasePids;
  }

  /**
   * Asks for a path `times` times, after some that warm up.
   * @param {string} path
   * @param {Record<string, string>} headers
   * @param {number} times
   * @returns {Promise<Timed>}
   */
  async time(path, headers, times) {
    for (let n = 0; n < Math.min(10, times); n++) await this.ask(path, headers);
    const pids = await this.#databasePids();
    const spent = () => pids.reduce((sum, pid) => sum + cpuSeconds(pid), 0);
    const before = { service: cpuSeconds(this.#service.pid), database: spent() };
    const ms = [];
    for (let n = 0; n < times; n++) {
      const began = performance.now();
      await this.ask(path, headers);
      ms.push(performance.now() - began);
    }
    const perRequest = (seconds) => (seconds * 1e6) / times;
    return {
      ...{ path, ms },
      cpuUs: perRequest(cpuSeconds(this.#service.pid) - before.service),
      databaseUs: perRequest(spent() - before.database),
    };
  }

  /**
   * @returns the body of a 200 or of a redirect to the only hit
   * @throws Error with any other answer
   */
  async ask(path, headers) {
    const request = get(this.#service.url + path, { agent: this.#agent, headers: { accept: 'text/html', ...headers } });
    const [answer] = await once(request, 'response');
    let text = '';
    for await (const chunk of answer.setEncoding('utf8')) text += chunk;
    if (answer.statusCode !== 200 && answer.statusCode !== 303)
      throw new Error(`${path} answered ${answer.statusCode}: ${text.slice(0, 500)}`);
    return text;
  }

  close() {
    this.#agent.destroy();
  }
}

/** The share `of` of some values from below, such as 0.95. @param {readonly number[]} values */
export function percentile(values, of) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * of))];
}
