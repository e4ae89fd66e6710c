import { Module } from '@nestjs/common';
import { CustomersModule } from '../../customers/customers.module.js';
import { NotificationsModule } from '../../notifications/notifications.module.js';
import { OrdersModule } from '../../orders/orders.module.js';
import { UsersModule } from '../../users/users.module.js';
import { FindController } from './find/find.controller.js';
import { FindService } from './find/find.service.js';
import { DeskHomeController } from './home/desk.controller.js';
import { NewOrderController } from './new-order/new-order.controller.js';
import { NewOrderService } from './new-order/new-order.service.js';
import { TextPreviewService } from './new-order/text-preview.service.js';

/** The pages of the staff. */
@Module({
  imports: [UsersModule, CustomersModule, OrdersModule, NotificationsModule],
  controllers: [DeskHomeController, FindController, NewOrderController],
  providers: [FindService, NewOrderService, TextPreviewService],
})
export class DeskModule {}
