import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Observable, of } from 'rxjs';
import { isSafe } from '../../http/access/same-origin.js';
import { ProviderUnknown } from './social.errors.js';
import { Strategies } from './strategies.js';

/** Headers by which browsers and apps say that nobody has asked for the page yet. */
const PREVIEW_HEADERS = ['sec-purpose', 'purpose', 'x-purpose', 'x-moz'];

/**
 * Answers, without the route's effects, requests that only look: of link scanners, previews of
 * mails and chats, and browsers that load ahead. They neither begin nor end a sign-in.
 * - HEAD is like GET without content (RFC 9110, 9.3.2), and must have no effect. It gets a 200.
 * - A request ahead of a click gets a 503, which no cache keeps. The browser asks again at the
 *   click.
 */
@Injectable()
export class PreviewsInterceptor implements NestInterceptor<void, void> {
  constructor(private readonly strategies: Strategies) {}

  /** @throws ProviderUnknown */
  intercept(context: ExecutionContext, next: CallHandler<void>): Observable<void> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const isAhead = isSafe(request.method) && isAskedAhead(request);
    if (request.method !== 'HEAD' && !isAhead) return next.handle();
    const { provider = 'google' } = request.params as { provider?: string };
    if (this.strategies.of(provider) === null) throw new ProviderUnknown();
    http
      .getResponse<FastifyReply>()
      .code(isAhead ? 503 : 200)
      .send();
    return of(undefined);
  }
}

/** Whether the headers say `prefetch`, `prerender` or `preview`, as in `prefetch;prerender`. */
const isAskedAhead = ({ headers }: FastifyRequest): boolean =>
  PREVIEW_HEADERS.some((name) => /\b(?:prefetch|prerender|preview)\b/i.test(String(headers[name] ?? '')));
