import type { FieldFault } from '../../errors.js';

/** What a kind of problem means, for whoever writes a program against the API. */
export interface ProblemGuide {
  readonly status: number;
  readonly meaning: string;
  /** What to do about it. */
  readonly mending: string;
  /** What an answer of this kind says. */
  readonly detail: string;
  /** The faults that such an answer names; with status 400 alone. */
  readonly errors?: readonly FieldFault[];
}

const PHONE = 'must be a phone number, such as +254712345678 or 0712345678';
const NAME_ONE = 'give exactly one of customer_code and phone';
const LOG_IN = 'Send what /api/auth/login/ gives: the header is "Authorization: Bearer", a space, and the token.';

const requests = {
  'charset-unknown': {
    status: 415,
    meaning: 'The Content-Type names a charset that is not known here, or several different ones.',
    mending: 'Send the body as UTF-8, with Content-Type: application/json; charset=utf-8.',
    detail:
      'The charset "utf-7" of the Content-Type is not known here. ' +
      'Send the body as UTF-8, with Content-Type: application/json; charset=utf-8.',
  },
  'body-encoded': {
    status: 415,
    meaning: 'The body is compressed, or encoded as its Content-Encoding says.',
    mending: 'Send the body as it is, and without Content-Encoding.',
    detail: 'Send the body as it is, not compressed, and without Content-Encoding. A charset belongs in Content-Type.',
  },
  'invalid-request': {
    status: 400,
    meaning: 'Fields of the request do not follow their rules. Nothing was changed.',
    mending: 'Look at errors: it names every field at fault, and what it must be. Correct all of them and send again.',
    detail: 'customerCode: is not a field of this request: did you mean customer_code? amount: must be more than 0.',
    errors: [
      { field: 'customerCode', message: 'is not a field of this request: did you mean customer_code?' },
      { field: 'amount', message: 'must be more than 0' },
    ],
  },
  'phone-invalid': {
    status: 400,
    meaning: 'The text is no phone number that can be called.',
    mending: 'Send the number with its country, such as +254712345678, or as it is dialled in the country of the shop.',
    detail: `phone: ${PHONE}.`,
    errors: [{ field: 'phone', message: PHONE }],
  },
  'customer-unnamed': {
    status: 400,
    meaning: 'The request names its customer in no way, or in two ways.',
    mending: 'Send the one or the other of the two fields that errors names, and not both.',
    detail: 'Name the customer by exactly one of customer_code and phone.',
    errors: [{ field: 'customer_code', message: NAME_ONE }],
  },
  'idempotency-key-reused': {
    status: 422,
    meaning: 'The Idempotency-Key stands for another order, which was placed before. No order was placed now.',
    mending: 'Make a new key for each order. Send the same key again only with the same order.',
    detail: 'This Idempotency-Key was used for another order. Send a new key with a new order.',
  },
} as const;

const access = {
  unauthenticated: {
    status: 401,
    meaning: 'The request has no token, and the route asks for one.',
    mending: LOG_IN,
    detail: 'Send "Authorization: Bearer <token>" with a token from /api/auth/login/.',
  },
  'scheme-unknown': {
    status: 401,
    meaning: 'The header Authorization has another form than a Bearer token, such as Basic.',
    mending: LOG_IN,
    detail: 'Basic does not work here. Send "Authorization: Bearer <token>", from /api/auth/login/.',
  },
  'token-unreadable': {
    status: 401,
    meaning: 'What stands in place of the token is no token, or not the whole of one.',
    mending: 'Copy the whole token, without quotes or brackets, and write Bearer and a space before it.',
    detail: 'This token is cut short. Copy the whole token from the answer of /api/auth/login/.',
  },
  'token-foreign': {
    status: 401,
    meaning: 'The signature of the token is not ours: another service made it, or a part of it was changed.',
    mending: 'See that the token comes from this service, and from this environment. Log in for another one.',
    detail: 'This token is not one of ours, or it is damaged. Log in at /api/auth/login/ for another one.',
  },
  'token-expired': {
    status: 401,
    meaning: 'The token is ours, and its time is over. The login said in expires_in how many seconds it counts.',
    mending: 'Log in again, and use the new token. A program does so whenever it gets this answer.',
    detail: 'This token expired. Log in again at /api/auth/login/.',
  },
  'token-ended': {
    status: 401,
    meaning: 'The token is ours, but its admin logged out, which ends every token of that admin, or is gone.',
    mending: 'Log in again. Programs that share an admin end each other’s tokens when one of them logs out.',
    detail: 'This token was ended: its admin logged out, or is gone. Log in again at /api/auth/login/.',
  },
  'sign-in-needed': {
    status: 401,
    meaning: 'The page is for people who are signed in.',
    mending: 'Open the address that detail names in a browser, and sign in there.',
    detail: 'Sign in at /google/login first.',
  },
  forbidden: {
    status: 403,
    meaning: 'The caller is known, and may not do this.',
    mending: 'Use an admin’s token, or sign in as staff. The documentation names the permission of each route.',
    detail: 'This account may not do this. Staff sign in with Google at /google/login; admins send a Bearer token.',
  },
  'cross-site': {
    status: 403,
    meaning: 'A browser sent the request for a page of another site.',
    mending:
      'Use the pages of the service itself. Programs that are no browsers send neither Sec-Fetch-Site nor Origin.',
    detail: 'This request came from another site, so nothing was done.',
  },
  'host-unknown': {
    status: 421,
    meaning: 'The Host of the request is none of the names that the service is called by.',
    mending: 'Call the service at its own address. Its operator adds other names to ALLOWED_HOSTS.',
    detail: 'This is not the host that the request names. Its operator can add the name to ALLOWED_HOSTS.',
  },
  'too-many-attempts': {
    status: 429,
    meaning: 'One address, or one account, was tried too often.',
    mending: 'Wait for the seconds that the header Retry-After names. Each attempt before that is refused too.',
    detail: 'Too many attempts. Try again in 60 s.',
  },
} as const;

export const REQUEST_GUIDES: Readonly<Record<string, ProblemGuide>> = { ...requests, ...access };
