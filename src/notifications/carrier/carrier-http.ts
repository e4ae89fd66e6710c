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

/**
 * Gives the HTTP client of `africastalking` the limits that it lacks.
 * The package has one client for the process, so only the first call counts.
 */
export function limitCarrierHttp(timeoutSeconds: number): void {
  if (limited) return;
  limited = true;
  // `africastalking` uses the CommonJS instance, which an import would not give.
  const axios = createRequire(import.meta.url)('axios') as AxiosStatic;
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
