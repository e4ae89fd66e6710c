import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AnyCaller, Anyone } from '../../http/access/access.js';
import { PublicAddress } from '../../http/public-address.js';
import { SignInService } from './sign-in.service.js';
import { SignInRedirects } from './sign-in-redirects.js';

const CALLBACK = '/google/auth/';

/** Sign-in of staff with Google, at the paths of the phone API. */
@ApiExcludeController()
@Controller('google')
export class StaffSignInController {
  constructor(
    private readonly signIn: SignInService,
    private readonly redirects: SignInRedirects,
    private readonly address: PublicAddress,
  ) {}

  @Get('login')
  @Anyone()
  async begin(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    if (this.address.isElsewhere(request.headers.host)) return void reply.redirect(this.address.of(request.url), 302);
    const purpose = { returnTo: '/api/customers', addTo: null };
    this.redirects.sendToProvider(request, reply, await this.signIn.begin('google', CALLBACK, purpose));
  }

  @Get('auth')
  @AnyCaller()
  async enter(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const back = this.redirects.readCallback(request, reply);
    this.redirects.finish(reply, await this.signIn.enterAsStaff(CALLBACK, back));
  }

  /**
   * Takes the callback of a provider that posts its answer. A post from another site comes without
   * our cookies. So the browser is sent to the same callback once more with GET, which carries
   * them.
   */
  @Post('auth')
  @Anyone()
  repeat(@Body() answer: unknown, @Res() reply: FastifyReply): void {
    const { code, state, error } = answer as Record<string, unknown>;
    const told = Object.entries({ code, state, error }).filter(
      (pair): pair is [string, string] => typeof pair[1] === 'string',
    );
    reply.redirect(`${CALLBACK}?${new URLSearchParams(told)}`, 303);
  }
}
