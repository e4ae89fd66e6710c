import { type DynamicModule, Global, Module } from '@nestjs/common';
import { AuthModule } from './auth/auth.module.js';
import { Config } from './config/config.js';
import { isCarrierSandboxed } from './config/sandboxed.js';
import { CustomersModule } from './customers/customers.module.js';
import { DatabaseModule } from './database/database.module.js';
import { SandboxCarrier } from './development/carrier/sandbox-carrier.js';
import { SandboxCarrierModule } from './development/carrier/sandbox-carrier.module.js';
import { IdentitySandboxModule } from './development/identity/identity-sandbox.module.js';
import { PublicAddress } from './http/public-address.js';
import { CarrierAccount } from './notifications/carrier/carrier-account.js';
import { NotificationsModule } from './notifications/notifications.module.js';
import { ApiDocument } from './operations/api-document.js';
import { DocsController } from './operations/docs.controller.js';
import { HealthController } from './operations/health.controller.js';
import { MetricsController } from './operations/metrics.controller.js';
import { Metrics } from './operations/metrics.js';
import { Readiness } from './operations/readiness.js';
import { OrdersModule } from './orders/orders.module.js';
import { Phones } from './phones/phones.js';
import { UsersModule } from './users/users.module.js';
import { WebModule } from './web/web.module.js';

/** The whole service. What it exports is offered to every module. */
@Global()
@Module({})
export class AppModule {
  static of(config: Readonly<Config>, databaseUrl: string): DynamicModule {
    return {
      module: AppModule,
      imports: [
        DatabaseModule.forUrl(databaseUrl),
        IdentitySandboxModule,
        AuthModule,
        UsersModule,
        CustomersModule,
        OrdersModule,
        notifications(config),
        WebModule,
      ],
      controllers: [HealthController, MetricsController, ...(config.DOCS === 'on' ? [DocsController] : [])],
      providers: [ApiDocument, Metrics, Phones, PublicAddress, Readiness, { provide: Config, useValue: config }],
      exports: [Config, Metrics, Phones, PublicAddress, Readiness],
    };
  }
}

/** Texts go to Africa's Talking, or to the stand-in while there is a sandbox and no other carrier is named. */
function notifications(config: Readonly<Config>): DynamicModule {
  if (!isCarrierSandboxed(config)) return NotificationsModule.through({ provide: CarrierAccount, useValue: CarrierAccount.of(config) });
  const useFactory = (carrier: SandboxCarrier) => new CarrierAccount('sandbox', 'sandbox', config.AT_SENDER_ID, () => carrier.url);
  return NotificationsModule.through({ provide: CarrierAccount, useFactory, inject: [SandboxCarrier] }, [SandboxCarrierModule]);
}
