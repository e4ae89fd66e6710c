import type { ServerResponse } from 'node:http';

/**
 * How an endpoint can go wrong.
 * - It does not answer, or one byte at a time.
 * - It answers with a 500, a redirect or an HTML page.
 * - It answers with half a JSON document, or 5 MB of JSON.
 */
export type FaultKind = 'hang' | 'drip' | 'error' | 'html' | 'half' | 'huge' | 'redirect';

/** An answer that a test gives, such as a refusal in a provider's words. */
interface FaultAnswer {
  readonly status: number;
  readonly body: unknown;
}

const HUGE_BYTES = 5_000_000;

/** The endpoints that tests make go wrong, such as `google/token` or `github/user/emails`. */
export class Faults {
  private readonly kinds = new Map<string, FaultKind | FaultAnswer>();

  set(endpoint: string, kind: FaultKind | FaultAnswer): void {
    this.kinds.set(endpoint, kind);
  }

  clear(): void {
    this.kinds.clear();
  }

  /**
   * Answers in the way that was set. False when the endpoint has no fault; it answers nothing then.
   */
  apply(endpoint: string, response: ServerResponse): boolean {
    const kind = this.kinds.get(endpoint);
    if (kind === undefined) return false;
    const json = { 'Content-Type': 'application/json' };
    if (typeof kind === 'object') response.writeHead(kind.status, json).end(JSON.stringify(kind.body));
    if (kind === 'drip') drip(response.writeHead(200, json));
    if (kind === 'error') response.writeHead(500, json).end('{"error":"internal"}');
    if (kind === 'html')
      response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><title>Unicorn!</title>');
    if (kind === 'half') response.writeHead(200, json).end('{"access_token":"abc","sub":"1');
    if (kind === 'huge') response.writeHead(200, json).end(`{"name":"${'x'.repeat(HUGE_BYTES)}"}`);
    if (kind === 'redirect') response.writeHead(307, { Location: '/elsewhere' }).end();
    return true;
  }
}

function drip(response: ServerResponse): void {
  const timer = setInterval(() => response.write(' '), 200);
  response.on('close', () => clearInterval(timer));
}
