/**
 * A carrier that takes every SMS and answers after LATENCY_MS.
 * - It shares the machine with what is measured, so it does as little work as it can.
 * - `GET /` answers `taken` (SMS), `different` (distinct ones) and `ms` (first to last).
 */
import { createServer } from 'node:http';

const latencyMs = Number(process.env.LATENCY_MS);
const different = new Set();
let taken = 0;
let first = 0;
let last = 0;

function accept(form, response) {
  last = performance.now();
  if (taken++ === 0) first = last;
  different.add(form);
  const recipient = {
    statusCode: 101,
    number: '',
    status: 'Success',
    cost: 'KES 0.8000',
    messageId: `ATXid_${taken}_${process.pid}`,
  };
  const body = JSON.stringify({
    SMSMessageData: { Message: 'Sent to 1/1 Total Cost: KES 0.8000', Recipients: [recipient] },
  });
  setTimeout(() => response.writeHead(201, { 'Content-Type': 'application/json' }).end(body), latencyMs);
}

createServer((request, response) => {
  if (request.method === 'GET') {
    response.end(JSON.stringify({ taken, different: different.size, ms: last - first }));
    return;
  }
  let form = '';
  request.setEncoding('latin1');
  request.on('data', (chunk) => {
    form += chunk;
  });
  request.on('end', () => accept(form, response));
}).listen(Number(process.env.PORT), '127.0.0.1');
