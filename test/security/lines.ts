/**
 * Where a line of the security checklist is held, or why it is not.
 * - `titles` are whole titles of tests in a file.
 * - `values` are pieces of a list of values that tests of routes go through.
 */
export type Place =
  | { readonly file: string; readonly titles: readonly string[] }
  | { readonly file: string; readonly values: readonly string[] }
  | { readonly reason: string };

const at = (file: string, ...titles: string[]): Place => ({ file: `test/${file}`, titles });
const among = (file: string, ...values: string[]): Place => ({ file: `test/${file}`, values });
const because = (reason: string): Place => ({ reason });

/** The tests that go through every field, and through every route with every token. */
const everyField = at('api/bad-input.spec.ts', 'refuses every wrong value of every field by name and changes nothing');
const everyToken = at('api/access.spec.ts', 'answers 401 where it asks for a token and gets %s');

/** Lines of the checklist, and how many there are. */
export const LINES = 63;

/** The lines that no test of this folder has in its title. */
export const PLACES: Readonly<Record<number, readonly Place[]>> = {
  1: [
    at(
      'config/load-config.spec.ts',
      'refuses values of %s that development allows',
      'has no default for a secret or an address',
    ),
  ],
  2: [
    at('auth/admins/admins.controller.spec.ts', 'takes any of several API keys, until one is withdrawn'),
    at('http/log/logging.spec.ts', 'has no secret of the request, however the request ends'),
  ],
  3: [
    at('auth/admins/admins.controller.spec.ts', 'takes any of several API keys, until one is withdrawn'),
    at('api/access.spec.ts', 'takes a token from the Authorization header alone'),
  ],
  4: [
    at('auth/admins/admins.controller.spec.ts', 'keeps a password as a salted argon2id hash of 19 MiB and two passes'),
    at(
      'auth/throttle/throttle.spec.ts',
      'answers other requests meanwhile, half of them within 300 ms',
      'answers 503 with Retry-After when too many wait',
    ),
  ],
  5: [
    at(
      'auth/admins/admins.controller.spec.ts',
      'tells a password %s from one that is nearly the same',
      'answers 413 to a password of a megabyte',
    ),
  ],
  8: [
    at(
      'auth/admins/admins.controller.spec.ts',
      'answers alike, and as late, to an unknown e-mail, a wrong password and a wrong API key',
      'checks the API key first, so that nothing else can be learned without one',
    ),
  ],
  10: [everyToken, among('support/forged-tokens.ts', "alg: 'none'", "alg: 'HS384'", "alg: 'hs256'")],
  11: [everyToken, among('support/forged-tokens.ts', "kid: '/dev/null'", "crit: ['exp']")],
  12: [
    everyToken,
    among(
      'support/forged-tokens.ts',
      'a token without exp',
      'a token of another type',
      'a token whose nbf is to come',
      'a token of another issuer',
      'a token for another audience',
    ),
  ],
  13: [because('There are no refresh tokens: an admin logs in again.')],
  15: [
    at(
      'auth/session/sessions.service.spec.ts',
      'opens a new session at each sign-in, and ends the one before',
      'does not sign in whoever planted a session in the browser of another user',
      'keeps a session in the database as a digest only',
    ),
  ],
  17: [
    at('auth/session/sessions.service.spec.ts', 'ends a session after %s'),
    among('auth/session/sessions.service.spec.ts', '12 hours without a request', '7 days, however busy'),
  ],
  19: [
    at(
      'auth/social/callback.spec.ts',
      'answers 400 to the code of another sign-in, which the provider refuses by its verifier',
      'answers 400 to a code that was used',
    ),
  ],
  20: [because('Google is asked at its userinfo endpoint, so no id_token is read.')],
  22: [
    at(
      'auth/social/identities.service.spec.ts',
      'joins the owner of an address to no user that somebody made with it beforehand',
      'joins nobody to a user by an address that the provider did not verify',
      'joins Facebook to no user by address, since it never says that one is verified',
    ),
  ],
  23: [at('auth/social/identities.service.spec.ts', 'joins nobody to an admin with the same address')],
  24: [
    at(
      'auth/social/provider-faults.spec.ts',
      'answers 503 and signs nobody in when the provider answers with the fault %s',
      'answers 503 within five seconds when the provider keeps it waiting, at each of the steps',
    ),
  ],
  25: [at('auth/social/callback.spec.ts', 'answers 400 to the answer of another provider')],
  26: [
    at('auth/social/sign-in-purpose.spec.ts', 'gives / instead of %j'),
    among('auth/social/sign-in-purpose.spec.ts', '//evil', 'javascript:'),
  ],
  27: [
    at(
      'auth/social/sign-in.controller.spec.ts',
      'asks %s for PKCE, a state and no more than who the user is',
      'keeps no token of the provider',
    ),
  ],
  28: [
    at(
      'web/account/pages.spec.ts',
      'lists the customer’s own orders alone, newest first, ten on a page',
      'answers the same 404 to the order of another customer as to an unknown one',
    ),
    at(
      'orders/reading/orders-by-number.spec.ts',
      'answers 404 to a number that no order has, and to the number of an order of somebody else',
    ),
    at(
      'auth/session/access.spec.ts',
      'answers 403 at %s',
      'answers 403 at each route of the API that places, confirms or makes something',
    ),
  ],
  29: [
    at(
      'api/access.spec.ts',
      'has a handler, and each handler has an access rule',
      'is found when it has no access rule, and is closed even to admins',
    ),
  ],
  30: [
    at(
      'api/access.spec.ts',
      'lets no notation of /api/customers past without a token: %s',
      'lets no caller past who names another method or path in a header',
    ),
  ],
  31: [at('api/bad-input.spec.ts', 'refuses unknown fields by name and changes nothing')],
  32: [
    at(
      'api/openapi.spec.ts',
      'fail the check when a field is missing, unknown or of another type',
      'have the described form when the request is good',
    ),
  ],
  33: [because('A customer code is a name. No route takes it as proof of who somebody is.')],
  34: [
    at(
      'api/races.spec.ts',
      'gives every caller the same answer, to the millisecond',
      'lets either the confirmations or one cancellation of an order win (round %i)',
    ),
    at(
      'orders/reading/orders-by-number.spec.ts',
      'answers 404 to a number that no order has, and to the number of an order of somebody else',
    ),
  ],
  36: [everyField, among('support/bad-values.ts', 'NaN Infinity -Infinity 1e3 0x10 -0 +5 .5 5. 1.005')],
  37: [everyField, among('support/bad-values.ts', "'9223372036854775808'", '2 ** 63')],
  38: [
    everyField,
    among('support/bad-values.ts', '14e10dbc-8953-40c8-b15b-21adb632480'),
    at('api/odd-input.spec.ts', 'answer 404 to a malformed order id as to an unknown one'),
  ],
  40: [at('http/body-parser.spec.ts', 'answer 400 and change no object: %s %s')],
  41: [
    at(
      'http/body-parser.spec.ts',
      'refuses 10,000 nested %s within a second',
      'refuses a form field that is repeated and names it',
    ),
    at('api/odd-input.spec.ts', 'refuses a thousand form fields, and a form field that comes twice'),
  ],
  42: [at('architecture/sql.spec.ts', 'the SQL of a repository is fixed text with parameters')],
  43: [at('api/bad-input.spec.ts', 'is refused within 200 ms where a field holds a %s')],
  44: [because('There is no CSV export.')],
  45: [
    at('web/account/pages.spec.ts', 'shows markup in the name of an item as text'),
    at(
      'orders/placing/order-placed-text.spec.ts',
      'lets no name or item begin a line, turn the reading direction or fill a placeholder',
      'writes one line in SMS_SEGMENTS_MAX segments at most, and tells what the carrier bills',
    ),
  ],
  46: [
    at('http/body-parser.spec.ts', 'takes %j for JSON with the same rules', 'answers 415 to %j and stores nothing'),
    at('http/bodies/charset.spec.ts', 'answers 415 to %s, asks for UTF-8 and stores nothing'),
  ],
  49: [at('http/server.spec.ts', 'get a 408 after five to seven seconds when they come one at a time')],
  52: [at('http/server.spec.ts', 'tells caches and browsers to keep nothing of %s and to run nothing in it')],
  55: [
    at(
      'notifications/sending/dispatcher-limits.spec.ts',
      'stops when SMS_DAILY_BUDGET is spent, and goes on the next day',
    ),
    at(
      'api/intake-limits.spec.ts',
      'takes INTAKE_PER_PHONE_DAY orders for a phone although each hour begins anew',
      'places ORDERS_PER_MINUTE orders and resends RESENDS_PER_HOUR notifications, then waits',
    ),
  ],
  56: [
    at(
      'notifications/reports/delivery-reports.controller.spec.ts',
      'answers 404 under the wrong secret "%s"',
      'changes nothing after the final report',
      'answers 200 to a report about an unknown SMS, and keeps it',
      'keeps its secret and whole phone numbers out of the log and out of /openapi.json',
    ),
  ],
  57: [
    at(
      'auth/social/provider-faults.spec.ts',
      'answers 503 when the provider redirects the request for a token, and does not follow',
    ),
  ],
  58: [
    at('http/log/logging.spec.ts', 'has no secret of the request, however the request ends'),
    at(
      'auth/social/logs.spec.ts',
      'logs no code, state, cookie, token or address, for a good and for a failed sign-in',
    ),
  ],
  60: [at('main.spec.ts', 'keeps its instants in UTC'), among('main.spec.ts', "PGTZ: 'Pacific/Apia'")],
  61: [
    at('supply-chain.spec.ts', 'has the service log in with a role that is no superuser'),
    because('The role of the service owns its tables, so that it can migrate: one role for both.'),
  ],
  62: [
    at(
      'supply-chain.spec.ts',
      'has an integrity of SHA-512 for every package, so that a changed one is refused',
      'names no other place than the npm registry for any package',
      'has %s from %s on: %s',
      'pins every package that the project names',
    ),
  ],
  63: [because('Erasing a customer is not built yet.')],
};
