import { STATUS_CODES } from 'node:http';
import { Controller, Get, NotFoundException, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { Anyone } from '../../http/access/access.js';
import { wantsPage } from '../../http/access/same-origin.js';
import type { Problem } from '../../http/problems/problem.js';
import { renderHtml } from '../kit/render.js';
import type { ProblemGuide } from './problem-guides.js';
import { ProblemGuidePage, ProblemGuidesPage } from './problem-guides.page.js';
import { PROBLEM_GUIDES } from './state-guides.js';

const KEPT = 'public, max-age=3600';

/** The id of the request in the examples. */
const EXAMPLE_REQUEST = '3a9f3cb2-5a3c-4b0e-8f43-0d6cbf9d1b6e';

/** A guide as programs get it. */
interface ProblemKind {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly meaning: string;
  readonly mending: string;
  readonly example: Problem;
}

/**
 * What each kind of problem means, at the address that is its `type`.
 * Browsers get a page, and programs get JSON.
 */
@ApiExcludeController()
@Controller('problems')
@Anyone()
export class ProblemsController {
  @Get()
  list(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): string | object {
    const problems = Object.entries(PROBLEM_GUIDES).map(([code, guide]) => describe(code, guide));
    return answer(<ProblemGuidesPage problems={problems} />, { problems }, request, reply);
  }

  @Get(':code')
  find(
    @Param('code') code: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): string | object {
    const guide = Object.hasOwn(PROBLEM_GUIDES, code) ? PROBLEM_GUIDES[code] : undefined;
    if (guide === undefined) throw new NotFoundException();
    const problem = describe(code, guide);
    return answer(<ProblemGuidePage problem={problem} />, problem, request, reply);
  }
}

/** Gives the page to browsers and the object to programs. Caches keep them apart. */
function answer(page: VNode, object: object, request: FastifyRequest, reply: FastifyReply): string | object {
  const body = wantsPage(request.headers) ? renderHtml(page, request, reply) : object;
  reply.headers({ 'Cache-Control': KEPT, Vary: 'Accept, Accept-Language, Cookie' });
  return body;
}

function describe(code: string, { status, meaning, mending, detail, errors }: ProblemGuide): ProblemKind {
  const type = `/problems/${code}`;
  const title = STATUS_CODES[status] ?? 'Error';
  const shown = errors === undefined ? {} : { errors };
  const example = { type, title, status, detail, request_id: EXAMPLE_REQUEST, ...shown };
  return { type, title, status, meaning, mending, example };
}
