import { Module } from '@nestjs/common';
import { AuthModule } from '../../auth/auth.module.js';
import { CustomersModule } from '../../customers/customers.module.js';
import { NotificationsModule } from '../../notifications/notifications.module.js';
import { OrdersModule } from '../../orders/orders.module.js';
import { UsersModule } from '../../users/users.module.js';
import { CustomerDownloadsController } from './customers/customer-downloads.controller.js';
import { CustomerEditsController } from './customers/customer-edits.controller.js';
import { CustomerEditsService } from './customers/customer-edits.service.js';
import { CustomerViewService } from './customers/customer-view.service.js';
import { DeskCustomersController } from './customers/customers.controller.js';
import { DeskHomeController } from './home/desk.controller.js';
import { PeopleController } from './people/people.controller.js';
import { PeopleService } from './people/people.service.js';

/** The pages of the staff. */
@Module({
  imports: [AuthModule, UsersModule, CustomersModule, OrdersModule, NotificationsModule],
  controllers: [
    ...[DeskHomeController],
    ...[DeskCustomersController, CustomerDownloadsController, CustomerEditsController, PeopleController],
  ],
  providers: [CustomerEditsService, CustomerViewService, PeopleService],
})
export class DeskModule {}
