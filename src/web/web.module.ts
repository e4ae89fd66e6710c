import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { CustomersModule } from '../customers/customers.module.js';
import { OrdersModule } from '../orders/orders.module.js';
import { PrivacyModule } from '../privacy/privacy.module.js';
import { UsersModule } from '../users/users.module.js';
import { ConfirmationsController } from './account/confirmations.controller.js';
import { DevelopmentStart } from './account/development-start.js';
import { HomeController } from './account/home.controller.js';
import { OwnDataController } from './account/own-data.controller.js';
import { ProfileController } from './account/profile.controller.js';
import { AssetsController } from './kit/assets.controller.js';
import { LanguageController } from './kit/language.controller.js';
import { ManifestController } from './kit/manifest.controller.js';
import { ProblemsController } from './problems/problems.controller.js';

/** The pages that people see. */
@Module({
  imports: [AuthModule, UsersModule, CustomersModule, OrdersModule, PrivacyModule],
  controllers: [
    ...[HomeController, ConfirmationsController, ProfileController, OwnDataController, ProblemsController],
    ...[AssetsController, LanguageController, ManifestController],
  ],
  providers: [DevelopmentStart],
})
export class WebModule {}
