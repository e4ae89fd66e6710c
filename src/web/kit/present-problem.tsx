import { SignInNeeded } from '../../http/access/access.errors.js';
import { isSafe, wantsPage } from '../../http/access/same-origin.js';
import type { PresentProblem } from '../../http/problems/problem.filter.js';
import { presentDeskProblem } from '../desk/problems/present-desk-problem.js';
import { ProblemFragment, ProblemPage } from './problem.page.js';
import { isForHtmx, renderHtml } from './render.js';

/**
 * Presents an error to a person.
 * - Where a sign-in is needed, a browser is redirected to it. htmx is told to go there.
 * - A browser gets a page, and htmx gets a fragment. Those of staff are in the frame of the desk.
 * - Programs get the problem document, and so does everybody below /api.
 */
export const presentProblem: PresentProblem = ({ error, problem, headers }, request, reply) => {
  const forHtmx = isForHtmx(request);
  const forPerson = wantsPage(request.headers);
  if (error instanceof SignInNeeded && forHtmx) reply.header('HX-Redirect', error.signInAt);
  else if (error instanceof SignInNeeded && forPerson && error.isElsewhere && !isSafe(request.method)) {
    // The redirects of a form would have to stay on our site, by the page's `form-action`.
    reply.header('Refresh', `0; url=${error.signInAt}`);
  } else if (error instanceof SignInNeeded && forPerson) {
    reply.redirect(error.signInAt, isSafe(request.method) ? 302 : 303);
    return true;
  }
  if (!forPerson || isBelowApi(request.url)) return false;
  reply.code(problem.status).headers(headers);
  if (presentDeskProblem(problem, request, reply)) return true;
  const content = forHtmx ? <ProblemFragment problem={problem} /> : <ProblemPage problem={problem} />;
  reply.send(renderHtml(content, request, reply));
  return true;
};

const isBelowApi = (url: string): boolean => /^\/+api(\/|$)/i.test(url);
