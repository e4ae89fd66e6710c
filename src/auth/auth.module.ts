import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { EventsModule } from '../events/events.module.js';
import { UsersModule } from '../users/users.module.js';
import { AccessGuard } from './access.guard.js';
import { ActorNames } from './actor-names.js';
import { AdminAccountsController } from './admins/admin-accounts.controller.js';
import { AdminAccountsService } from './admins/admin-accounts.service.js';
import { AdminsController } from './admins/admins.controller.js';
import { AdminsRepository } from './admins/admins.repository.js';
import { AdminsService } from './admins/admins.service.js';
import { BearerAuthenticator } from './admins/bearer.authenticator.js';
import { PasswordResetsRepository } from './admins/password-resets.repository.js';
import { Passwords } from './admins/passwords.js';
import { RegistrationKeys } from './admins/registration-keys.js';
import { Tokens } from './admins/tokens.js';
import { AuthHousekeeping } from './auth-housekeeping.js';
import { EndingKeys } from './keys/ending-keys.js';
import { KeyAuthenticator } from './keys/key.authenticator.js';
import { KeyTelemetry } from './keys/key-telemetry.js';
import { KeyUses } from './keys/key-uses.js';
import { KeysController } from './keys/keys.controller.js';
import { KeysRepository } from './keys/keys.repository.js';
import { KeysService } from './keys/keys.service.js';
import { KnownKeys } from './keys/known-keys.js';
import { LastingAccess } from './lasting-access.js';
import { PersonalAccount } from './personal-account.js';
import { PersonalAccountRepository } from './personal-account.repository.js';
import { LogoutController } from './session/logout.controller.js';
import { SealedCookies } from './session/sealed-cookies.js';
import { SessionAuthenticator } from './session/session.authenticator.js';
import { SessionsRepository } from './session/sessions.repository.js';
import { SessionsService } from './session/sessions.service.js';
import { IdentitiesRepository } from './social/identities.repository.js';
import { IdentitiesService } from './social/identities.service.js';
import { ProviderClients } from './social/provider-clients.js';
import { SignInController } from './social/sign-in.controller.js';
import { SignInService } from './social/sign-in.service.js';
import { SignInAttempts } from './social/sign-in-attempts.js';
import { SignInRedirects } from './social/sign-in-redirects.js';
import { StaffSignInController } from './social/staff-sign-in.controller.js';
import { StateStore } from './social/state-store.js';
import { Strategies } from './social/strategies.js';
import { UsedStatesRepository } from './social/used-states.repository.js';
import { CallerRights } from './staff/caller-rights.js';
import { ListedStaff } from './staff/listed-staff.js';
import { StaffController } from './staff/staff.controller.js';
import { StaffRepository } from './staff/staff.repository.js';
import { StaffService } from './staff/staff.service.js';
import { StaffEntry } from './staff/staff-entry.js';
import { LoginSourcesRepository } from './throttle/login-sources.repository.js';
import { Throttle } from './throttle/throttle.js';

@Module({
  imports: [EventsModule, UsersModule],
  controllers: [
    ...[AdminsController, AdminAccountsController, StaffController, KeysController],
    ...[SignInController, StaffSignInController, LogoutController],
  ],
  providers: [
    ...[RegistrationKeys, AdminsRepository, AdminsService, BearerAuthenticator, Passwords, Throttle, Tokens],
    ...[AdminAccountsService, LoginSourcesRepository, PasswordResetsRepository],
    ...[EndingKeys, KeyAuthenticator, KeysRepository, KeysService, KeyTelemetry, KeyUses, KnownKeys],
    ...[CallerRights, ListedStaff, StaffEntry, StaffRepository, StaffService],
    ...[SealedCookies, SessionsRepository, SessionsService, SessionAuthenticator],
    ...[
      IdentitiesRepository,
      IdentitiesService,
      ProviderClients,
      SignInAttempts,
      SignInRedirects,
      SignInService,
      StateStore,
      Strategies,
    ],
    ...[PersonalAccount, PersonalAccountRepository],
    UsedStatesRepository,
    ...[ActorNames, AuthHousekeeping, LastingAccess],
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [
    ActorNames,
    EndingKeys,
    IdentitiesService,
    KeysService,
    LastingAccess,
    SessionAuthenticator,
    ListedStaff,
    PersonalAccount,
    StaffService,
    Strategies,
  ],
})
export class AuthModule {}
