/**
 * Does with autocannon what wrk.lua does with wrk.
 * Arguments: the service's URL, the file of calls, connections, seconds.
 */
import { readFileSync } from 'node:fs';
import { createHistogram } from 'node:perf_hooks';
import autocannon from 'autocannon';

/** Calls that all connections draw together. A connection repeats its own, kept as bytes. */
const DRAWN_BY_ALL = 20_000;

const [url, file, connections, seconds] = process.argv.slice(2);
const calls = readFileSync(file, 'utf8').trimEnd().split('\n').map(callOf);
const drawnByOne = Math.ceil(DRAWN_BY_ALL / Number(connections));
const draw = () => Array.from({ length: drawnByOne }, () => ({ ...calls[Math.floor(Math.random() * calls.length)] }));

// autocannon's own percentiles are whole milliseconds.
const microseconds = createHistogram();
const instance = autocannon(
  {
    url,
    connections: Number(connections),
    duration: Number(seconds),
    timeout: 10,
    setupClient: (client) => client.setRequests(draw()),
  },
  (error, result) => {
    if (error) throw error;
    const answers = result['2xx'];
    const failed = result.non2xx + result.errors;
    const [p50Ms, p99Ms] = [50, 99].map((percent) => microseconds.percentile(percent) / 1000);
    process.stdout.write(
      `${JSON.stringify({ answers, failed, perSecond: answers / result.duration, p50Ms, p99Ms })}\n`,
    );
  },
);
instance.on('response', (_client, _status, _bytes, ms) => microseconds.record(Math.max(1, Math.round(ms * 1000))));

function callOf(line) {
  const [method, path, token, body] = line.split('\t');
  const headers = { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) };
  return { method, path, headers, ...(body && { body }) };
}
