import type { ProblemGuide } from './problem-guides.js';

/** Guides to what stands in the way of putting something right. */
export const CORRECTION_GUIDES: Readonly<Record<string, ProblemGuide>> = {
  'order-cancelled': {
    status: 409,
    meaning: 'The order was cancelled. A cancelled order stays so.',
    mending: 'Place a new order.',
    detail: 'This order was cancelled, so it cannot be confirmed.',
  },
  'order-not-pending': {
    status: 409,
    meaning: 'The order was confirmed or cancelled before. Only a pending order can be cancelled or changed.',
    mending:
      'Look at the status of the order. A confirmation can be undone with POST /api/orders/<id>/undo-confirmation.',
    detail: 'This order is confirmed already; only a pending one can be cancelled.',
  },
  'customer-has-phone': {
    status: 409,
    meaning: 'The phone number of the user is that of a customer who has no account. Nothing was changed.',
    mending:
      'If both are one person, send the code that detail names as join. If the number was mistyped, correct it at /api/auth/add-user-number/.',
    detail:
      'The customer BHTMCDOO has the phone number of this user already. ' +
      'If both are one person, send "BHTMCDOO" as join; if not, correct the number.',
  },
  'nobody-to-join': {
    status: 409,
    meaning: 'The request names a customer to join, and no customer has the phone number of the user.',
    mending: 'Send the request without join, which makes a new customer. Or correct the number of the user first.',
    detail: 'No customer has the phone number of this user. Send the request without join, or correct the number.',
  },
  'customer-not-linked': {
    status: 409,
    meaning: 'The customer has no account.',
    mending: 'Look at user_id of the customer. There is nothing to repeat.',
    detail: 'This customer has no account, so there is nothing to unlink.',
  },
  'version-missing': {
    status: 428,
    meaning: 'The change does not say by which version of the customer it was made. Nothing was changed.',
    mending: 'Read the customer at GET /api/customers/<id>, and send its ETag as If-Match.',
    detail: 'Send the ETag of GET /api/customers/<id> as If-Match, so that no change of another is lost.',
  },
  'version-stale': {
    status: 412,
    meaning: 'Somebody changed the customer after the version that If-Match names. Nothing was changed.',
    mending: 'Read the customer again, look at what is new, and send the change with the new ETag.',
    detail: 'Somebody changed this customer meanwhile. Read it again, and send the change with the new ETag.',
  },
  'order-not-confirmed': {
    status: 409,
    meaning: 'Only a confirmation can be undone, and this order has none.',
    mending: 'Look at the status of the order. A cancelled order stays so: place a new one.',
    detail: 'This order is pending, so there is no confirmation to undo.',
  },
  'confirmation-too-old': {
    status: 409,
    meaning: 'A confirmation can be undone within 24 hours, which are over.',
    mending: 'Place a new order. The history of this one stays.',
    detail: 'This order was confirmed more than 24 hours ago, so that cannot be undone. Place a new order instead.',
  },
  'template-unfit': {
    status: 422,
    meaning: 'The words for the SMS about an order are no template, or take more SMS than SMS_SEGMENTS_MAX.',
    mending:
      'Write 10 to 300 characters on one line, with the known fields in braces, and shorten them if they are too long.',
    detail: 'These words cannot be sent (length), so nothing was changed. Mend them and send them again.',
  },
  'template-changed': {
    status: 409,
    meaning: 'Somebody changed the words of the SMS after the form was opened. Nothing was changed now.',
    mending: 'Look at the new words at /desk/settings, and send yours again if they are to stay.',
    detail: 'Somebody changed the words of the SMS meanwhile. Look at them, and send yours again if they are to stay.',
  },
};
