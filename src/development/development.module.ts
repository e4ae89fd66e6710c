import type { Server } from 'node:http';
import { type DynamicModule, Global, Module, type Provider } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { Config } from '../config/config.js';
import { isCarrierSandboxed, SandboxAddresses } from '../config/sandbox-addresses.js';
import { SandboxCarrier } from './carrier/sandbox-carrier.js';
import { IdentitySandbox } from './identity/identity-sandbox.js';

/**
 * The stand-ins that SANDBOX=on asks for, and {@link SandboxAddresses} for everybody.
 * Production refuses SANDBOX=on, so there it provides two times null and starts nothing.
 */
@Global()
@Module({})
export class DevelopmentModule {
  static of(config: Readonly<Config>): DynamicModule {
    const sandboxes = [
      ...(config.SANDBOX === 'on' ? [IDENTITY_SANDBOX] : []),
      ...(isCarrierSandboxed(config) ? [SANDBOX_CARRIER] : []),
    ];
    return { module: DevelopmentModule, providers: [...sandboxes, ADDRESSES], exports: [SandboxAddresses] };
  }
}

const IDENTITY_SANDBOX: Provider = { provide: IdentitySandbox, useFactory: IdentitySandbox.start, inject: [Config] };

const SANDBOX_CARRIER: Provider = {
  provide: SandboxCarrier,
  useFactory: (config: Config, { httpAdapter }: HttpAdapterHost) =>
    new SandboxCarrier(choosePort(config.PORT), () =>
      findReportAddress(httpAdapter.getHttpServer(), config.AT_CALLBACK_SECRET),
    ),
  inject: [Config, HttpAdapterHost],
};

const ADDRESSES: Provider<SandboxAddresses> = {
  provide: SandboxAddresses,
  useFactory: (providers?: IdentitySandbox, carrier?: SandboxCarrier) => ({
    providers: providers ?? null,
    carrier: carrier === undefined ? null : () => carrier.url,
  }),
  inject: [
    { token: IdentitySandbox, optional: true },
    { token: SandboxCarrier, optional: true },
  ],
};

/**
 * The port two above the service's own, so that its address is the same at each start; 0 for any.
 * The identity sandbox has the one between.
 */
function choosePort(port: number): number {
  return port === 0 || port > 65_533 ? 0 : port + 2;
}

/** Where this very service takes delivery reports; null until it listens. */
function findReportAddress(server: Server, secret: string): string | null {
  const address = server.address();
  if (address === null || typeof address === 'string') return null;
  return `http://127.0.0.1:${address.port}/api/callbacks/africastalking/${secret}/delivery-reports`;
}
