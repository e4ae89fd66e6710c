import type { ProblemGuide } from './problem-guides.js';

/** Guides to problems around the erasure of a person. */
export const PRIVACY_GUIDES: Readonly<Record<string, ProblemGuide>> = {
  'erasure-before-delivery': {
    status: 409,
    meaning: 'The customer has a pending order: somebody still waits for goods or money. Nothing was erased.',
    mending: 'Confirm or cancel the orders that detail names, and send this request again.',
    detail: 'Pending: order 12. Confirm or cancel it first. Nothing was erased.',
  },
  'erasure-before-sms': {
    status: 409,
    meaning: 'An SMS to the customer waits or is on its way, and needs the number. Nothing was erased.',
    mending:
      'Send this request again after the seconds of Retry-After. GET /api/notifications shows how sending stands.',
    detail: 'An SMS is on its way about order 12. Wait until it has gone out. Nothing was erased.',
  },
  'account-of-staff': {
    status: 409,
    meaning: 'The account of the customer has a role in the shop, and works with it. Nothing was erased.',
    mending:
      'Disable the role with PATCH /api/staff/<id>, or take the address off STAFF_EMAILS. Then erase the customer.',
    detail:
      "This customer's account has a role in the shop. Disable the role first, with PATCH /api/staff/<id> or in STAFF_EMAILS.",
  },
  'customer-erased': {
    status: 409,
    meaning: 'The customer was erased. Neither the customer nor a settled order can be changed any more.',
    mending: 'There is nothing to repeat. If the person comes back, make a new customer with POST /api/customer.',
    detail: 'This customer was erased, and cannot be changed. If the person comes back, make a new customer.',
  },
  'notification-erased': {
    status: 409,
    meaning: 'The customer of the notification was erased, with number and text.',
    mending: 'There is nothing to send. If the person orders again, register them as a new customer.',
    detail: 'The customer of this text was erased, so it cannot be sent again.',
  },
};
