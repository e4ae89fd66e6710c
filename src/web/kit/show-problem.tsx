import { wantsPage } from '../../http/access/same-origin.js';
import type { ShowProblem } from '../../http/problems/problem.filter.js';
import { ProblemPage, ProblemPiece } from './problem.page.js';
import { sendPage, sendPiece } from './send-page.js';
import { visitOf } from './visit.js';

/** Shows a problem as a page to whoever looks at pages; programs, and everything below /api, get it as JSON. */
export const showProblem: ShowProblem = (problem, request, reply) => {
  if (!wantsPage(request.headers) || /^\/+api(\/|$)/i.test(request.url)) return false;
  const visit = visitOf(request);
  if (request.headers['hx-request'] === undefined) sendPage(reply, <ProblemPage visit={visit} problem={problem} />);
  else sendPiece(reply, <ProblemPiece visit={visit} problem={problem} />);
  return true;
};
