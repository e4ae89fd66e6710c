import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { createRequire } from 'node:module';
import type { AxiosStatic } from 'axios';
import { carrierTransport } from './carrier-transport.js';

/** An answer about one recipient has some 300 bytes. */
const ANSWER_MOST_BYTES = 65_536;
/** Shorter than servers keep an idle connection (5 s and up): a text must not ride on one that is just being closed. */
const IDLE_MS = 4_000;
const CONNECT_MOST_SECONDS = 3;

let limited = false;

/** Gives the package's HTTP client the limits that it lacks. It has one client for the process, so the first call counts. */
export function limitCarrierHttp(timeoutSeconds: number): void {
  if (limited) return;
  limited = true;
  // The very instance that `africastalking` uses: the CommonJS one, which an import would not give.
  const axios = createRequire(import.meta.url)('axios') as AxiosStatic;
  const connectSeconds = Math.min(CONNECT_MOST_SECONDS, timeoutSeconds / 2);
  Object.assign(axios.defaults, {
    maxRedirects: 0,
    maxContentLength: ANSWER_MOST_BYTES,
    proxy: false,
    httpAgent: new HttpAgent({ keepAlive: true, timeout: IDLE_MS }),
    httpsAgent: new HttpsAgent({ keepAlive: true, timeout: IDLE_MS }),
    transport: carrierTransport(connectSeconds),
  });
  // A signal ends the whole call; axios's own time-out starts anew with every byte of a trickling answer.
  axios.interceptors.request.use((request) => Object.assign(request, { signal: AbortSignal.timeout(timeoutSeconds * 1000) }));
}
