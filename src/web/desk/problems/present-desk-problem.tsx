import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { isDesk } from '../../../auth/social/sign-in-purpose.js';
import type { Principal } from '../../../http/access/principal.js';
import { isSafe } from '../../../http/access/same-origin.js';
import type { Problem } from '../../../http/problems/problem.js';
import { ProblemPage } from '../../kit/problem.page.js';
import { isForHtmx, renderHtml } from '../../kit/render.js';
import { DeskProblemFragment, DeskProblemPage, DeskProblemToast } from './desk-problem.page.js';
import { readUnsentForm } from './unsent-form.js';

declare module 'fastify' {
  interface FastifyInstance {
    /** Who has the session of a request that no route took. */
    identify(request: FastifyRequest): Promise<Principal>;
  }
}

/** Statuses after which the same form may be taken. */
const MAY_PASS: ReadonlySet<number> = new Set([503, 504]);

/**
 * Presents an error below /desk to staff, in the frame of the desk. False for everybody else.
 * - A form that may pass later stays: on its page with htmx, or else on the page of the error.
 * - Where no route was found nobody has asked who it is, so that is done here.
 * - While the database is away nobody knows who it is. The frame then has no menu.
 */
export function presentDeskProblem(problem: Problem, request: FastifyRequest, reply: FastifyReply): boolean {
  if (!isDesk(request.url)) return false;
  const { status } = problem;
  const principal = request.principal as Principal | undefined;
  if (principal === undefined && status < 500 && !isForHtmx(request)) {
    void introduce(request).then(() => send(problem, request, reply));
    return true;
  }
  if (principal !== undefined && principal.kind !== 'staff') return false;
  send(problem, request, reply);
  return true;
}

/** Learns who asks. Somebody whom we cannot know now gets the page of nobody. */
async function introduce(request: FastifyRequest): Promise<void> {
  const principal = await request.server.identify(request).catch(() => undefined);
  if (principal !== undefined) request.principal = principal;
}

function send(problem: Problem, request: FastifyRequest, reply: FastifyReply): void {
  const content = choose(problem, request, reply);
  reply.send(renderHtml(content, request, reply));
}

function choose(problem: Problem, request: FastifyRequest, reply: FastifyReply): VNode {
  const principal = request.principal as Principal | undefined;
  if (principal !== undefined && principal.kind !== 'staff') return <ProblemPage problem={problem} />;
  const mayPass = MAY_PASS.has(problem.status);
  if (!isForHtmx(request))
    return <DeskProblemPage problem={problem} form={mayPass ? readUnsentForm(request, problem.status) : null} />;
  if (!mayPass || isSafe(request.method)) return <DeskProblemFragment problem={problem} />;
  reply.headers({ 'HX-Retarget': '#toast', 'HX-Reswap': 'innerHTML' });
  return <DeskProblemToast problem={problem} />;
}
