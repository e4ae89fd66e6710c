import { Module } from '@nestjs/common';
import { AuthModule } from '../../auth/auth.module.js';
import { CustomersModule } from '../../customers/customers.module.js';
import { NotificationsModule } from '../../notifications/notifications.module.js';
import { OrdersModule } from '../../orders/orders.module.js';
import { UsersModule } from '../../users/users.module.js';
import { OrderExportController } from './export/order-export.controller.js';
import { DeskHomeController } from './home/desk.controller.js';
import { OrderPageController } from './orders/order.controller.js';
import { OrderActionsController } from './orders/order-actions.controller.js';
import { OrderAnswers } from './orders/order-answers.js';
import { OrderResends } from './orders/order-resends.js';
import { OrderViewService } from './orders/order-view.service.js';
import { OrderListController } from './orders/orders.controller.js';

/** The pages of the staff. */
@Module({
  imports: [AuthModule, UsersModule, CustomersModule, OrdersModule, NotificationsModule],
  controllers: [
    DeskHomeController,
    ...[OrderListController, OrderPageController, OrderActionsController, OrderExportController],
  ],
  providers: [OrderAnswers, OrderResends, OrderViewService],
})
export class DeskModule {}
