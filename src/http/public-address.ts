import type { AddressInfo } from 'node:net';
import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { Config } from '../config/config.js';
import { choosePublicHost } from '../config/public-host.js';

/**
 * The address at which people and providers reach the service. It comes from the configuration,
 * never from a request's headers.
 */
@Injectable()
export class PublicAddress {
  constructor(
    private readonly config: Config,
    private readonly host: HttpAdapterHost,
  ) {}

  /** Scheme, host and port, as browsers write an Origin. */
  get origin(): string {
    return new URL(this.config.PUBLIC_URL ?? `http://${choosePublicHost(this.config)}:${this.port}`).origin;
  }

  /** `path` at the public address. */
  of(path: string): string {
    return this.origin + path;
  }

  /**
   * Whether a request of a development start names another host, such as 127.0.0.1 instead of
   * localhost. A cookie that is set there would not come back from a provider. In production the
   * Host may be a proxy's, so it is not used.
   */
  isElsewhere(host: string | undefined): boolean {
    return this.config.NODE_ENV === 'development' && host !== new URL(this.origin).host;
  }

  /** The configured port, or for PORT=0 the one that the system chose. */
  get port(): number {
    const address = this.host.httpAdapter.getHttpServer().address() as AddressInfo | null;
    return address?.port ?? this.config.PORT;
  }
}
