import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { IdentitiesService } from '../../auth/social/identities.service.js';
import { Strategies } from '../../auth/social/strategies.js';
import { CustomersService } from '../../customers/customers.service.js';
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
    private readonly customers: CustomersService,
    private readonly strategies: Strategies,
  ) {}

  @Get()
  @SignedIn()
  async profile(@CallerId() userId: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const [user, identities, customer] = await Promise.all([
      this.users.profile(userId),
      this.identities.ofUser(userId),
      this.customers.ofUser(userId),
    ]);
    const { offered } = this.strategies;
    const customerCode = customer?.code ?? null;
    const page = <ProfilePage visit={visitOf(request)} user={user} customerCode={customerCode} identities={identities} offered={offered} />;
    sendPage(reply, page);
  }
}
