import { once } from 'node:events';
import { Agent, createServer, request } from 'node:http';

/** How often each process is asked, as docs/operations.md advises. */
const ASK_MS = 1_000;
const ANSWER_MS = 2_000;

/** A header that counts for one connection alone (RFC 9110, 7.6.1). */
const OF_CONNECTION = new Set(['connection', 'keep-alive', 'transfer-encoding']);

/**
 * A small HTTP proxy in front of several processes.
 * - It asks each for `/readyz` every second. Requests go in turn to those that answered 200 last.
 * - It sends no request twice, so that a request which a process fails reaches its caller as a 502.
 */
export class HttpProxy {
  #backends;
  #server = createServer((incoming, outgoing) => this.#pass(incoming, outgoing));
  #timer;
  #turn = 0;
  /** What went wrong between the proxy and a process, by its error code. */
  faults = [];

  /** @param {readonly string[]} urls of the processes */
  constructor(urls) {
    this.#backends = urls.map((url) => ({ url, agent: new Agent({ keepAlive: true }), isReady: false }));
  }

  /** Listens on 127.0.0.1. @param {number} port @returns {Promise<void>} */
  async listen(port) {
    await once(this.#server.listen(port, '127.0.0.1'), 'listening');
    const ask = () => Promise.all(this.#backends.map((backend) => this.#ask(backend)));
    this.#timer = setInterval(ask, ASK_MS);
    await ask();
  }

  /** How many processes get requests at present. */
  get ready() {
    return this.#backends.filter(({ isReady }) => isReady).length;
  }

  /** Whether the process at that address gets requests at present. @param {string} url */
  uses(url) {
    return this.#backends.some((backend) => backend.url === url && backend.isReady);
  }

  close() {
    clearInterval(this.#timer);
    this.#server.close();
    this.#server.closeAllConnections();
    for (const { agent } of this.#backends) agent.destroy();
  }

  async #ask(backend) {
    try {
      const answer = await fetch(`${backend.url}/readyz`, {
        signal: AbortSignal.timeout(ANSWER_MS),
        headers: { connection: 'close' },
      });
      await answer.arrayBuffer();
      backend.isReady = answer.ok;
    } catch {
      backend.isReady = false;
    }
  }

  #choose() {
    const ready = this.#backends.filter(({ isReady }) => isReady);
    this.#turn++;
    return ready[this.#turn % ready.length];
  }

  #pass(incoming, outgoing) {
    const backend = this.#choose();
    if (backend === undefined) return outgoing.writeHead(503).end();
    const { method, url: path, headers } = incoming;
    const passed = request(`${backend.url}${path}`, {
      method,
      agent: backend.agent,
      headers: { ...withoutConnection(headers), 'x-forwarded-for': incoming.socket.remoteAddress },
    });
    const fail = (error) => {
      this.faults.push(error.code ?? error.message);
      if (outgoing.headersSent) outgoing.destroy();
      else outgoing.writeHead(502).end();
    };
    passed.once('error', fail);
    passed.once('response', (answer) => {
      outgoing.writeHead(answer.statusCode, withoutConnection(answer.headers));
      answer.once('error', fail);
      answer.pipe(outgoing);
    });
    incoming.pipe(passed);
  }
}

const withoutConnection = (headers) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !OF_CONNECTION.has(name)));
