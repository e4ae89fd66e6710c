import { Controller, Get, Param, Post, Req, Res, UseInterceptors } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AnyCaller, Anyone, SignedIn } from '../../http/access/access.js';
import { CallerId } from '../../http/access/principal.js';
import { PublicAddress } from '../../http/public-address.js';
import { PreviewsInterceptor } from './previews.interceptor.js';
import { ProviderWordInterceptor } from './provider-word.interceptor.js';
import { SignInService } from './sign-in.service.js';
import { readReturnPath } from './sign-in-purpose.js';
import { SignInRedirects } from './sign-in-redirects.js';

const makeCallback = (provider: string): string => `/auth/${provider}/callback`;

/** Sign-in of end users. */
@ApiExcludeController()
@UseInterceptors(PreviewsInterceptor, ProviderWordInterceptor)
@Controller('auth/:provider')
export class SignInController {
  constructor(
    private readonly signIn: SignInService,
    private readonly redirects: SignInRedirects,
    private readonly address: PublicAddress,
  ) {}

  @Get()
  @Anyone()
  async begin(
    @Param('provider') provider: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (this.address.isElsewhere(request.headers.host)) return void reply.redirect(this.address.of(request.url), 302);
    const { return_to } = request.query as { return_to?: unknown };
    const purpose = { returnTo: readReturnPath(return_to), addTo: null };
    this.redirects.sendToProvider(request, reply, await this.signIn.begin(provider, makeCallback(provider), purpose));
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
    const purpose = { returnTo: '/profile', addTo };
    this.redirects.sendToProvider(request, reply, await this.signIn.begin(provider, makeCallback(provider), purpose));
  }

  @Get('callback')
  @AnyCaller()
  async enter(
    @Param('provider') provider: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const back = this.redirects.readCallback(request, reply);
    this.redirects.finish(reply, await this.signIn.enter(provider, makeCallback(provider), back));
  }
}
