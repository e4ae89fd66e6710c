import type { ProviderError } from './provider-error.js';

/**
 * Who can do something about a provider's error.
 * - `person`: they refused, and may start again.
 * - `shop`: its application at the provider is set up wrongly, or may not be used by everybody.
 * - `provider`: it cannot answer at this moment.
 * - `unknown`: the error is none that we know.
 */
export type ErrorCause = 'person' | 'shop' | 'provider' | 'unknown';

/**
 * Codes by cause, from RFC 6749 (4.1.2.1, 5.2), OpenID Connect Core (3.1.2.6), Google and GitHub.
 */
const CODES: Readonly<Record<Exclude<ErrorCause, 'unknown'>, readonly string[]>> = {
  person: ['access_denied', 'user_denied', 'user_cancelled', 'user_cancelled_login', 'user_cancelled_authorize'],
  shop: [
    ...['redirect_uri_mismatch', 'invalid_redirect_uri', 'invalid_scope', 'insufficient_scope', 'invalid_request'],
    ...['invalid_client', 'unauthorized_client', 'incorrect_client_credentials', 'deleted_client', 'disabled_client'],
    ...['unsupported_response_type', 'unsupported_response_mode', 'unsupported_grant_type', 'request_not_supported'],
    ...['application_suspended', 'org_internal', 'admin_policy_enforced', 'policy_enforced', 'restricted_client'],
  ],
  provider: [
    ...['server_error', 'temporarily_unavailable', 'internal_failure', 'slow_down', 'rate_limit_exceeded'],
    ...['login_required', 'interaction_required', 'consent_required', 'account_selection_required'],
  ],
};

/** Facebook's numbers: the dialog was cancelled; no answer at this moment, or too many requests. */
const CANCELLED_NUMBER = 4201;
const BUSY_NUMBERS = [1, 2, 4, 17, 32, 341];
/** Facebook's numbers of an application that is not set up, not live, or restricted. */
const isShopNumber = (number: number): boolean => [10, 101, 102, 191, 901].includes(number) || number >= 1_349_000;

/** An application that not everybody may use. Some providers say `access_denied` of it. */
const NOT_FOR_ALL =
  /development mode|test(?:ing)? (?:user|mode)|not (?:yet )?(?:live|active|set up)|unavailable for this app|verification process|organi[sz]ation|administrator/i;
/** What only the shop can have set wrongly. */
const SET_WRONGLY =
  /redirect[_ ]ur[il]|client[_ ](?:id|secret)|app(?:lication)?[_ ](?:id|secret|not)|appsecret|validating application|app(?:'s|’s)? domains?/i;

/** Finds who can do something about an error. */
export function findCause({ error, description, number }: ProviderError): ErrorCause {
  const code = error.toLowerCase();
  if (code === 'user_denied' || number === CANCELLED_NUMBER) return 'person';
  const listed = (['person', 'shop', 'provider'] as const).find((cause) => CODES[cause].includes(code));
  if (listed === 'provider') return listed;
  if (NOT_FOR_ALL.test(description)) return 'shop';
  if (listed !== undefined) return listed;
  if (SET_WRONGLY.test(description)) return 'shop';
  if (number === null) return 'unknown';
  if (BUSY_NUMBERS.includes(number)) return 'provider';
  return isShopNumber(number) ? 'shop' : 'unknown';
}

/**
 * Whether a provider may find the error before it looks at our state. Then it may come to another
 * address of ours, without the state or the browser's cookies. A wrong scope is found later.
 */
export const isFoundBeforeState = ({ error }: ProviderError): boolean =>
  CODES.shop.includes(error.toLowerCase()) && !error.toLowerCase().endsWith('_scope');
