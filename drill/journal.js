import { setTimeout as delay } from 'node:timers/promises';

const AGAIN_MS = 200;
const PATIENCE_MS = 60_000;
/** After each so many orders a client looks for its newest, by itself and in the list. */
const LOOK_EVERY = 4;
/** The list has orders of all clients. Its page must be longer than what they place meanwhile. */
const LIST = '/api/orders?limit=500';

/**
 * An order that a client asked for. Times are those of `performance.now()`.
 * @typedef {object} Entry
 * @property {string} item which no other order has
 * @property {number} sentAt of the first try
 * @property {number | null} acknowledgedAt null while nobody has acknowledged it
 * @property {string | null} id that the acknowledgement named
 */

/** Clients that place orders one after the other, and write down each before and after. */
export class Journal {
  /** @type {Entry[]} */
  entries = [];
  /** What was asked for, orders and looks together. */
  requests = 0;
  /** @type {string[]} What did not succeed: a status, or the code of a broken connection. */
  failures = [];
  /** @type {string[]} Own orders that a read did not show, and where. */
  unseen = [];
  #on = true;

  /**
   * @param {{ url: string, token: string, customerCode: string, pauseMs: number, isPatient: boolean }} settings
   *   A patient client with a key sends an order again until it is acknowledged.
   */
  constructor(settings) {
    this.settings = settings;
  }

  /** Places orders with so many clients until {@link end}. Half of them send an Idempotency-Key. */
  async run(clients) {
    await Promise.all(Array.from({ length: clients }, (_, client) => this.#client(client)));
  }

  /** Has each client finish what it is at. */
  end() {
    this.#on = false;
  }

  /** The acknowledged orders. */
  get acknowledged() {
    return this.entries.filter(({ acknowledgedAt }) => acknowledgedAt !== null);
  }

  /** In ms, from `instant` to the first acknowledgement of an order that was sent after it; null for none. */
  backAfter(instant) {
    const times = this.acknowledged.filter(({ sentAt }) => sentAt > instant).map((entry) => entry.acknowledgedAt);
    return times.length === 0 ? null : Math.min(...times) - instant;
  }

  async #client(client) {
    for (let order = 1; this.#on; order++) {
      const entry = { item: `Kahawa ${client}-${order}`, sentAt: performance.now(), acknowledgedAt: null, id: null };
      this.entries.push(entry);
      await this.#place(entry, client % 2 === 0);
      if (entry.id !== null && order % LOOK_EVERY === 0) await this.#look(entry);
      await delay(this.settings.pauseMs);
    }
  }

  async #place(entry, isKeyed) {
    const { customerCode, isPatient } = this.settings;
    const order = { customer_code: customerCode, item: entry.item, amount: '420' };
    const headers = isKeyed ? { 'idempotency-key': entry.item.replace(' ', '-') } : {};
    const until = performance.now() + PATIENCE_MS;
    do {
      const { status, body } = await this.#ask('/api/orders', { method: 'POST', headers, body: JSON.stringify(order) });
      if (status === 201) {
        entry.id = body.id ?? body.order?.id;
        entry.acknowledgedAt = performance.now();
        return;
      }
      await delay(AGAIN_MS);
    } while (isKeyed && isPatient && performance.now() < until);
  }

  /** Reads an order that was acknowledged. A read that is refused shows nothing, and hides nothing. */
  async #look({ id }) {
    const one = await this.#ask(`/api/orders/${id}`, { method: 'GET' });
    if (one.status === 404) this.unseen.push(`GET /api/orders/${id}`);
    const list = await this.#ask(LIST, { method: 'GET' });
    if (list.status === 200 && !list.body.some(({ order_id }) => order_id === id)) this.unseen.push(`${LIST} ${id}`);
  }

  /** @returns {Promise<{ status: number, body: any }>} status 0 for a connection that broke */
  async #ask(path, { method, headers = {}, body }) {
    this.requests++;
    const { url, token } = this.settings;
    try {
      const answer = await fetch(url + path, {
        method,
        body,
        headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }), ...headers },
      });
      const text = await answer.text();
      if (!answer.ok) this.failures.push(String(answer.status));
      return { status: answer.status, body: answer.ok ? JSON.parse(text) : null };
    } catch (error) {
      this.failures.push(error.cause?.code ?? error.message);
      return { status: 0, body: null };
    }
  }
}
