import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AnyCaller, Anyone } from '../../http/access/access.js';
import { PublicAddress } from '../../http/public-address.js';
import { Browser } from './browser.js';
import { SignInService } from './sign-in.service.js';

const CALLBACK = '/google/auth/';

/** Sign-in of staff with Google, as document 000 has it. */
@ApiExcludeController()
@Controller('google')
export class StaffSignInController {
  constructor(
    private readonly signIn: SignInService,
    private readonly browser: Browser,
    private readonly address: PublicAddress,
  ) {}

  @Get('login')
  @Anyone()
  async begin(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    if (this.address.isElsewhere(request.headers.host)) return void reply.redirect(this.address.of(request.url), 302);
    this.browser.leave(request, reply, await this.signIn.begin('google', CALLBACK, { returnTo: '/api/customers', addTo: null }));
  }

  @Get('auth')
  @AnyCaller()
  async enter(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const back = this.browser.receive(request, reply);
    this.browser.admit(reply, await this.signIn.enterAsStaff(CALLBACK, back));
  }

  /** A provider that posts the answer comes from another site, without our cookies: the same answer comes again as a GET, with them. */
  @Post('auth')
  @Anyone()
  repeat(@Body() answer: unknown, @Res() reply: FastifyReply): void {
    const { code, state, error } = answer as Record<string, unknown>;
    const told = Object.entries({ code, state, error }).filter((pair): pair is [string, string] => typeof pair[1] === 'string');
    reply.redirect(`${CALLBACK}?${new URLSearchParams(told)}`, 303);
  }
}
