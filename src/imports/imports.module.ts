import { Module } from '@nestjs/common';
import { CustomersModule } from '../customers/customers.module.js';
import { EventsModule } from '../events/events.module.js';
import { NotificationsModule } from '../notifications/notifications.module.js';
import { OrdersModule } from '../orders/orders.module.js';
import { ImportChecksService } from './checking/import-checks.service.js';
import { ImportRowsRepository } from './import-rows.repository.js';
import { ImportRunner } from './import-runner.js';
import { ImportStepsService } from './import-steps.service.js';
import { ImportsRepository } from './imports.repository.js';
import { ImportsService } from './imports.service.js';

/** Customers and orders that are loaded from files. */
@Module({
  imports: [CustomersModule, EventsModule, NotificationsModule, OrdersModule],
  providers: [
    ...[ImportsRepository, ImportRowsRepository],
    ...[ImportChecksService, ImportStepsService, ImportRunner, ImportsService],
  ],
  exports: [ImportChecksService, ImportsService, ImportRowsRepository],
})
export class ImportsModule {}
