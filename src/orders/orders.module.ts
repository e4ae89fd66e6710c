import { Module } from '@nestjs/common';
import { CustomersModule } from '../customers/customers.module.js';
import { EventsModule } from '../events/events.module.js';
import { NotificationsModule } from '../notifications/notifications.module.js';
import { CallListRepository } from './calling/call-list.repository.js';
import { CallListService } from './calling/call-list.service.js';
import { ChangeCountsRepository } from './changes/change-counts.repository.js';
import { ChangesService } from './changes/changes.service.js';
import { OrderCorrectionsController } from './correcting/order-corrections.controller.js';
import { OrderCorrectionsService } from './correcting/order-corrections.service.js';
import { DayFiguresRepository } from './figures/day-figures.repository.js';
import { DayFiguresService } from './figures/day-figures.service.js';
import { OrderFiguresRepository } from './figures/order-figures.repository.js';
import { OrderFiguresService } from './figures/order-figures.service.js';
import { OrderSumsRepository } from './figures/order-sums.repository.js';
import { OrderEventsRepository } from './history/order-events.repository.js';
import { OrderHistoryService } from './history/order-history.service.js';
import { ImportedOrdersRepository } from './importing/imported-orders.repository.js';
import { ImportedOrdersService } from './importing/imported-orders.service.js';
import { OrdersController } from './orders.controller.js';
import { OrdersRepository } from './orders.repository.js';
import { OrdersService } from './orders.service.js';
import { PersonalOrdersRepository } from './personal-orders.repository.js';
import { IntakeService } from './placing/intake.service.js';
import { OrderPlacedWriter } from './placing/order-placed.writer.js';
import { OrderPreviewService } from './placing/order-preview.service.js';
import { OrderRate } from './placing/order-rate.js';
import { PlacementsController } from './placing/placements.controller.js';
import { PlacementsRepository } from './placing/placements.repository.js';
import { MyOrdersService } from './reading/my-orders.service.js';
import { OrderListsRepository } from './reading/order-lists.repository.js';
import { OrderListsService } from './reading/order-lists.service.js';
import { OrderReadsRepository } from './reading/order-reads.repository.js';
import { OwnOrdersRepository } from './reading/own-orders.repository.js';
import { OrderSearchRepository } from './searching/order-search.repository.js';
import { OrderSearchService } from './searching/order-search.service.js';
import { CustomerOrdersRepository } from './statements/customer-orders.repository.js';
import { CustomerStatementsService } from './statements/customer-statements.service.js';
import { StatementsController } from './statements/statements.controller.js';
import { StatementsRepository } from './statements/statements.repository.js';
import { UsualItemsRepository } from './usual-items/usual-items.repository.js';
import { UsualItemsService } from './usual-items/usual-items.service.js';
import { TemplatesRepository } from './wording/templates.repository.js';
import { TemplatesService } from './wording/templates.service.js';
import { Wordings } from './wording/wordings.js';

@Module({
  imports: [CustomersModule, EventsModule, NotificationsModule],
  controllers: [PlacementsController, OrdersController, OrderCorrectionsController, StatementsController],
  providers: [
    ...[OrderListsRepository, OrderReadsRepository, OrdersRepository, PlacementsRepository, StatementsRepository],
    PersonalOrdersRepository,
    ...[IntakeService, MyOrdersService, OrderListsService, OrderPlacedWriter, OrderRate, OrdersService],
    OwnOrdersRepository,
    ...[OrderCorrectionsService, OrderEventsRepository, OrderHistoryService],
    ...[OrderPreviewService, UsualItemsRepository, UsualItemsService],
    ...[DayFiguresRepository, DayFiguresService],
    ...[OrderSearchRepository, OrderSearchService],
    ...[ChangeCountsRepository, ChangesService, CustomerStatementsService, CustomerOrdersRepository],
    ...[TemplatesRepository, TemplatesService, Wordings],
    ...[ImportedOrdersRepository, ImportedOrdersService],
    ...[CallListRepository, CallListService, OrderFiguresRepository, OrderFiguresService, OrderSumsRepository],
  ],
  exports: [
    ...[CallListService, ChangesService, DayFiguresService, IntakeService, MyOrdersService, OrderFiguresService],
    ...[CustomerStatementsService, OrderCorrectionsService, OrderHistoryService, OrderSearchService],
    ImportedOrdersService,
    ...[OrderPreviewService, OrdersService, PersonalOrdersRepository, TemplatesService, UsualItemsService],
  ],
})
export class OrdersModule {}
