import { Controller, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AnyCaller } from '../../http/access/access.js';
import { SealedCookies } from './sealed-cookies.js';
import { SESSION_COOKIE } from './session.js';
import { SessionsService } from './sessions.service.js';

/** The end of a session. */
@ApiExcludeController()
@Controller('logout')
export class LogoutController {
  constructor(
    private readonly cookies: SealedCookies,
    private readonly sessions: SessionsService,
  ) {}

  @Post()
  @AnyCaller()
  async logout(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const token = this.cookies.read(SESSION_COOKIE, request.headers.cookie);
    if (token !== null) await this.sessions.end(token);
    reply.header('Set-Cookie', this.cookies.write(SESSION_COOKIE, null)).redirect('/', 303);
  }
}
