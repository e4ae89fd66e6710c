import { Global, Module } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { IdentitySandboxAddress } from '../../config/identity-sandbox-address.js';
import { IdentitySandbox } from './identity-sandbox.js';

/** No stand-ins: the providers themselves, or none. */
const NOWHERE: IdentitySandboxAddress = { front: null, back: null };

/** Starts the stand-ins for the sign-in providers where SANDBOX says so, which production refuses. */
@Global()
@Module({
  providers: [
    {
      provide: IdentitySandboxAddress,
      useFactory: (config: Config) => (config.SANDBOX === 'on' ? IdentitySandbox.start(config) : NOWHERE),
      inject: [Config],
    },
  ],
  exports: [IdentitySandboxAddress],
})
export class IdentitySandboxModule {}
