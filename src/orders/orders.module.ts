import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CustomersModule } from '../customers/customers.module.js';
import { PhonesModule } from '../phones/phones.module.js';
import { Order } from './order.entity.js';
import { OrderListsService } from './order-lists.service.js';
import { OrdersController } from './orders.controller.js';
import { OrdersRepository } from './orders.repository.js';
import { OrdersService } from './orders.service.js';
import { PlacedOrders } from './placed-orders.js';
import { PlacementsController } from './placements.controller.js';
import { PlacementsRepository } from './placements.repository.js';
import { StatementsController } from './statements.controller.js';

@Module({
  imports: [TypeOrmModule.forFeature([Order]), CustomersModule, PhonesModule],
  controllers: [PlacementsController, OrdersController, StatementsController],
  providers: [OrdersRepository, PlacementsRepository, PlacedOrders, OrdersService, OrderListsService],
  exports: [PlacedOrders],
})
export class OrdersModule {}
