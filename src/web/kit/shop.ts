import type { FastifyInstance } from 'fastify';
import type { Config } from '../../config/config.js';
import { shopTimeZone } from '../../config/time-zone.js';

/** What every page knows of the shop. */
export interface Shop {
  readonly name: string;
  /** The number that customers call, E.164; null when the shop names none. */
  readonly phone: string | null;
  /** IANA name. Pages show times on the shop's clock. */
  readonly timeZone: string;
  /** ISO 4217. */
  readonly currency: string;
  /** ISO 3166 alpha-2. Phone numbers of this region are shown without their country code. */
  readonly region: string;
}

declare module 'fastify' {
  interface FastifyInstance {
    /** The shop whose pages this server shows. */
    shop: Shop;
  }
}

/** Tells the pages whose they are. */
export function nameShop(fastify: FastifyInstance, config: Readonly<Config>): void {
  const { SHOP_NAME: name, SHOP_PHONE: phone = null, CURRENCY: currency, DEFAULT_REGION: region } = config;
  fastify.decorate('shop', { name, phone, currency, region, timeZone: shopTimeZone(config) });
}
