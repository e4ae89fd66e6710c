import type { Config } from '../../config/config.js';

/** Whose account at the carrier the texts go through, and where the carrier is. */
export class CarrierAccount {
  constructor(
    readonly username: string,
    readonly apiKey: string,
    readonly senderId: string | undefined,
    /** Scheme, host and port; asked at each call, because a stand-in's port is known only once it listens. */
    readonly baseUrl: () => string,
  ) {}

  /** The account at Africa's Talking that the configuration names. Without one the carrier refuses us, which is said loudly. */
  static of({ AT_USERNAME = 'sandbox', AT_API_KEY = 'none', AT_SENDER_ID, AT_BASE_URL }: Config): CarrierAccount {
    const host = AT_USERNAME === 'sandbox' ? 'api.sandbox.africastalking.com' : 'api.africastalking.com';
    const baseUrl = (AT_BASE_URL ?? `https://${host}`).replace(/\/+$/, '');
    return new CarrierAccount(AT_USERNAME, AT_API_KEY, AT_SENDER_ID, () => baseUrl);
  }
}
