import { Injectable } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { SandboxAddresses } from '../../config/sandbox-addresses.js';
import { hasDocumentedKey, listStartFacts, type StartFact, writeRegistration } from '../../config/start-facts.js';
import { findOwnAddresses } from '../../http/listening.js';
import { PublicAddress } from '../../http/public-address.js';

/** What the start of a development service said at the terminal. */
export interface StartWords {
  readonly facts: readonly StartFact[];
  /** The command that registers an admin; null where it would show a secret. */
  readonly registration: string | null;
}

/** Tells again what the start said, to whoever opens the start page. */
@Injectable()
export class DevelopmentStart {
  constructor(
    private readonly config: Config,
    private readonly address: PublicAddress,
    private readonly sandbox: SandboxAddresses,
  ) {}

  /** Null in production. */
  describe(): StartWords | null {
    const { config } = this;
    if (config.NODE_ENV === 'production') return null;
    const { port } = this.address;
    const addresses = { port, phonesUrl: this.sandbox.carrier?.() ?? null, ownAddresses: findOwnAddresses() };
    const registration = hasDocumentedKey(config) ? writeRegistration(config, port) : null;
    return { facts: listStartFacts(config, addresses), registration };
  }
}
