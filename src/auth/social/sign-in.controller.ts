import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AnyCaller, Anyone, SignedIn } from '../../http/access/access.js';
import { CallerId } from '../../http/access/principal.js';
import { PublicAddress } from '../../http/public-address.js';
import { Browser } from './browser.js';
import { returnPath } from './return-path.js';
import { SignInService } from './sign-in.service.js';

const callbackOf = (provider: string): string => `/auth/${provider}/callback`;

/** Sign-in of end users. */
@ApiExcludeController()
@Controller('auth/:provider')
export class SignInController {
  constructor(
    private readonly signIn: SignInService,
    private readonly browser: Browser,
    private readonly address: PublicAddress,
  ) {}

  @Get()
  @Anyone()
  async begin(@Param('provider') provider: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    if (this.address.isElsewhere(request.headers.host)) return void reply.redirect(this.address.of(request.url), 302);
    const { return_to } = request.query as { return_to?: unknown };
    const purpose = { returnTo: returnPath(return_to), addTo: null };
    this.browser.leave(request, reply, await this.signIn.begin(provider, callbackOf(provider), purpose));
  }

  /** Adds a provider to the signed-in user's ways to sign in. */
  @Post()
  @SignedIn()
  async add(
    @Param('provider') provider: string,
    @CallerId() addTo: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    this.browser.leave(request, reply, await this.signIn.begin(provider, callbackOf(provider), { returnTo: '/profile', addTo }));
  }

  @Get('callback')
  @AnyCaller()
  async enter(@Param('provider') provider: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const back = this.browser.receive(request, reply);
    this.browser.admit(reply, await this.signIn.enter(provider, callbackOf(provider), back));
  }
}
