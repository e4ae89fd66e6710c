import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';
import type { FastifyInstance } from 'fastify';
import { isBehaviour, type Script } from './behaviour.js';
import { renderPage, renderPhones, STYLE } from './phones-page.js';
import type { ReceivedMessages } from './received-messages.js';

const HTMX = createRequire(import.meta.url).resolve('htmx.org/dist/htmx.min.js');
const POLICY = "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

/** Serves the page of phones and its files, and the same messages as JSON for programs. */
export function servePhonePages(
  server: FastifyInstance,
  phones: ReceivedMessages,
  script: (phone: string, script: Script) => void,
): void {
  const html = 'text/html; charset=utf-8';
  server.get('/', (_, reply) =>
    reply.type(html).header('Content-Security-Policy', POLICY).send(renderPage(phones.messages(), phones.bill.cents)),
  );
  server.get('/phones', (_, reply) => reply.type(html).send(renderPhones(phones.messages(), phones.bill.cents)));
  server.get('/phones.css', (_, reply) => reply.type('text/css').send(STYLE));
  server.get('/htmx.js', (_, reply) => reply.type('text/javascript').send(createReadStream(HTMX)));
  server.get('/messages', (_, reply) => reply.send(phones.messages()));
  server.get('/bill', (_, reply) => reply.send(phones.bill));
  server.post<{ Body: Record<string, unknown> }>('/script', ({ body }, reply) => {
    const { phone, behaviour, reports, early, times } = body ?? {};
    if (typeof phone !== 'string' || !/^(\+\d{6,15}|\*)$/.test(phone) || !isBehaviour(behaviour))
      return reply.code(400).type(html).send('No such number or behaviour.');
    script(phone, {
      behaviour,
      ...(Array.isArray(reports) && { reports: reports.slice(0, 100).map(String) }),
      ...(Number.isInteger(times) && { times: Math.min(Math.max(Number(times), 1), 1000) }),
      early: early === true,
    });
    return reply.type(html).send(`The next message to ${phone}: ${behaviour}.`);
  });
}
