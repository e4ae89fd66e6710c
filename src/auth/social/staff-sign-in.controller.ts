import { Body, Controller, Get, Post, Query, Req, Res, UseInterceptors } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AnyCaller, Anyone } from '../../http/access/access.js';
import { PublicAddress } from '../../http/public-address.js';
import { PreviewsInterceptor } from './previews.interceptor.js';
import { ProviderWordInterceptor } from './provider-word.interceptor.js';
import { SignInService } from './sign-in.service.js';
import { readReturnPath, STAFF_HOME } from './sign-in-purpose.js';
import { SignInRedirects } from './sign-in-redirects.js';

const CALLBACK = '/google/auth/';

/** Sign-in of staff with Google, at the paths of the phone API. */
@ApiExcludeController()
@UseInterceptors(PreviewsInterceptor, ProviderWordInterceptor)
@Controller('google')
export class StaffSignInController {
  constructor(
    private readonly signIn: SignInService,
    private readonly redirects: SignInRedirects,
    private readonly address: PublicAddress,
  ) {}

  @Get('login')
  @Anyone()
  async begin(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query() { to }: Record<string, unknown>,
  ): Promise<void> {
    if (this.address.isElsewhere(request.headers.host)) return void reply.redirect(this.address.of(request.url), 302);
    const purpose = { returnTo: readReturnPath(to, STAFF_HOME), addTo: null };
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
    const { code, state, error, error_description } = answer as Record<string, unknown>;
    const told = Object.entries({ code, state, error, error_description }).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value.slice(0, 2000)]] : [],
    );
    reply.redirect(`${CALLBACK}?${new URLSearchParams(told)}`, 303);
  }
}
