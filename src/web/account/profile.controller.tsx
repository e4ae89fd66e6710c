import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { IdentitiesService } from '../../auth/social/identities.service.js';
import { Strategies } from '../../auth/social/strategies.js';
import { SignedIn } from '../../http/access/access.js';
import { CallerId } from '../../http/access/principal.js';
import { UsersService } from '../../users/users.service.js';
import { sendPage } from '../kit/send-page.js';
import { visitOf } from '../kit/visit.js';
import { ProfilePage } from './profile.page.js';

/** A person's own account. */
@ApiExcludeController()
@Controller('profile')
export class ProfileController {
  constructor(
    private readonly users: UsersService,
    private readonly identities: IdentitiesService,
    private readonly strategies: Strategies,
  ) {}

  @Get()
  @SignedIn()
  async profile(@CallerId() userId: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const [user, identities] = await Promise.all([this.users.profile(userId), this.identities.ofUser(userId)]);
    const { offered } = this.strategies;
    sendPage(reply, <ProfilePage visit={visitOf(request)} user={user} identities={identities} offered={offered} />);
  }
}
