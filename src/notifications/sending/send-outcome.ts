import type { CarrierOutcome } from '../carrier/sms.gateway.js';

/** What became of a claimed notification. */
export type SendOutcome =
  | CarrierOutcome
  /** It must not be sent, so it was not offered to the carrier. */
  | { readonly kind: 'withheld'; readonly reason: string }
  /** It was not offered to the carrier, and may be after a pause. */
  | { readonly kind: 'released'; readonly reason: string; readonly pauseSeconds: number }
  /** Another attempt has taken it over, so there is nothing to write down. */
  | { readonly kind: 'superseded' };

/** It was not offered, for a reason that is over soon. */
export const NOT_NOW: SendOutcome = { kind: 'released', reason: 'not now', pauseSeconds: 0 };

/** The budget has no room for it beside those on their way, or none for the rest of the day. */
export const UNAFFORDABLE: SendOutcome = { kind: 'released', reason: 'no room in SMS_DAILY_BUDGET', pauseSeconds: 1 };

/** Pause after a fault of ours, so that one that stays does not keep the process busy. */
export const FAULT_PAUSE_SECONDS = 5;
