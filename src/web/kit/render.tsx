import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { PageContextProvider, pageContextOf } from './page-context.js';

/**
 * Pages load our own files alone, and hold no script or style.
 * So text that slipped into a page as markup could do nothing.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

const HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'Cross-Origin-Opener-Policy': 'same-origin',
  // With no-referrer, browsers send `Origin: null` with the forms of our pages.
  // With same-origin they send our origin, and tell other sites nothing.
  'Referrer-Policy': 'same-origin',
  Vary: 'Accept-Language, Cookie',
};

/** Whether htmx asks: it puts the answer into the page that is open. */
export const isForHtmx = ({ headers }: FastifyRequest): boolean => headers['hx-request'] !== undefined;

/**
 * Renders a page, or a fragment of one, as the answer to a request.
 * - Sets the headers of the reply. The status stays as it is.
 * - An `html` element is a whole page and gets its doctype.
 * @returns the body of the answer
 */
export function renderHtml(content: VNode, request: FastifyRequest, reply: FastifyReply): string {
  const html = renderToString(<PageContextProvider value={pageContextOf(request)}>{content}</PageContextProvider>);
  reply.headers(HEADERS);
  return html.startsWith('<html') ? `<!doctype html>${html}` : html;
}
