import { Injectable } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { SandboxAddresses } from '../../config/sandbox-addresses.js';
import type { Provider } from '../session/session.js';

/** Our credentials at a provider, and the addresses of its OAuth 2.0 endpoints and its API. */
export interface ProviderClient {
  readonly clientID: string;
  readonly clientSecret: string;
  readonly authorizationURL: string;
  readonly tokenURL: string;
  /** Address of the API that tells who signed in, without a path. */
  readonly api: string;
}

/** Version of Facebook's Graph API. Facebook serves each version for two years. */
const GRAPH = 'v25.0';

/** The providers' own endpoints. */
const ENDPOINTS: Record<Provider, Pick<ProviderClient, 'authorizationURL' | 'tokenURL' | 'api'>> = {
  google: {
    authorizationURL: 'https://accounts.google.com/o/oauth2/v2/auth',
    tokenURL: 'https://oauth2.googleapis.com/token',
    api: 'https://openidconnect.googleapis.com',
  },
  github: {
    authorizationURL: 'https://github.com/login/oauth/authorize',
    tokenURL: 'https://github.com/login/oauth/access_token',
    api: 'https://api.github.com',
  },
  facebook: {
    authorizationURL: `https://www.facebook.com/${GRAPH}/dialog/oauth`,
    tokenURL: `https://graph.facebook.com/${GRAPH}/oauth/access_token`,
    api: `https://graph.facebook.com/${GRAPH}`,
  },
};

/**
 * The providers that people can sign in with: those with credentials, and in development a sandbox
 * for each of the others.
 */
@Injectable()
export class ProviderClients {
  constructor(
    private readonly config: Config,
    private readonly sandbox: SandboxAddresses,
  ) {}

  /** The client of a provider; null for one that is not offered. */
  of(provider: Provider): ProviderClient | null {
    const { id, secret } = this.readCredentials(provider);
    if (id !== undefined && secret !== undefined) return { clientID: id, clientSecret: secret, ...ENDPOINTS[provider] };
    return this.useSandbox(provider);
  }

  private useSandbox(provider: Provider): ProviderClient | null {
    if (this.sandbox.providers === null) return null;
    const { front, back } = this.sandbox.providers;
    const client = { clientID: `sandbox-${provider}`, clientSecret: `sandbox-${provider}-secret` };
    const endpoints = { authorizationURL: `${front}/${provider}/authorize`, tokenURL: `${back}/${provider}/token` };
    return { ...client, ...endpoints, api: `${back}/${provider}` };
  }

  private readCredentials(provider: Provider): { id?: string; secret?: string } {
    const { config } = this;
    switch (provider) {
      case 'google':
        return { id: config.GOOGLE_CLIENT_ID, secret: config.GOOGLE_CLIENT_SECRET };
      case 'github':
        return { id: config.GITHUB_CLIENT_ID, secret: config.GITHUB_CLIENT_SECRET };
      case 'facebook':
        return { id: config.FACEBOOK_CLIENT_ID, secret: config.FACEBOOK_CLIENT_SECRET };
    }
  }
}
