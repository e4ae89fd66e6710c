import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { readActor } from '../../http/access/principal.js';
import { isSafe } from '../../http/access/same-origin.js';
import { SealedCookies } from '../session/sealed-cookies.js';
import { SESSION_COOKIE } from '../session/session.js';
import { ERROR_WORDS } from './provider-error.js';
import type { BegunSignIn, ProviderCallback, SignInResult } from './sign-in.service.js';
import { SignInAttempts } from './sign-in-attempts.js';

/** Reads the requests of a sign-in and writes their replies: redirects and cookies. */
@Injectable()
export class SignInRedirects {
  constructor(
    private readonly cookies: SealedCookies,
    private readonly attempts: SignInAttempts,
  ) {}

  /**
   * Sends the browser to the provider.
   * - After a form's POST it gets a `Refresh` header instead of a redirect.
   * - A redirect would have to pass the page's `form-action` policy.
   *   That policy cannot name every host that a provider redirects to in turn.
   */
  sendToProvider(request: FastifyRequest, reply: FastifyReply, { goTo, pending }: BegunSignIn): void {
    reply.header('Set-Cookie', this.attempts.keep(pending, request.headers.cookie));
    if (isSafe(request.method)) reply.redirect(goTo, 302);
    else reply.header('Refresh', `0; url=${goTo}`).type('text/plain; charset=utf-8').send('…');
  }

  /** Reads the provider's callback. The attempt of its state ends whatever comes of it. */
  readCallback(request: FastifyRequest, reply: FastifyReply): ProviderCallback {
    const { cookie } = request.headers;
    const query = readTexts(request.query);
    for (const line of this.attempts.end(query.state, cookie)) reply.header('Set-Cookie', line);
    return {
      query,
      pending: this.attempts.find(query.state, cookie),
      token: this.cookies.read(SESSION_COOKIE, cookie),
      userId: request.principal.id,
      address: request.ip,
      actor: readActor(request, 'page'),
    };
  }

  /** Sends the browser to where the sign-in ends, with a new session if there is one. */
  finish(reply: FastifyReply, { token, goTo }: SignInResult): void {
    if (token !== null) reply.header('Set-Cookie', this.cookies.write(SESSION_COOKIE, token));
    reply.redirect(goTo, 302);
  }
}

/**
 * The parameters that came once, and the words of an error.
 * - A code or state that came twice is left out, since a proxy and we could choose different ones.
 * - Of a word that came twice the first counts. It only decides what the page and the log say.
 */
function readTexts(query: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(query as object)
      .map(([name, value]) => [name, ERROR_WORDS.includes(name) ? [value].flat()[0] : value])
      .filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
  );
}
