import type { FastifyReply } from 'fastify';
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';

/** Our own files alone, and no script or style in the page itself: text that slipped into it could do nothing. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

/** Browsers write `Origin: null` on the forms of a page whose policy is no-referrer; with this one they name us, and tell other sites nothing. */
const REFERRER_POLICY = 'same-origin';

const headers = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': POLICY,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Referrer-Policy': REFERRER_POLICY,
  Vary: 'Accept-Language, Cookie',
};

/** Sends a whole page. The status is the reply's. */
export function sendPage(reply: FastifyReply, page: VNode): void {
  reply.headers(headers).send(`<!doctype html>${renderToString(page)}`);
}

/** Sends a piece that htmx puts into the page. */
export function sendPiece(reply: FastifyReply, piece: VNode): void {
  reply.headers(headers).send(renderToString(piece));
}
