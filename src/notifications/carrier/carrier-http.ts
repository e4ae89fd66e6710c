import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { createRequire } from 'node:module';
import type { AxiosStatic } from 'axios';
import { makeCarrierTransport } from './carrier-transport.js';

/** An answer about one recipient has some 300 bytes. */
const ANSWER_MOST_BYTES = 65_536;
/**
 * Shorter than servers keep an idle connection (5 s and up), so that no SMS is sent on one that is
 * just being closed.
 */
const IDLE_MS = 4_000;
const CONNECT_MOST_SECONDS = 3;

let limited = false;

// `africastalking` uses the CommonJS instance, which an import would not give.
const requireAxios = (): AxiosStatic => createRequire(import.meta.url)('axios') as AxiosStatic;

/**
 * Gives the HTTP client of `africastalking` the limits that it lacks.
 * The package has one client for the process, so only the first call counts.
 */
export function limitCarrierHttp(timeoutSeconds: number): void {
  if (limited) return;
  limited = true;
  const axios = requireAxios();
  const connectSeconds = Math.min(CONNECT_MOST_SECONDS, timeoutSeconds / 2);
  Object.assign(axios.defaults, {
    maxRedirects: 0,
    maxContentLength: ANSWER_MOST_BYTES,
    proxy: false,
    httpAgent: new HttpAgent({ keepAlive: true, timeout: IDLE_MS }),
    httpsAgent: new HttpsAgent({ keepAlive: true, timeout: IDLE_MS }),
    transport: makeCarrierTransport(connectSeconds),
  });
  // A signal ends the whole call. The time-out of axios starts anew with every byte of a slow
  // answer.
  axios.interceptors.request.use((request) =>
    Object.assign(request, { signal: AbortSignal.timeout(timeoutSeconds * 1000) }),
  );
}

/**
 * Has a call of `africastalking` that knows its own address go to ours, and end in time.
 * - For its account the package makes a client of its own, with the defaults of this moment.
 * - It makes the client before `call` returns, so the defaults are changed no longer than that.
 * @param baseUrl scheme, host and port
 */
export function callCarrierAt<T>(baseUrl: string, timeoutSeconds: number, call: () => Promise<T>): Promise<T> {
  const { defaults, getAdapter } = requireAxios();
  const { adapter } = defaults;
  const signal = AbortSignal.timeout(timeoutSeconds * 1000);
  defaults.adapter = (request) => getAdapter('http')(Object.assign(request, { baseURL: baseUrl, signal }));
  try {
    return call();
  } finally {
    defaults.adapter = adapter;
  }
}
