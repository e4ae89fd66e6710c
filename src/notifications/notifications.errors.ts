import { AppError } from '../errors.js';

/** No notification has that id. */
export class NotificationUnknown extends AppError {
  readonly fault = 'missing';
  readonly code = 'notification-unknown';

  constructor() {
    super('There is no such notification.');
  }
}

/** The notification is on its way, or arrived, so nothing is sent again. */
export class NotificationNotResendable extends AppError {
  readonly fault = 'conflict';
  readonly code = 'notification-not-resendable';

  constructor(status: string) {
    super(`This text is ${status}; only one that is failed, unknown or undelivered can be sent again.`);
  }
}

/** The customer of the notification was erased, so nobody knows where it would go. */
export class NotificationErased extends AppError {
  readonly fault = 'conflict';
  readonly code = 'notification-erased';

  constructor() {
    super('The customer of this text was erased, so it cannot be sent again.');
  }
}
