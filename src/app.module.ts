import { type DynamicModule, Global, Module } from '@nestjs/common';
import { AuthModule } from './auth/auth.module.js';
import { Config } from './config/config.js';
import { CustomersModule } from './customers/customers.module.js';
import { DatabaseModule } from './database/database.module.js';
import { ApiDocument } from './http/api-document.js';
import { DocsController } from './http/docs.controller.js';
import { HealthController } from './http/health.controller.js';
import { PublicAddress } from './http/public-address.js';
import { OrdersModule } from './orders/orders.module.js';
import { IdentitySandboxModule } from './sandbox/identity/identity-sandbox.module.js';
import { UsersModule } from './users/users.module.js';
import { WebModule } from './web/web.module.js';

/** The whole service. `config` is offered to every module. */
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
        WebModule,
      ],
      controllers: [HealthController, ...(config.DOCS === 'on' ? [DocsController] : [])],
      providers: [ApiDocument, PublicAddress, { provide: Config, useValue: config }],
      exports: [Config, PublicAddress],
    };
  }
}
