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
import { Throttle } from './throttle.js';
import { Tokens } from './tokens.js';

@Module({
  imports: [PhonesModule, UsersModule],
  controllers: [AdminsController],
  providers: [AdminKeys, AdminsRepository, AdminsService, Passwords, Throttle, Tokens, { provide: APP_GUARD, useClass: AccessGuard }],
})
export class AuthModule {}
