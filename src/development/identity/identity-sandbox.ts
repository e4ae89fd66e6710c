import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { OnApplicationShutdown } from '@nestjs/common';
import type { Config } from '../../config/config.js';
import { choosePublicHost } from '../../config/public-host.js';
import type { SandboxAddresses } from '../../config/sandbox-addresses.js';
import { AUTHORIZATION_ERRORS } from './authorization-errors.js';
import { renderConsentPage } from './consent-page.js';
import { DIALECTS, type Dialect } from './dialects.js';
import { Faults } from './faults.js';
import { Grants } from './grants.js';
import { findPerson } from './people.js';

/**
 * A stand-in for Google, GitHub and Facebook on a port of its own.
 * - It speaks their wire formats, so the real strategies run without credentials or a network.
 * - Browsers reach it at 127.0.0.1, which is another site than localhost, as the providers are.
 */
export class IdentitySandbox implements NonNullable<SandboxAddresses['providers']>, OnApplicationShutdown {
  readonly faults = new Faults();
  private readonly grants = new Grants();

  private constructor(
    private readonly server: Server,
    private readonly config: Config,
  ) {
    server.on('request', (request, response) => {
      this.answer(request, response).catch(() => response.destroy());
    });
  }

  /** Listens on the port after the service's own, or on any port if that one is in use. */
  static async start(config: Config): Promise<IdentitySandbox> {
    const server = createServer();
    const sandbox = new IdentitySandbox(server, config);
    const wanted = config.PORT === 0 || config.PORT === 65_535 ? 0 : config.PORT + 1;
    await listen(server, wanted, config.HOST).catch(() => listen(server, 0, config.HOST));
    return sandbox;
  }

  /** For browsers: the host of PUBLIC_URL, with 127.0.0.1 in place of localhost. */
  get front(): string {
    const hostname = choosePublicHost(this.config);
    return `http://${hostname === 'localhost' ? '127.0.0.1' : hostname}:${this.port}`;
  }

  /** For this process: the address that the sandbox listens on. */
  get back(): string {
    const { address, family } = this.server.address() as AddressInfo;
    const host = ['0.0.0.0', '::'].includes(address) ? '127.0.0.1' : family === 'IPv6' ? `[${address}]` : address;
    return `http://${host}:${this.port}`;
  }

  async onApplicationShutdown(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://sandbox');
    const [, provider = '', ...rest] = pathname.split('/');
    const dialect = Object.hasOwn(DIALECTS, provider) ? DIALECTS[provider] : undefined;
    const path = `/${rest.join('/')}`;
    if (dialect === undefined) return void response.writeHead(404).end();
    if (this.faults.apply(provider + path, response)) return;
    if (path === '/authorize') return this.authorize(provider, dialect, searchParams, response);
    if (path === '/token' && request.method === 'POST') {
      const outcome = this.grants.exchangeCode(provider, new URLSearchParams(await text(request)));
      const { status, body } =
        'token' in outcome
          ? { status: 200, body: dialect.formatToken(outcome.token) }
          : dialect.formatRefusal(outcome.refused);
      return sendJson(response, status, body);
    }
    const person = this.grants.findPerson(provider, request.headers.authorization?.replace(/^Bearer /, '') ?? '');
    const describe = Object.hasOwn(dialect.api, path) ? dialect.api[path] : undefined;
    if (describe === undefined) return sendJson(response, 404, { message: 'Not Found' });
    if (person === null) return sendJson(response, 401, { message: 'Bad credentials' });
    const { status, body } = describe(person);
    return sendJson(response, status, body);
  }

  private authorize(provider: string, dialect: Dialect, query: URLSearchParams, response: ServerResponse): void {
    const redirectUri = query.get('redirect_uri') ?? '';
    const challenge = query.get('code_challenge') ?? '';
    const wellFormed =
      query.get('response_type') === 'code' && query.get('client_id') === `sandbox-${provider}` && query.has('state');
    if (
      !wellFormed ||
      query.get('code_challenge_method') !== 'S256' ||
      challenge === '' ||
      !this.isRegistered(dialect, redirectUri)
    ) {
      return void response
        .writeHead(400, { 'Content-Type': 'text/plain' })
        .end('Error 400: invalid_request or redirect_uri_mismatch');
    }
    const chosen = query.get('person');
    const person = findPerson(chosen ?? '');
    const error = Object.hasOwn(AUTHORIZATION_ERRORS, chosen ?? '') ? AUTHORIZATION_ERRORS[chosen ?? ''] : undefined;
    if (chosen === null)
      return void response
        .writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' })
        .end(renderConsentPage(dialect.name, `${this.front}/${provider}/authorize`, query));
    const result: Record<string, string> = person
      ? { code: this.grants.issueCode({ provider, redirectUri, challenge, person }) }
      : (error?.query ?? { error: 'access_denied', ...dialect.cancelled });
    response
      .writeHead(302, {
        Location: `${redirectUri}?${new URLSearchParams({ ...result, state: query.get('state') ?? '' })}`,
      })
      .end();
  }

  private isRegistered({ redirectPaths }: Dialect, redirectUri: string): boolean {
    const url = URL.canParse(redirectUri) ? new URL(redirectUri) : null;
    const ours = choosePublicHost(this.config);
    return (
      url !== null &&
      url.hostname === ours &&
      redirectPaths.includes(url.pathname) &&
      url.search === '' &&
      url.hash === ''
    );
  }
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.removeListener('error', reject);
      resolve();
    });
  });
}
