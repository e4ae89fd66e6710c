import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { OrdersModule } from '../orders/orders.module.js';
import { UsersModule } from '../users/users.module.js';
import { AssetsController } from './assets.controller.js';
import { ConfirmationsController } from './confirmations.controller.js';
import { HomeController } from './home.controller.js';
import { ProfileController } from './profile.controller.js';

/** The pages that people see. */
@Module({
  imports: [AuthModule, UsersModule, OrdersModule],
  controllers: [HomeController, ConfirmationsController, ProfileController, AssetsController],
})
export class WebModule {}
