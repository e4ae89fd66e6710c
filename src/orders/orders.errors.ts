import { AppError, type FieldFault } from '../errors.js';

/** No order has that id, or it is another customer's. */
export class OrderUnknown extends AppError {
  readonly fault = 'missing';
  readonly code = 'order-unknown';

  constructor() {
    super('There is no such order.');
  }
}

/** A cancelled order cannot be confirmed. */
export class OrderCancelled extends AppError {
  readonly fault = 'conflict';
  readonly code = 'order-cancelled';

  constructor() {
    super('This order was cancelled, so it cannot be confirmed.');
  }
}

/** Only a pending order can be confirmed, cancelled or changed. */
export class OrderNotPending extends AppError {
  readonly fault = 'conflict';
  readonly code = 'order-not-pending';

  constructor(status: string, wish: 'cancelled' | 'changed' | 'confirmed' = 'cancelled') {
    super(`This order is ${status} already; only a pending one can be ${wish}.`);
  }
}

/** Only a confirmed order can be made pending again. */
export class OrderNotConfirmed extends AppError {
  readonly fault = 'conflict';
  readonly code = 'order-not-confirmed';

  constructor(status: string) {
    super(`This order is ${status}, so there is no confirmation to undo.`);
  }
}

/** A confirmation can be undone within 24 hours. */
export class ConfirmationTooOld extends AppError {
  readonly fault = 'conflict';
  readonly code = 'confirmation-too-old';

  constructor() {
    super('This order was confirmed more than 24 hours ago, so that cannot be undone. Place a new order instead.');
  }
}

/** A request must name one customer, in one way. */
export class CustomerUnnamed extends AppError {
  readonly fault = 'invalid';
  readonly code = 'customer-unnamed';
  override readonly fields: readonly FieldFault[];

  constructor(ways: readonly [string, string]) {
    super(`Name the customer by exactly one of ${ways.join(' and ')}.`);
    this.fields = [{ field: ways[0], message: `give exactly one of ${ways.join(' and ')}` }];
  }
}

/** The Idempotency-Key stands for another order. */
export class IdempotencyKeyReused extends AppError {
  readonly fault = 'unprocessable';
  readonly code = 'idempotency-key-reused';

  constructor() {
    super('This Idempotency-Key was used for another order. Send a new key with a new order.');
  }
}

/** The database went away while an order with a key was placed, and is not back. */
export class OrderUnsettled extends AppError {
  readonly fault = 'unavailable';
  readonly code = 'order-unsettled';
  override readonly retryAfterSeconds = 2;

  constructor(override readonly cause: unknown) {
    super('The database went away while this order was placed. Send it again with the same Idempotency-Key.');
  }
}
