import { type DynamicModule, Global, Module } from '@nestjs/common';
import { AuthModule } from './auth/auth.module.js';
import { Config } from './config/config.js';
import { CustomersModule } from './customers/customers.module.js';
import { DatabaseModule } from './database/database.module.js';
import { DevelopmentModule } from './development/development.module.js';
import { Draining } from './http/draining.js';
import { OpenStreams } from './http/open-streams.js';
import { ListStreams } from './http/paging/list-streams.js';
import { PublicAddress } from './http/public-address.js';
import { ImportsModule } from './imports/imports.module.js';
import { NotificationsModule } from './notifications/notifications.module.js';
import { ApiDocument } from './operations/api-document.js';
import { DocsController } from './operations/docs.controller.js';
import { HealthController } from './operations/health.controller.js';
import { MetricsController } from './operations/metrics.controller.js';
import { Metrics } from './operations/metrics.js';
import { Operator } from './operations/operator.js';
import { ProcessTelemetry } from './operations/process-telemetry.js';
import { Readiness } from './operations/readiness.js';
import { ReplicaTelemetry } from './operations/replica-telemetry.js';
import { ScheduledTasks } from './operations/tasks/scheduled-tasks.js';
import { TaskFailures } from './operations/tasks/task-failures.js';
import { TaskRunner } from './operations/tasks/task-runner.js';
import { TaskRunsRepository } from './operations/tasks/task-runs.repository.js';
import { TaskTelemetry } from './operations/tasks/task-telemetry.js';
import { OrdersModule } from './orders/orders.module.js';
import { Phones } from './phones/phones.js';
import { PrivacyModule } from './privacy/privacy.module.js';
import { Quotas } from './quotas/quotas.js';
import { ShopTimeZone } from './shop/shop-time-zone.js';
import { Tracing } from './tracing/tracing.js';
import { UsersModule } from './users/users.module.js';
import { DeskModule } from './web/desk/desk.module.js';
import { WebModule } from './web/web.module.js';

/** The whole service. What it exports, such as {@link Config}, every module may inject. */
@Global()
@Module({})
export class AppModule {
  static of(config: Readonly<Config>, databaseUrl: string): DynamicModule {
    return {
      module: AppModule,
      imports: [
        DatabaseModule.forUrl(databaseUrl, config),
        DevelopmentModule.of(config),
        AuthModule,
        UsersModule,
        CustomersModule,
        OrdersModule,
        ImportsModule,
        NotificationsModule,
        PrivacyModule,
        WebModule,
        DeskModule,
      ],
      controllers: [HealthController, MetricsController, ...(config.DOCS === 'on' ? [DocsController] : [])],
      providers: [
        ...[
          ApiDocument,
          Draining,
          ListStreams,
          Metrics,
          OpenStreams,
          Operator,
          Phones,
          PublicAddress,
          Quotas,
          Readiness,
          ReplicaTelemetry,
          ShopTimeZone,
          { provide: Config, useValue: config },
          { provide: Tracing, useFactory: () => Tracing.open(config) },
        ],
        ...[ProcessTelemetry, ScheduledTasks, TaskFailures, TaskRunner, TaskRunsRepository, TaskTelemetry],
      ],
      exports: [
        ...[Config, Draining, ListStreams, Metrics, OpenStreams, Phones, PublicAddress, Quotas, Readiness],
        ...[ScheduledTasks, Tracing],
      ],
    };
  }
}
