import type { ProviderError } from './provider-error.js';

/**
 * Who can do something about a provider's error.
 * - `refusal`: the person refused, and may start again.
 * - `unfinished`: the person has to sign in, choose an account or agree at the provider once more.
 * - `shop`: its application at the provider is set up wrongly, or may not be used by everybody.
 * - `provider`: it cannot answer at this moment.
 * - `unknown`: the error is none that we know.
 */
export type ErrorCause = 'refusal' | 'unfinished' | 'shop' | 'provider' | 'unknown';

/**
 * Codes by cause, from RFC 6749 (4.1.2.1, 5.2), OpenID Connect Core (3.1.2.6), Google and GitHub.
 */
const CODES: Readonly<Record<Exclude<ErrorCause, 'unknown'>, readonly string[]>> = {
  refusal: ['access_denied', 'user_denied', 'user_cancelled', 'user_cancelled_login', 'user_cancelled_authorize'],
  unfinished: [
    ...['login_required', 'interaction_required', 'consent_required', 'account_selection_required'],
    ...['unmet_authentication_requirements', 'reauthentication_required', 'session_expired', 'immediate_failed'],
    ...['opt_out_or_no_session', 'suppressed_by_user', 'authorization_pending', 'expired_token'],
  ],
  shop: [
    ...['redirect_uri_mismatch', 'invalid_redirect_uri', 'invalid_scope', 'insufficient_scope', 'invalid_request'],
    ...['invalid_client', 'unauthorized_client', 'incorrect_client_credentials', 'deleted_client', 'disabled_client'],
    ...['unsupported_response_type', 'unsupported_response_mode', 'unsupported_grant_type', 'request_not_supported'],
    ...['application_suspended', 'org_internal', 'admin_policy_enforced', 'policy_enforced', 'restricted_client'],
    ...['origin_mismatch', 'invalid_request_uri', 'invalid_request_object', 'request_uri_not_supported'],
    ...['registration_not_supported', 'unregistered_origin', 'missing_required_parameter', 'invalid_parameter'],
    ...['access_not_configured', 'unsupported_code_challenge_method', 'device_flow_disabled'],
  ],
  provider: [
    ...['server_error', 'temporarily_unavailable', 'internal_failure', 'internal_error', 'backend_error'],
    ...['slow_down', 'rate_limit_exceeded', 'quota_exceeded', 'service_unavailable', 'timeout'],
  ],
};
const CAUSES = ['refusal', 'unfinished', 'shop', 'provider'] as const;

/** Facebook's numbers: the dialog was cancelled; no answer at this moment, or too many requests. */
const CANCELLED_NUMBER = 4201;
const BUSY_NUMBERS = [1, 2, 4, 17, 32, 341];
/** Facebook's numbers of an application that is not set up, not live, or restricted. */
const isShopNumber = (number: number): boolean => [10, 101, 102, 191, 901].includes(number) || number >= 1_349_000;

/** An application that not everybody may use. Some providers say `access_denied` of it. */
const NOT_FOR_ALL =
  /development mode|test(?:ing)? (?:users?|mode)\b|not (?:yet )?(?:been )?(?:live|active|set up|configured|enabled|verified)|unavailable for this app|verification process|\borg(?:ani[sz]ation)?\b|\badmin(?:istrator)?s?\b|\bpolic(?:y|ies)\b|app(?:lication)? (?:is |has been |was )?(?:blocked|disabled|suspended|restricted|deleted|inactive|unavailable)|unverified app/i;
/** What only the shop can have set wrongly. */
const SET_WRONGLY =
  /redirect ur[il]|client (?:id|secret)|\boauth client\b|app(?:lication)? (?:id|secret|not)|appsecret|validating application|app(?:'s|’s)? domains?|url blocked/i;

/** Finds who can do something about an error. */
export function findCause({ error, description, number }: ProviderError): ErrorCause {
  const code = toCode(error);
  if (code === 'user_denied' || number === CANCELLED_NUMBER) return 'refusal';
  const listed = CAUSES.find((cause) => CODES[cause].includes(code));
  if (listed === 'provider' || listed === 'unfinished') return listed;
  // A code that nobody listed may say in words what others say in their description.
  const words = `${code.replaceAll('_', ' ')}: ${description.replaceAll('_', ' ')}`;
  if (NOT_FOR_ALL.test(words)) return 'shop';
  if (listed !== undefined) return listed;
  if (SET_WRONGLY.test(words)) return 'shop';
  if (number === null) return 'unknown';
  if (BUSY_NUMBERS.includes(number)) return 'provider';
  return isShopNumber(number) ? 'shop' : 'unknown';
}

/** The error as a code: `App Not Set Up` and `app-not-set-up` are `app_not_set_up`. */
const toCode = (error: string): string =>
  error
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[\s_-]+/g, '_');
