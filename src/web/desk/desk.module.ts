import { Module } from '@nestjs/common';
import { AuthModule } from '../../auth/auth.module.js';
import { CustomersModule } from '../../customers/customers.module.js';
import { EventsModule } from '../../events/events.module.js';
import { ImportsModule } from '../../imports/imports.module.js';
import { NotificationsModule } from '../../notifications/notifications.module.js';
import { OrdersModule } from '../../orders/orders.module.js';
import { UsersModule } from '../../users/users.module.js';
import { AuditPageController } from './audit/audit.controller.js';
import { AuditExportController } from './audit/audit-export.controller.js';
import { CustomerDownloadsController } from './customers/customer-downloads.controller.js';
import { CustomerEditsController } from './customers/customer-edits.controller.js';
import { CustomerEditsService } from './customers/customer-edits.service.js';
import { CustomerViewService } from './customers/customer-view.service.js';
import { DeskCustomersController } from './customers/customers.controller.js';
import { OrderExportController } from './export/order-export.controller.js';
import { FiguresController } from './figures/figures.controller.js';
import { FindController } from './find/find.controller.js';
import { FindService } from './find/find.service.js';
import { DeskHomeController } from './home/desk.controller.js';
import { ImportController } from './import/import.controller.js';
import { WrongRowsController } from './import/wrong-rows.controller.js';
import { KeyboardController } from './keyboard/keyboard.controller.js';
import { DeskKeysController } from './keys/keys.controller.js';
import { KitController } from './kit/kit.controller.js';
import { LiveController } from './live/live.controller.js';
import { LiveFeed } from './live/live-feed.js';
import { LiveStreams } from './live/live-streams.js';
import { CallListController } from './messages/call-list.controller.js';
import { MessagesController } from './messages/messages.controller.js';
import { NewOrderController } from './new-order/new-order.controller.js';
import { NewOrderService } from './new-order/new-order.service.js';
import { TextPreviewService } from './new-order/text-preview.service.js';
import { OrderPageController } from './orders/order.controller.js';
import { OrderActionsController } from './orders/order-actions.controller.js';
import { OrderAnswers } from './orders/order-answers.js';
import { OrderResends } from './orders/order-resends.js';
import { OrderViewService } from './orders/order-view.service.js';
import { OrderListController } from './orders/orders.controller.js';
import { PeopleController } from './people/people.controller.js';
import { PeopleService } from './people/people.service.js';
import { AccountController } from './settings/account.controller.js';
import { SettingsController } from './settings/settings.controller.js';
import { SettingsViewService } from './settings/settings-view.service.js';
import { DeskStaffController } from './staff/staff.controller.js';

/** The pages of the staff. */
@Module({
  imports: [AuthModule, EventsModule, UsersModule, CustomersModule, OrdersModule, NotificationsModule, ImportsModule],
  controllers: [
    ...[DeskHomeController, FindController, NewOrderController],
    ...[OrderListController, OrderPageController, OrderActionsController, OrderExportController],
    ...[DeskCustomersController, CustomerDownloadsController, CustomerEditsController, PeopleController],
    ...[MessagesController, CallListController, FiguresController, AuditPageController, AuditExportController],
    ...[DeskStaffController, DeskKeysController],
    ...[SettingsController, AccountController],
    ...[LiveController, KeyboardController, KitController],
    ...[ImportController, WrongRowsController],
  ],
  providers: [
    ...[FindService, NewOrderService, TextPreviewService],
    ...[OrderAnswers, OrderResends, OrderViewService],
    ...[CustomerEditsService, CustomerViewService, PeopleService],
    ...[LiveFeed, LiveStreams, SettingsViewService],
  ],
})
export class DeskModule {}
