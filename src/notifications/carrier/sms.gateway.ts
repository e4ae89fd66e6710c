/** What the carrier charged: exact decimal text and ISO 4217. */
export interface Charge {
  readonly cost: string;
  readonly currency: string;
}

/**
 * What became of one SMS that was handed to the carrier.
 * A reason is in words of ours or of the carrier, without any number or secret.
 */
export type CarrierOutcome =
  /** The carrier has it. `charge` is null when the answer names none that can be read. */
  | { readonly kind: 'accepted'; readonly messageId: string; readonly charge: Charge | null }
  /** The carrier does not want it, now or later. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** Not taken, but may be later. `mostAttempts` when another try is worth less than usual. */
  | {
      readonly kind: 'deferred';
      readonly reason: string;
      readonly retryAfterSeconds?: number;
      readonly mostAttempts?: number;
    }
  /** The carrier could not be reached at all, so it was not offered. */
  | { readonly kind: 'unreachable'; readonly reason: string }
  /** The carrier takes nothing from us until a person acts. This SMS was not taken. */
  | { readonly kind: 'halted'; readonly reason: string }
  /** It went out, and the answer did not come back whole: the carrier may have it. */
  | { readonly kind: 'unknown'; readonly reason: string };

/**
 * What the carrier says of our account.
 * - `balance`: what is left.
 * - `refused`: user name and key do not fit together.
 * - `unreachable`: no connection came about; `silent`: it did, and no answer came in time.
 * - `odd`: an answer that is none of the carrier's, such as that of a proxy.
 */
export type AccountAnswer =
  | { readonly kind: 'balance'; readonly left: Charge }
  | { readonly kind: 'refused' | 'unreachable' | 'silent' | 'odd' };

/** The way to a carrier. */
export abstract class SmsGateway {
  /**
   * Hands over one SMS, once. It never throws, and answers within the time-out it was configured
   * with.
   * @param phone E.164
   */
  abstract send(phone: string, body: string): Promise<CarrierOutcome>;

  /**
   * Asks what is left of the account's money. It never throws, and answers within the same
   * time-out.
   */
  abstract readAccount(): Promise<AccountAnswer>;
}
