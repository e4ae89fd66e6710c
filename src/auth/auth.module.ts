import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { PhonesModule } from '../phones/phones.module.js';
import { UsersModule } from '../users/users.module.js';
import { AccessGuard } from './access.guard.js';
import { AdminKeys } from './admin-keys.js';
import { AdminsController } from './admins.controller.js';
import { AdminsRepository } from './admins.repository.js';
import { AdminsService } from './admins.service.js';
import { Passwords } from './passwords.js';
import { LogoutController } from './session/logout.controller.js';
import { Seal } from './session/seal.js';
import { SessionCookie } from './session/session-cookie.js';
import { SessionsRepository } from './session/sessions.repository.js';
import { SessionsService } from './session/sessions.service.js';
import { Visitors } from './session/visitors.js';
import { Browser } from './social/browser.js';
import { IdentitiesRepository } from './social/identities.repository.js';
import { IdentitiesService } from './social/identities.service.js';
import { ProviderClients } from './social/provider-clients.js';
import { SignInController } from './social/sign-in.controller.js';
import { SignInService } from './social/sign-in.service.js';
import { SignInCookie } from './social/sign-in-cookie.js';
import { StaffSignInController } from './social/staff-sign-in.controller.js';
import { StateStore } from './social/state-store.js';
import { Strategies } from './social/strategies.js';
import { UsedStatesRepository } from './social/used-states.repository.js';
import { Throttle } from './throttle.js';
import { Tokens } from './tokens.js';

@Module({
  imports: [PhonesModule, UsersModule],
  controllers: [AdminsController, SignInController, StaffSignInController, LogoutController],
  providers: [
    ...[AdminKeys, AdminsRepository, AdminsService, Passwords, Throttle, Tokens],
    ...[Seal, SessionCookie, SessionsRepository, SessionsService, Visitors],
    ...[Browser, IdentitiesRepository, IdentitiesService, ProviderClients, SignInCookie, SignInService, StateStore, Strategies],
    UsedStatesRepository,
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [IdentitiesService, Strategies],
})
export class AuthModule {}
