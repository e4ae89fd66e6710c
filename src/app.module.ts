import { type DynamicModule, Global, Module, type Provider } from '@nestjs/common';
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
    const { module, account } = carrier(config);
    return {
      module: AppModule,
      imports: [
        DatabaseModule.forUrl(databaseUrl),
        IdentitySandboxModule,
        AuthModule,
        UsersModule,
        CustomersModule,
        OrdersModule,
        NotificationsModule,
        ...module,
        WebModule,
      ],
      controllers: [HealthController, MetricsController, ...(config.DOCS === 'on' ? [DocsController] : [])],
      providers: [account, ApiDocument, Metrics, Phones, PublicAddress, Readiness, { provide: Config, useValue: config }],
      exports: [CarrierAccount, Config, Metrics, Phones, PublicAddress, Readiness],
    };
  }
}

/** The carrier is Africa's Talking, or the sandbox while there is one and no other carrier is named. */
function carrier(config: Readonly<Config>): { module: NonNullable<DynamicModule['imports']>; account: Provider<CarrierAccount> } {
  if (!isCarrierSandboxed(config)) return { module: [], account: { provide: CarrierAccount, useValue: CarrierAccount.of(config) } };
  const useFactory = (sandbox: SandboxCarrier) => new CarrierAccount('sandbox', 'sandbox', config.AT_SENDER_ID, () => sandbox.url);
  return { module: [SandboxCarrierModule], account: { provide: CarrierAccount, useFactory, inject: [SandboxCarrier] } };
}
