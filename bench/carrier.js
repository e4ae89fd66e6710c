/**
 * A carrier that takes every text and answers after LATENCY_MS: as little work as a stand-in can do, since it shares the machine.
 * GET / tells what it has taken: how many texts, how many different ones, and the milliseconds from the first to the last.
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
  const recipient = { statusCode: 101, number: '', status: 'Success', cost: 'KES 0.8000', messageId: `ATXid_${taken}_${process.pid}` };
  const body = JSON.stringify({ SMSMessageData: { Message: 'Sent to 1/1 Total Cost: KES 0.8000', Recipients: [recipient] } });
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
