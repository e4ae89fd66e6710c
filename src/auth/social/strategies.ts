import { Injectable } from '@nestjs/common';
import type { Strategy } from 'passport';
import type { Provider } from '../session/session.js';
import { FacebookStrategy } from './facebook.strategy.js';
import { GithubStrategy } from './github.strategy.js';
import { GoogleStrategy } from './google.strategy.js';
import { ProviderClients } from './provider-clients.js';
import { StateStore } from './state-store.js';

const STRATEGIES = { google: GoogleStrategy, github: GithubStrategy, facebook: FacebookStrategy };

/** Every provider that we know, in the order of the buttons. */
const PROVIDERS = Object.keys(STRATEGIES) as readonly Provider[];

/** The strategies of the providers that are offered. */
@Injectable()
export class Strategies {
  private readonly strategies: ReadonlyMap<string, Strategy>;

  constructor(clients: ProviderClients, store: StateStore) {
    this.strategies = new Map(
      PROVIDERS.flatMap((provider) => {
        const client = clients.of(provider);
        return client === null ? [] : [[provider, new STRATEGIES[provider](client, store)] as const];
      }),
    );
  }

  /** The strategy of a provider that is offered; null for anything else. */
  of(provider: string): Strategy | null {
    return this.strategies.get(provider) ?? null;
  }

  get offered(): readonly Provider[] {
    return PROVIDERS.filter((provider) => this.strategies.has(provider));
  }
}
