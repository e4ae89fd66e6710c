import { AppError } from '../errors.js';

/** Order numbers that a message names at most. */
const NAMED_MOST = 5;

/** An order of the person is pending: somebody still waits for goods or for money. */
export class ErasureBeforeDelivery extends AppError {
  readonly fault = 'conflict';
  readonly code = 'erasure-before-delivery';

  constructor(numbers: readonly string[]) {
    super(`Pending: ${nameOrders(numbers)}. Confirm or cancel it first. Nothing was erased.`);
  }
}

/** An SMS to the person is on its way: without the number nobody could send it. */
export class ErasureBeforeSms extends AppError {
  readonly fault = 'conflict';
  readonly code = 'erasure-before-sms';
  override readonly retryAfterSeconds = 30;

  constructor(numbers: readonly string[]) {
    super(`An SMS is on its way about ${nameOrders(numbers)}. Wait until it has gone out. Nothing was erased.`);
  }
}

function nameOrders(numbers: readonly string[]): string {
  const named = numbers.slice(0, NAMED_MOST).map((number) => `order ${number}`);
  const more = numbers.length - named.length;
  return more > 0 ? `${named.join(', ')} and ${more} more` : named.join(', ');
}
