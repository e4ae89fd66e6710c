import { Controller, Get, Headers, NotAcceptableException, Query, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow } from '../../../http/access/access.js';
import { CHANGE_NAMES } from '../../../orders/changes/changes.service.js';
import { readTyped } from '../../kit/filled-form.js';
import { LiveFeed } from './live-feed.js';

const EVENTS = 'text/event-stream; charset=utf-8';

/** As of other streamed answers: Fastify's, Node's and ours are more than Node expects. */
const LISTENERS_MOST = 16;

/** Tells an open page that orders or notifications changed, and nothing of what they are. */
@ApiExcludeController()
@Controller('desk/stream')
export class LiveController {
  constructor(private readonly feed: LiveFeed) {}

  /**
   * - Who takes no events gets a 406, so that nobody opens one by mistake.
   * @param query `since`: the mark of the page
   * @param lastId the mark that was told last, after a stream that ended
   */
  @Get()
  @Allow('orders:read')
  stream(
    @Query() query: unknown,
    @Headers('last-event-id') lastId: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): StreamableFile {
    if (!request.headers.accept?.includes('text/event-stream')) throw new NotAcceptableException();
    const { permissions } = request.principal;
    const names = CHANGE_NAMES.filter((name) => permissions.has(`${name}:read`));
    const mark = lastId ?? readTyped(query, ['since']).since;
    // A proxy that gathers an answer would keep events back.
    reply.header('X-Accel-Buffering', 'no');
    reply.raw.setMaxListeners(LISTENERS_MOST);
    const { body } = this.feed.open({ request, names, mark });
    if (request.method === 'HEAD') body.push(null);
    return new StreamableFile(body, { type: EVENTS });
  }
}
