import { Module } from '@nestjs/common';
import { CustomersModule } from '../../customers/customers.module.js';
import { NotificationsModule } from '../../notifications/notifications.module.js';
import { OrdersModule } from '../../orders/orders.module.js';
import { UsersModule } from '../../users/users.module.js';
import { FiguresController } from './figures/figures.controller.js';
import { DeskHomeController } from './home/desk.controller.js';
import { CallListController } from './messages/call-list.controller.js';
import { MessagesController } from './messages/messages.controller.js';

/** The pages of the staff. */
@Module({
  imports: [UsersModule, CustomersModule, OrdersModule, NotificationsModule],
  controllers: [DeskHomeController, MessagesController, CallListController, FiguresController],
})
export class DeskModule {}
