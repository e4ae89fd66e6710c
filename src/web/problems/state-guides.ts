import { ACCOUNT_GUIDES } from './account-guides.js';
import { CORRECTION_GUIDES } from './correction-guides.js';
import { IMPORT_GUIDES } from './import-guides.js';
import { KEY_GUIDES } from './key-guides.js';
import { PRIVACY_GUIDES } from './privacy-guides.js';
import { type ProblemGuide, REQUEST_GUIDES } from './problem-guides.js';
import { STATUS_GUIDES } from './status-guides.js';

/** Guides to problems that say how things stand, and not what is wrong with the request. */
const states = {
  'customer-unknown': {
    status: 404,
    meaning: 'No customer has this code, phone number or id.',
    mending: 'Make the customer first, with POST /api/customer, or look the code up at /api/lookup/all-customers/.',
    detail: 'No customer has this code or phone number. POST /api/customer makes one.',
  },
  'order-unknown': {
    status: 404,
    meaning: 'No order has this id or number, or it is another customer’s.',
    mending: 'Send the order_id of the answer that placed the order, or its number.',
    detail: 'There is no such order.',
  },
  'user-unknown': {
    status: 404,
    meaning: 'No user has this id.',
    mending: 'Look the id up at /api/lookup/all-users/. Users come about by signing in.',
    detail: 'No user has this id. POST /api/lookup/all-users/ lists them.',
  },
  'notification-unknown': {
    status: 404,
    meaning: 'No notification has this id.',
    mending: 'Look the id up at GET /api/notifications. It is not the id of the order.',
    detail: 'There is no such notification.',
  },
  'phone-taken': {
    status: 409,
    meaning: 'The phone number belongs to another customer or user. Nothing was changed.',
    mending: 'Use that customer, whose code detail names to callers who may see customers. Or send another number.',
    detail: 'This phone number belongs to somebody else already: the customer BHTMCDOO.',
  },
  'already-customer': {
    status: 409,
    meaning: 'The user is a customer already, and stays the same one.',
    mending: 'Use the customer_code that /api/lookup/all-users/ shows for this user.',
    detail: 'This user is a customer already. /api/lookup/all-customers/ shows the code.',
  },
  'phone-missing': {
    status: 409,
    meaning: 'The user has no phone number, and a customer needs one.',
    mending: 'Add a number with POST /api/auth/add-user-number/, and send this request again.',
    detail: 'This user has no valid phone number yet. Add one at /api/auth/add-user-number/ first.',
  },
  'admin-taken': {
    status: 409,
    meaning: 'An admin has this e-mail, or a user has this phone number.',
    mending: 'Log in at /api/auth/login/, or register with another e-mail and phone number.',
    detail: 'This e-mail is registered already. Log in at /api/auth/login/ instead.',
  },
  'notification-not-resendable': {
    status: 409,
    meaning: 'The notification is on its way, or has arrived.',
    mending: 'Wait until its status is failed, unknown or undelivered. Only then can it be sent again.',
    detail: 'This text is delivered; only one that is failed, unknown or undelivered can be sent again.',
  },
  'quota-spent': {
    status: 429,
    meaning: 'This was done as often as it may be within an hour, a day or a minute. Nothing was done now.',
    mending: 'Wait for the seconds that the header Retry-After names. The operator sets the limits.',
    detail: 'Without a token 5 orders an hour are taken for one phone number. Try again in 1800 s.',
  },
  'hashing-busy': {
    status: 503,
    meaning: 'Too many people log in at once, so passwords wait to be checked.',
    mending: 'Try again after the seconds of Retry-After. Keep a token instead of logging in for each request.',
    detail: 'Too many people are logging in at once. Try again in a few seconds.',
  },
  'not-ready': {
    status: 503,
    meaning: 'The process cannot do its work now. It does not tell strangers why.',
    mending: 'The operator looks into the log, or asks /readyz with METRICS_TOKEN as Bearer token.',
    detail: 'The service is not ready; try again in a moment.',
  },
  'schema-outdated': {
    status: 503,
    meaning: 'The database does not have the schema of this release.',
    mending: 'The operator runs the migrations of this release: npm run migrate.',
    detail:
      'The database is not migrated: 5-notification-subjects missing. ' +
      'Run "npm run migrate", or restart the service if it migrates at its start.',
  },
  'database-unavailable': {
    status: 503,
    meaning: 'The database is away or busy. The request was not done, and will not be.',
    mending: 'Try again after the seconds of Retry-After.',
    detail: 'The database is away or busy; try again in a moment.',
  },
  'outcome-unknown': {
    status: 504,
    meaning: 'The database did not say in time whether the change was made. It may be there, or come yet.',
    mending: 'Send an order again with the same Idempotency-Key. Otherwise look first whether the change is there.',
    detail:
      'The database did not say whether this was done. Look before you send it again; ' +
      'with an Idempotency-Key just send it again.',
  },
  'order-unsettled': {
    status: 503,
    meaning: 'The database went away while an order with an Idempotency-Key was placed. It may be there.',
    mending: 'Send the order again with the same key, after the seconds of Retry-After. It is placed once.',
    detail: 'The database went away while this order was placed. Send it again with the same Idempotency-Key.',
  },
  'service-busy': {
    status: 503,
    meaning: 'The service has more to do than it can do now. Nothing was changed.',
    mending: 'Try again after the seconds of Retry-After.',
    detail: 'The service has more to do than it can do now; try again in a moment.',
  },
  'lists-busy': {
    status: 503,
    meaning: 'Whole lists are streamed a few at a time: two for one caller, four for a process.',
    mending: 'Read one list at a time, or read by the page with limit. Or try again after the seconds of Retry-After.',
    detail:
      'Too many whole lists are being read. Read one at a time, or by the page with limit; or try again in a moment.',
  },
  'streams-busy': {
    status: 503,
    meaning: 'As many pages of the desk are told of changes as this process can tell, or it is about to stop.',
    mending: 'Try again after the seconds of Retry-After. Meanwhile load the page again to see what is new.',
    detail: 'Too many pages are told of changes at this moment. The page stays as it is; load it again to see more.',
  },
} as const;

/**
 * A guide to each kind of problem, by its code: the last part of the problem's `type`.
 * Each AppError has one, and each status that is answered without; a test compares them.
 */
export const PROBLEM_GUIDES: Readonly<Record<string, ProblemGuide>> = {
  ...REQUEST_GUIDES,
  ...STATUS_GUIDES,
  ...ACCOUNT_GUIDES,
  ...CORRECTION_GUIDES,
  ...IMPORT_GUIDES,
  ...KEY_GUIDES,
  ...PRIVACY_GUIDES,
  ...states,
};
