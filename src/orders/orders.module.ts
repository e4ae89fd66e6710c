import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CustomersModule } from '../customers/customers.module.js';
import { Order } from './order.entity.js';
import { OrdersController } from './orders.controller.js';
import { OrdersRepository } from './orders.repository.js';
import { OrdersService } from './orders.service.js';
import { PlacedOrders } from './placed-orders.js';
import { PlacementsController } from './placing/placements.controller.js';
import { PlacementsRepository } from './placing/placements.repository.js';
import { MyOrdersService } from './reading/my-orders.service.js';
import { OrderListsService } from './reading/order-lists.service.js';
import { OrderReadsRepository } from './reading/order-reads.repository.js';
import { OrderTextsRepository } from './reading/order-texts.repository.js';
import { StatementsController } from './statements/statements.controller.js';
import { StatementsRepository } from './statements/statements.repository.js';

@Module({
  imports: [TypeOrmModule.forFeature([Order]), CustomersModule],
  controllers: [PlacementsController, OrdersController, StatementsController],
  providers: [
    ...[OrderReadsRepository, OrdersRepository, OrderTextsRepository, PlacementsRepository, StatementsRepository],
    ...[MyOrdersService, OrderListsService, OrdersService, PlacedOrders],
  ],
  exports: [MyOrdersService, PlacedOrders],
})
export class OrdersModule {}
