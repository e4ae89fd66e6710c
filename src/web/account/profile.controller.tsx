import { Controller, Get, UseInterceptors } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { JSX } from 'preact';
import { IdentitiesService } from '../../auth/social/identities.service.js';
import { Strategies } from '../../auth/social/strategies.js';
import { CustomersService } from '../../customers/customers.service.js';
import { SignedIn } from '../../http/access/access.js';
import { KnownCaller, type KnownPrincipal } from '../../http/access/principal.js';
import { UsersService } from '../../users/users.service.js';
import { PageInterceptor } from '../kit/page.interceptor.js';
import { ProfilePage } from './profile.page.js';

/** The caller's own account. */
@ApiExcludeController()
@UseInterceptors(PageInterceptor)
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
  async profile(@KnownCaller() { id: userId, role }: KnownPrincipal): Promise<JSX.Element> {
    const [user, identities, customer] = await Promise.all([
      this.users.profile(userId),
      this.identities.ofUser(userId),
      this.customers.ofUser(userId),
    ]);
    const customerCode = customer?.code ?? null;
    return (
      <ProfilePage
        user={user}
        role={role}
        customerCode={customerCode}
        identities={identities}
        offered={this.strategies.offered}
      />
    );
  }
}
