/** Where a line of the security checklist is held: a test elsewhere, or why it has none. */
type Place = { readonly file: string; readonly words: string } | { readonly reason: string };

const at = (file: string, words: string): Place => ({ file: `test/${file}`, words });
const because = (reason: string): Place => ({ reason });

/** Lines of the checklist, and how many there are. */
export const LINES = 63;

/** The lines that no test of this folder has in its title. */
export const PLACES: Readonly<Record<number, Place>> = {
  1: at('config/load-config.spec.ts', 'production'),
  2: at('auth/admins/admins.controller.spec.ts', 'takes any of several API keys'),
  3: at('auth/admins/admins.controller.spec.ts', 'until one is withdrawn'),
  4: at('auth/throttle/throttle.spec.ts', 'answers other requests meanwhile'),
  5: at('auth/admins/admins.controller.spec.ts', 'tells a password %s from one that is nearly the same'),
  8: at('auth/admins/admins.controller.spec.ts', 'answers alike, and as late'),
  10: at('support/forged-tokens.ts', 'a token with alg none'),
  11: at('support/forged-tokens.ts', "kid: '/dev/null'"),
  12: at('support/forged-tokens.ts', 'a token of another type'),
  13: because('There are no refresh tokens: an admin logs in again.'),
  15: at('auth/session/sessions.service.spec.ts', 'opens a new session at each sign-in'),
  17: at('auth/session/sessions.service.spec.ts', 'created_at'),
  19: at('auth/social/callback.spec.ts', 'which the provider refuses by its verifier'),
  20: because('Google is asked at its userinfo endpoint, so no id_token is read.'),
  22: at('auth/social/identities.service.spec.ts', 'made with it beforehand'),
  23: at('auth/social/link-decision.spec.ts', 'does not join a verified e-mail to an admin'),
  24: at('auth/social/provider-faults.spec.ts', 'answers 503 within five seconds'),
  25: at('auth/social/callback.spec.ts', 'the answer of another provider'),
  26: at('auth/social/sign-in-purpose.spec.ts', 'evil'),
  27: at('auth/social/sign-in.controller.spec.ts', 'keeps no token of the provider'),
  28: at('api/access.spec.ts', 'has a handler, and each handler has an access rule'),
  29: at('api/access.spec.ts', 'is closed even to admins'),
  30: at('api/access.spec.ts', 'lets no notation of /api/customers past'),
  31: at('api/bad-input.spec.ts', 'refuses unknown fields by name'),
  32: at('api/openapi.spec.ts', 'ajv'),
  33: because('A customer code is a name. No route takes it as proof of who somebody is.'),
  34: at('api/races.spec.ts', 'confirm'),
  36: at('support/bad-values.ts', 'NaN Infinity -Infinity 1e3 0x10'),
  37: at('api/odd-input.spec.ts', '9223372036854775808'),
  38: at('support/bad-values.ts', '14e10dbc-8953-40c8-b15b-21adb632480'),
  40: at('api/bad-input.spec.ts', '__proto__'),
  41: at('api/bad-input.spec.ts', '10_000'),
  42: because(
    'Sorting and filtering take choices from lists. Every value is a parameter: test/architecture/sql.spec.ts.',
  ),
  43: at('api/bad-input.spec.ts', 'a text of 30,000 characters'),
  44: because('There is no CSV export.'),
  45: at('orders/placing/order-placed-text.spec.ts', '{amount}\\u202e'),
  46: at('http/bodies/charset.spec.ts', 'utf-7'),
  49: at('http/server.spec.ts', 'get a 408 after five to seven seconds'),
  52: at('http/server.spec.ts', 'tells caches and browsers to keep nothing'),
  55: at('notifications/sending/dispatcher-limits.spec.ts', 'SMS_DAILY_BUDGET'),
  56: at('notifications/reports/delivery-reports.controller.spec.ts', 'secret'),
  57: at('auth/social/provider-faults.spec.ts', 'does not follow'),
  58: at('http/log/logging.spec.ts', 'has no secret of the request'),
  60: at('main.spec.ts', 'Pacific/Apia'),
  61: because(
    'The tests run as a role without privileges: test/support/test-database.ts. Migrations have no role of their own.',
  ),
  62: because('The lockfile is looked at outside the tests: npm ci, and the review of each new dependency.'),
  63: because('Erasing a customer is not built yet.'),
};
