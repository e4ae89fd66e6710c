import { aBrowser } from '../browser.js';
import { aCustomer } from '../factories.js';
import type { Answer, ApiClient, TestApp } from '../test-app.js';

/** Sends one request, the same or a new one each time. */
export type Call = () => Promise<Answer>;

/** Calls that bring a route to each answer that its description names. */
export interface RouteCalls {
  readonly good: Call;
  /** By status. */
  readonly bad: Readonly<Record<number, Call>>;
}

/** Calls by `METHOD /path`. */
export type CallsByRoute = Readonly<Record<string, RouteCalls>>;

/** An id that no row has. */
export const NOWHERE = '0192d3a0-7c1f-7e2b-9a43-3f6d2c1b0a99';

/**
 * Makes the calls of the routes: requests of an admin, of an end user, and of a caller with a wrong
 * token.
 */
export class Senders {
  private constructor(
    readonly at: TestApp,
    /** The client of the first admin, admin1@example.com. */
    readonly api: ApiClient,
    readonly customer: { readonly code: string; readonly phone: string },
    private readonly endUser: ReturnType<typeof aBrowser>,
  ) {}

  /**
   * @param at has OPEN_INTAKE on, @param closed has OPEN_INTAKE off, and an end user signs in there
   */
  static async of(at: TestApp, closed: TestApp): Promise<Senders> {
    const endUser = aBrowser(closed);
    await endUser.signIn('google', 'wanjiku');
    return new Senders(at, await at.asAdmin(), await aCustomer(at.pool), endUser);
  }

  get(path: string): Call {
    return () => this.api.get(path);
  }

  /** @param body an object, or a function that makes one for each request */
  post(path: string, body: object | (() => object | Promise<object>) = {}): Call {
    return async () => this.api.post(path, typeof body === 'function' ? await body() : body);
  }

  /** The same with PATCH. */
  patch(path: string, body: object = {}, headers?: Record<string, string>): Call {
    return () => this.api.patch(path, body, headers);
  }

  /** The same with DELETE. */
  delete(path: string, body: object = {}): Call {
    return () => this.api.delete(path, body);
  }

  /** Sends JSON without a token. */
  postAnonymously(path: string, body: object): Call {
    return () => this.at.as().post(path, body);
  }

  /** A request with a token that is none. */
  withWrongToken(method: string, path: string): Call {
    return () => this.at.request(path, { method, headers: { Authorization: 'Bearer mango' } });
  }

  /** A request of a user who is signed in and is no member of the staff. */
  asEndUser(method: string, path: string): Call {
    const headers = { Accept: 'application/json', 'Content-Type': 'application/json', 'Sec-Fetch-Site': 'same-origin' };
    return () => this.endUser.open(path, { method, headers });
  }

  /**
   * Repeats a call until it is answered with 429, 50 times at most, and then lifts the limit again.
   */
  untilLimited(call: Call): Call {
    return async () => {
      for (let left = 50; ; left--) {
        const answer = await call();
        if (answer.status === 429) await this.at.pool.query('truncate login_attempts');
        if (answer.status === 429 || left === 0) return answer;
      }
    };
  }

  /** The calls of a list without fields that must be given. */
  listing(method: 'GET' | 'POST', path: string): RouteCalls {
    return {
      good: method === 'GET' ? this.get(path) : this.post(path),
      bad: {
        400: method === 'GET' ? this.get(`${path}?cursor=mango`) : this.post(path, { page: 0 }),
        401: this.withWrongToken(method, path),
        403: this.asEndUser(method, path),
      },
    };
  }

  /** The body of an order of the customer. */
  order(more: object = {}): object {
    return { customer_code: this.customer.code, item: 'Mango', amount: '420', ...more };
  }

  /** Places an order and gives the answer's JSON. */
  async placeOrder(): Promise<{ readonly order_id: string; readonly sms: { readonly id: string } }> {
    return (await this.api.post('/api/orders', this.order())).json;
  }
}
