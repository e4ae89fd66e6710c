import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { CustomersModule } from '../customers/customers.module.js';
import { EventsModule } from '../events/events.module.js';
import { ImportsModule } from '../imports/imports.module.js';
import { NotificationsModule } from '../notifications/notifications.module.js';
import { OrdersModule } from '../orders/orders.module.js';
import { ErasureService } from './erasure.service.js';
import { ErasureJournal } from './erasure-journal.js';
import { ErasureRepeater } from './erasure-repeater.js';
import { OwnExportLimit } from './own-export-limit.js';
import { PersonExportService } from './person-export.service.js';
import { PrivacyController } from './privacy.controller.js';

/** A person's own data: a copy of everything, and its erasure. */
@Module({
  imports: [AuthModule, CustomersModule, EventsModule, ImportsModule, NotificationsModule, OrdersModule],
  controllers: [PrivacyController],
  providers: [ErasureJournal, ErasureRepeater, ErasureService, OwnExportLimit, PersonExportService],
  exports: [PersonExportService],
})
export class PrivacyModule {}
