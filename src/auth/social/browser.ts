import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isSafe } from '../../http/access/same-origin.js';
import { SessionCookie } from '../session/session-cookie.js';
import type { Entry, Return } from './sign-in.service.js';
import { SignInCookie } from './sign-in-cookie.js';

/** What a sign-in reads from a browser's request and writes to the reply. */
@Injectable()
export class Browser {
  constructor(
    private readonly session: SessionCookie,
    private readonly signIn: SignInCookie,
  ) {}

  /**
   * Sends the browser to a provider, with what it has to keep. After a form's POST it goes there by itself: a redirect would have to pass the
   * page's form-action, which cannot name every host that a provider redirects to in turn.
   */
  leave(request: FastifyRequest, reply: FastifyReply, { goTo, kept }: { goTo: string; kept: string }): void {
    reply.header('Set-Cookie', this.signIn.write(kept));
    if (isSafe(request.method)) reply.redirect(goTo, 302);
    else reply.header('Refresh', `0; url=${goTo}`).type('text/plain; charset=utf-8').send('…');
  }

  /** Reads a return; what the browser kept is forgotten whatever comes of it. */
  receive(request: FastifyRequest, reply: FastifyReply): Return {
    reply.header('Set-Cookie', this.signIn.write(null));
    const { cookie } = request.headers;
    const { principal } = request;
    const userId = principal.id;
    return { query: textsOf(request.query), kept: this.signIn.read(cookie), token: this.session.read(cookie), userId };
  }

  /** Sends somebody who is in to where they wanted to go. */
  admit(reply: FastifyReply, { token, goTo }: Entry): void {
    if (token !== null) reply.header('Set-Cookie', this.session.write(token));
    reply.redirect(goTo, 302);
  }
}

/** The parameters that came once: a doubled one is nobody's. */
function textsOf(query: unknown): Record<string, string> {
  return Object.fromEntries(Object.entries(query as object).filter((pair): pair is [string, string] => typeof pair[1] === 'string'));
}
