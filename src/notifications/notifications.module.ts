import { Module } from '@nestjs/common';
import { Config } from '../config/config.js';
import { SandboxAddresses } from '../config/sandbox-addresses.js';
import { EventsModule } from '../events/events.module.js';
import { AttentionRepository } from './attention/attention.repository.js';
import { AttentionService } from './attention/attention.service.js';
import { CarrierHolds } from './attention/carrier-hold.js';
import { ResendsRepository } from './attention/resends.repository.js';
import { ResendsService } from './attention/resends.service.js';
import { AccountChecks } from './carrier/account-check.js';
import { AfricasTalkingGateway } from './carrier/africas-talking.gateway.js';
import { CarrierAccount } from './carrier/carrier-account.js';
import { SmsGateway } from './carrier/sms.gateway.js';
import { SmsFiguresRepository } from './figures/sms-figures.repository.js';
import { SmsFiguresService } from './figures/sms-figures.service.js';
import { NotificationEventsRepository } from './notification-events.repository.js';
import { NotificationEventsUpkeep } from './notification-events-upkeep.js';
import { NotificationQueue } from './notification-queue.js';
import { NotificationWriters } from './notification-writer.js';
import { NotificationsController } from './notifications.controller.js';
import { NotificationsRepository } from './notifications.repository.js';
import { NotificationsService } from './notifications.service.js';
import { OrderNotifications } from './order-notifications.js';
import { PersonalNotificationsRepository } from './personal-notifications.repository.js';
import { DeliveryReportsController } from './reports/delivery-reports.controller.js';
import { DeliveryReportsRepository } from './reports/delivery-reports.repository.js';
import { DeliveryReportsService } from './reports/delivery-reports.service.js';
import { ReportsHousekeeping } from './reports/reports-housekeeping.js';
import { ResendLimit } from './resend-limit.js';
import { Budget } from './sending/budget.js';
import { BudgetRepository } from './sending/budget.repository.js';
import { Dispatcher } from './sending/dispatcher.js';
import { HandOversRepository } from './sending/hand-overs.repository.js';
import { KeptOutcomes } from './sending/kept-outcomes.js';
import { OutboxRepository } from './sending/outbox.repository.js';
import { OutcomeReplayer } from './sending/outcome-replayer.js';
import { OutcomesRepository } from './sending/outcomes.repository.js';
import { OutcomesService } from './sending/outcomes.service.js';
import { QueueRepository } from './sending/queue.repository.js';
import { RestoreGuard } from './sending/restore-guard.js';
import { SendPolicy } from './sending/send-policy.js';
import { Sender } from './sending/sender.js';
import { SenderState } from './sending/sender-state.js';
import { SendingMarkRepository } from './sending/sending-mark.repository.js';
import { Telemetry } from './sending/telemetry.js';
import { WakeUpSignal } from './sending/wake-up-signal.js';
import { WorkerFolder } from './sending/worker-folder.js';
import { SmsCounters } from './sms-counters.js';
import { SmsPrices } from './sms-prices.js';
import { SummaryRepository } from './summary/summary.repository.js';
import { SummarySumsRepository } from './summary/summary-sums.repository.js';
import { SummaryUpkeep } from './summary/summary-upkeep.js';
import { TestSmsRepository } from './test-sms/test-sms.repository.js';
import { TestSmsService } from './test-sms/test-sms.service.js';
import { TestSmsWriter } from './test-sms/test-sms.writer.js';

const account = { provide: CarrierAccount, useFactory: CarrierAccount.of, inject: [Config, SandboxAddresses] };

const gateway = {
  provide: SmsGateway,
  useFactory: (account: CarrierAccount, config: Config) =>
    new AfricasTalkingGateway(account, config.SMS_TIMEOUT_SECONDS),
  inject: [CarrierAccount, Config],
};

@Module({
  imports: [EventsModule],
  controllers: [NotificationsController, DeliveryReportsController],
  providers: [
    ...[account, gateway, NotificationQueue, NotificationWriters, NotificationsRepository, NotificationsService],
    ...[NotificationEventsRepository, NotificationEventsUpkeep, PersonalNotificationsRepository],
    ...[
      Budget,
      BudgetRepository,
      Dispatcher,
      HandOversRepository,
      OutboxRepository,
      OutcomesRepository,
      OutcomesService,
      SendPolicy,
      Sender,
      SenderState,
      WakeUpSignal,
    ],
    ...[KeptOutcomes, OutcomeReplayer, RestoreGuard, SendingMarkRepository, WorkerFolder],
    ...[DeliveryReportsRepository, DeliveryReportsService, QueueRepository, ReportsHousekeeping, Telemetry],
    ...[SummaryRepository, SummarySumsRepository, SummaryUpkeep],
    ...[OrderNotifications, ResendLimit, SmsCounters, SmsPrices],
    ...[AttentionRepository, AttentionService, CarrierHolds, ResendsRepository, ResendsService],
    ...[SmsFiguresRepository, SmsFiguresService],
    ...[AccountChecks, TestSmsRepository, TestSmsService, TestSmsWriter],
  ],
  exports: [
    ...[NotificationQueue, NotificationWriters, ResendLimit, SendPolicy, SmsPrices],
    ...[NotificationsService, OrderNotifications, PersonalNotificationsRepository],
    ...[AttentionService, CarrierHolds, ResendsService, SmsFiguresService],
    ...[AccountChecks, TestSmsService],
  ],
})
export class NotificationsModule {}
