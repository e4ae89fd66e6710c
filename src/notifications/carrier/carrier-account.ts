import type { Config } from '../../config/config.js';
import type { SandboxAddresses } from '../../config/sandbox-addresses.js';

/** Whose account at the carrier SMS go through, and where the carrier is. */
export class CarrierAccount {
  constructor(
    readonly username: string,
    readonly apiKey: string,
    readonly senderId: string | undefined,
    /**
     * Scheme, host and port; asked at each call, because a stand-in's port is known only once it
     * listens.
     */
    readonly baseUrl: () => string,
  ) {}

  /**
   * The account that the configuration names at Africa's Talking, or one at the sandbox carrier.
   * Without an account Africa's Talking refuses every SMS, which the log and /readyz report.
   */
  static of(
    { AT_USERNAME = 'sandbox', AT_API_KEY = 'none', AT_SENDER_ID, AT_BASE_URL }: Config,
    { carrier }: SandboxAddresses,
  ): CarrierAccount {
    if (carrier !== null) return new CarrierAccount('sandbox', 'sandbox', AT_SENDER_ID, carrier);
    const host = AT_USERNAME === 'sandbox' ? 'api.sandbox.africastalking.com' : 'api.africastalking.com';
    const baseUrl = (AT_BASE_URL ?? `https://${host}`).replace(/\/+$/, '');
    return new CarrierAccount(AT_USERNAME, AT_API_KEY, AT_SENDER_ID, () => baseUrl);
  }
}
