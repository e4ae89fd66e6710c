import type { Server } from 'node:http';
import { Module } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { Config } from '../../config/config.js';
import { SandboxCarrier } from './sandbox-carrier.js';

/** The service's own port and 2 (the identity stand-in takes the one between), which is printed and bookmarked; any free one if that is taken. */
const portBeside = (port: number): number => (port === 0 || port > 65_533 ? 0 : port + 2);

/** The stand-in carrier, which reports to this very service. */
@Module({
  providers: [
    {
      provide: SandboxCarrier,
      useFactory: (config: Config, { httpAdapter }: HttpAdapterHost) =>
        new SandboxCarrier(portBeside(config.PORT), () => {
          const address = (httpAdapter.getHttpServer() as Server).address();
          if (address === null || typeof address === 'string') return null;
          return `http://127.0.0.1:${address.port}/api/callbacks/africastalking/${config.AT_CALLBACK_SECRET}/delivery-reports`;
        }),
      inject: [Config, HttpAdapterHost],
    },
  ],
  exports: [SandboxCarrier],
})
export class SandboxCarrierModule {}
