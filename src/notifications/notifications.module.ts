import { type DynamicModule, Module, type ModuleMetadata, type Provider } from '@nestjs/common';
import { Config } from '../config/config.js';
import { OrdersModule } from '../orders/orders.module.js';
import { PhonesModule } from '../phones/phones.module.js';
import { AfricasTalkingGateway } from './carrier/africas-talking.gateway.js';
import { CarrierAccount } from './carrier/carrier-account.js';
import { SmsGateway } from './carrier/sms.gateway.js';
import { Budget } from './dispatch/budget.js';
import { Courier } from './dispatch/courier.js';
import { Dispatcher } from './dispatch/dispatcher.js';
import { Door } from './dispatch/door.js';
import { OutboxRepository } from './dispatch/outbox.repository.js';
import { OutcomesRepository } from './dispatch/outcomes.repository.js';
import { OutcomesService } from './dispatch/outcomes.service.js';
import { Sending } from './dispatch/sending.js';
import { NotificationsController } from './notifications.controller.js';
import { NotificationsRepository } from './notifications.repository.js';
import { NotificationsService } from './notifications.service.js';
import { QueueRepository } from './queue.repository.js';
import { DeliveryReportsController } from './reports/delivery-reports.controller.js';
import { DeliveryReportsRepository } from './reports/delivery-reports.repository.js';
import { DeliveryReportsService } from './reports/delivery-reports.service.js';
import { Telemetry } from './telemetry.js';

const gateway = {
  provide: SmsGateway,
  useFactory: (account: CarrierAccount, config: Config) => new AfricasTalkingGateway(account, config.SMS_TIMEOUT_SECONDS),
  inject: [CarrierAccount, Config],
};

@Module({
  imports: [OrdersModule, PhonesModule],
  controllers: [NotificationsController, DeliveryReportsController],
  providers: [
    ...[gateway, Sending, Budget, Door, Courier, Dispatcher, OutboxRepository, OutcomesRepository, OutcomesService],
    ...[DeliveryReportsRepository, DeliveryReportsService, NotificationsRepository, NotificationsService, QueueRepository, Telemetry],
  ],
})
export class NotificationsModule {
  /** Sends through the {@link CarrierAccount} that `account` provides, which may need what `imports` export. */
  static through(account: Provider<CarrierAccount>, imports: NonNullable<ModuleMetadata['imports']> = []): DynamicModule {
    return { module: NotificationsModule, imports, providers: [account] };
  }
}
