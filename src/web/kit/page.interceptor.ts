import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { map, type Observable } from 'rxjs';
import { isForHtmx, renderHtml } from './render.js';

/**
 * The answer to a form.
 * - htmx gets the fragment and puts it into the page.
 * - A browser without script is sent to the page at `path`, with status 303.
 */
export interface FormAnswer {
  readonly fragment: VNode;
  readonly path: string;
}

/** Sends the browser to another page of ours, with status 303. htmx is told to go there. */
export interface Redirection {
  readonly goTo: string;
}

/** What the handler of a page returns: a page, a fragment, an answer to a form, or another page. */
export type PageAnswer = VNode | FormAnswer | Redirection;

/** Renders what the handler of a page returns. */
export class PageInterceptor implements NestInterceptor<PageAnswer, string | undefined> {
  intercept(context: ExecutionContext, next: CallHandler<PageAnswer>): Observable<string | undefined> {
    const http = context.switchToHttp();
    return next.handle().pipe(map((answer) => bodyOf(answer, http.getRequest(), http.getResponse())));
  }
}

/** The body of the answer; none for a redirect. */
function bodyOf(answer: PageAnswer, request: FastifyRequest, reply: FastifyReply): string | undefined {
  if ('goTo' in answer) {
    // A redirect of its request would hand htmx the page itself, to put into the one that is open.
    if (isForHtmx(request)) reply.code(200).header('HX-Redirect', answer.goTo);
    else reply.code(303).header('location', answer.goTo);
    return undefined;
  }
  if (!('fragment' in answer)) return renderHtml(answer, request, reply);
  if (isForHtmx(request)) return renderHtml(answer.fragment, request, reply);
  reply.code(303).header('location', answer.path);
  return undefined;
}
